"""Old import paths: a notebook copied before a module moved still runs, with a warning that gives the new path."""

import importlib
import sys
import warnings
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

MOVED = {  # old path, as in notebooks or the output of "as code": new path
    "nnlearn.checks.reference_03": "nnlearn.lessons.activation_functions",
    "nnlearn.explorers.backprop_net": "nnlearn.lessons.backpropagation",
    "nnlearn.explorers.convolution_net": "nnlearn.lessons.convolution",
    "nnlearn.explorers.descent_surfaces": "nnlearn.lessons.gradient_descent",
    "nnlearn.explorers.gan_data": "nnlearn.lessons.gans",
    "nnlearn.explorers.init_signal": "nnlearn.lessons.initialization",
    "nnlearn.explorers.lenet_pass": "nnlearn.lessons.lenet",
    "nnlearn.explorers.lenet_watch": "nnlearn.lessons.lenet",
    "nnlearn.explorers.lif": "nnlearn.lessons.neuron",
    "nnlearn.explorers.margin": "nnlearn.lessons.perceptron",
    "nnlearn.explorers.playground_data": "nnlearn.lessons.playground.data",
    "nnlearn.explorers.playground_engine": "nnlearn.lessons.playground",
    "nnlearn.explorers.playground_state": "nnlearn.lessons.playground",
    "nnlearn.explorers.recurrent_forecast": "nnlearn.lessons.recurrent_networks",
    "nnlearn.explorers.recurrent_net": "nnlearn.lessons.recurrent_networks",
    "nnlearn.explorers.recurrent_train": "nnlearn.lessons.recurrent_networks",
    "nnlearn.explorers.recurrent_watch": "nnlearn.lessons.recurrent_networks",
}
RENAMED = {("nnlearn.lessons.recurrent_networks", "network"): "weights_of"}


class OldPaths(MetaPathFinder, Loader):
    """Find a module by its old path, after Python has found none."""

    def find_spec(self, name, path=None, target=None):
        """Return how to load a module, or None if its path is not an old one."""
        return ModuleSpec(name, self) if name in MOVED else None

    def create_module(self, spec):
        """Let Python make the module."""

    def exec_module(self, module):
        """Pass on the names of the new module, and warn that it has moved."""
        old, new = module.__name__, MOVED[module.__name__]
        warnings.warn(f"{old} has moved: write {new} instead.", FutureWarning, stacklevel=2)

        def get(name):
            if name.startswith("__"):  # what Python itself asks a module for
                raise AttributeError(name)
            return getattr(importlib.import_module(new), RENAMED.get((new, name), name))

        module.__getattr__ = get


sys.meta_path.append(OldPaths())
