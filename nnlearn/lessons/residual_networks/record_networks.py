"""Train what the explorer of lesson 17 replays: five kinds of network, four depths, five starts, two learning rates.

Run by hand, about ten minutes of one quiet core:

    python -m nnlearn.lessons.residual_networks.record_networks

It writes `networks.npz`. Of both learning rates the one is kept whose five starts read more of the training signals.
Signals, gradients, weights and slices are those of the first start.
"""

import copy
import sys
import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.residual_networks.depth import build, signals, train
from nnlearn.lessons.residual_networks.replays import (
    DEPTHS,
    DIRECTIONS,
    KINDS,
    MEASURED,
    MOMENTS,
    RATES,
    RECORD,
    RESOLUTION,
    SEEDS,
    SLICED,
    STORED,
    pack,
)


class Looks:
    """A callback that counts right answers at `MOMENTS`, and measures signals and gradients if it is asked to.

    Parameters
    ----------
    net : Sequential
    measures : bool
    """

    def __init__(self, net, measures):
        self.net, self.measures = net, measures
        self.training, self.unseen, self.sizes = [], [], []
        self.look()

    def __call__(self, run):
        if run.step in MOMENTS:
            self.look()

    def look(self):
        """Count, and measure a copy of the network, which may change its statistics."""
        x, y, x_test, y_test = signals()
        for kept, inputs, targets in ((self.training, x, y), (self.unseen, x_test, y_test)):
            kept.append(int((nn.predict(self.net, inputs).argmax(axis=1) == targets).sum()))
        if self.measures:
            self.sizes.append(measured(copy.deepcopy(self.net)))


def measured(net):
    """Return the sizes of signals and gradients in training mode: spread of the stem, of all layers, rms of all dL/dW.

    In a residual network the first of two layers stands for its block's branch, the second for the block.
    """
    x, y, *_ = signals()
    z, first, found = x[:MEASURED], None, []
    net.train()
    for module in list(net)[:-1]:
        before, z = z, module(z)
        if isinstance(module, nn.Residual):
            found += [(z - before).std(), z.std()]
        elif isinstance(module, nn.Linear):
            first, found = (z.std(), found) if first is None else (first, [*found, z.std()])
    nn.backprop(net, nn.CrossEntropyLoss(), x[:MEASURED], y[:MEASURED])
    layers = [module for module in net.modules() if isinstance(module, nn.Linear)][1:-1]
    return first, found, [np.sqrt(np.mean(layer.weight.grad.astype(float) ** 2)) for layer in layers]


def best_runs(kind, depth):
    """Return the better learning rate, its networks and what was seen of them, and the last counts of both rates."""
    tried = []
    for rate in RATES:
        nets = [build(kind, depth, seed) for seed in SEEDS]
        looks = [Looks(net, seed == 0) for seed, net in zip(SEEDS, nets, strict=True)]
        for seed, net, look in zip(SEEDS, nets, looks, strict=True):
            build(kind, depth, seed)  # sets the seed again: the order of the signals is that of an unwatched training
            train(net, rate, callbacks=[look])
        tried.append((np.mean([look.training[-1] for look in looks]), rate, nets, looks))
    both = [[(look.training[-1], look.unseen[-1]) for look in looks] for *_, looks in tried]
    return *max(tried, key=lambda one: one[0])[1:], both


def sliced(net):
    """Return the losses over a plane through the trained weights, as powers of ten."""
    x, y, *_ = signals()
    plane = nn.landscape(
        net, nn.CrossEntropyLoss(), x[:SLICED], y[:SLICED], resolution=RESOLUTION, seed=DIRECTIONS,
    )  # fmt: skip
    return np.log10(np.maximum(plane.losses, 1e-6))


def logarithm(values):
    """Return powers of ten as float16; 0 becomes minus infinity."""
    with np.errstate(divide="ignore"):
        return np.log10(np.array(values, float)).astype(np.float16)


def record():
    """Train everything and return the arrays of the record, by name."""
    found = {}
    for kind in KINDS:
        for depth in DEPTHS:
            began = time.process_time()
            rate, nets, looks, both = best_runs(kind, depth)
            name, first = f"{kind} {depth}", looks[0]
            found[f"{name} counts"] = np.array([[look.training, look.unseen] for look in looks], np.uint16)
            found[f"{name} both"], found[f"{name} rate"] = np.array(both, np.uint16), np.array(rate)
            found[f"{name} seconds"] = np.array(time.process_time() - began)
            for part, values in zip(("stem", "spread", "gradient"), zip(*first.sizes, strict=True), strict=True):
                found[f"{name} {part}"] = logarithm(values)
            found[f"{name} slice"] = sliced(nets[0]).astype(np.float16)
            if depth in STORED:
                found |= {f"{name} {part}": values for part, values in pack(nets[0]).items()}
            say(name, rate, *(round(float(v), 3) for v in found[f"{name} counts"][:, :, -1].mean(axis=0)))
    return found


def say(*what):
    """Print how far it has come."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    np.savez_compressed(RECORD, **record())
    say(RECORD.stat().st_size, "bytes")
