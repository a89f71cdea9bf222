"""Walk the public names of both sides: the same names, signatures and numbers as in PyTorch."""

import inspect
import types
import typing

import numpy as np
import pytest
import torch
from rows import FILES, FUZZ, PARITY

import nnlearn.numpy
import nnlearn.torch

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
NAMES = nnlearn.numpy.__all__

# Names that PyTorch does not have; if it gets one, the test fails and the name needs a comparison.
OURS = {
    "ArctanLoss", "CharRNN", "DBN", "DiffusionMLP", "GPT", "Heaviside", "Hopfield", "ImageDiscriminator",
    "ImageGenerator", "LeNet5", "LearnedPositionalEncoding", "MLP", "Normalize", "Perceptron", "PointDiscriminator",
    "PointGenerator", "PositionalEncoding", "RBM", "ResNet", "Residual", "Seq2Seq", "TreeRNN", "VAE", "VAELoss",
    "backprop", "dqn_step", "fit", "gan_step", "gradient_descent", "input_gradient", "kl_normal", "landscape",
    "load_checkpoint", "predict", "reinforce_step", "save_checkpoint", "to_numpy",
}  # fmt: skip
# Names whose signature differs from PyTorch's, with the reason.
OTHER = {
    "heaviside": "PyTorch's asks for the value at 0",
    "tensor": "a builtin without a signature; dtype is a string on both sides",
    "device": "PyTorch's is a class",
    "gelu": "a builtin without a signature",
    "softplus": "a builtin without a signature",
    "scaled_dot_product_attention": "a builtin without a signature",
}
# Arguments that PyTorch guesses if they are left out and ours must be given, or whose default is another kind of thing.
REQUIRED = {
    "Softmax": "dim",  # an axis guessed from the rank, with a deprecation warning
    "LogSoftmax": "dim",
    "softmax": "dim",
    "log_softmax": "dim",
    "Parameter": "data",  # an empty parameter
    "PackedSequence": "batch_sizes",  # taken from a pair given as data
    "TransformerEncoderLayer": "activation",  # the function relu, not its name, which PyTorch takes too
    "TransformerDecoderLayer": "activation",
}
DEPRECATED = {"size_average", "reduce"}


def peer(name):
    """Return PyTorch's own class or function of this name, or None."""
    places = (torch.nn, torch.nn.functional, torch.optim, torch.nn.init, torch.nn.utils, torch)
    places += (torch.optim.lr_scheduler, torch.optim.swa_utils, torch.nn.utils.rnn)
    return next((getattr(place, name) for place in places if hasattr(place, name)), None)


def parameters(function):
    """Return the parameters; PyTorch's RNN, LSTM and GRU declare theirs in an overload, and take *args."""
    made_by = getattr(function, "__init__", None)
    overloads = typing.get_overloads(made_by) if inspect.isfunction(made_by) else []
    if overloads:
        return list(inspect.signature(overloads[0]).parameters.values())[1:]  # without self
    return inspect.signature(function).parameters.values()


def arguments(function):
    """Return positional and keyword-only arguments as {name: default}; after a deprecated one, all are keyword-only."""
    positional, keywords = {}, {}
    for p in parameters(function):
        if p.name in DEPRECATED:
            positional, keywords = {}, {**positional, **keywords}
        elif p.kind is p.VAR_KEYWORD:
            continue
        elif p.kind is p.KEYWORD_ONLY or keywords:
            keywords[p.name] = p.default
        elif p.kind is p.VAR_POSITIONAL:
            positional["*"] = p.default
        else:
            positional["x" if p.name == "input" else p.name] = p.default
    return positional, keywords


def differences(ours, theirs, required=None):
    """Return how our arguments differ from a prefix of theirs, or which keyword they lack; "" if all is well."""
    (mine, keywords), (reference, more) = arguments(ours), arguments(theirs)
    everything = {**reference, **more}
    for place, name in enumerate(mine):
        if list(everything)[place : place + 1] != [name]:
            return f"argument {place} is {name}"
    for name, default in {**mine, **keywords}.items():
        if name not in everything:
            return f"{name} is not among PyTorch's"
        if default != everything[name] and name != required:
            return f"{name} is {default} and not {everything[name]}"
    return ""


def test_both_sides_have_the_same_names():
    assert nnlearn.numpy.__all__ == nnlearn.torch.__all__
    for side in SIDES.values():
        assert all(hasattr(side, name) for name in side.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_signatures_of_both_sides_agree(name):
    assert not differences(getattr(nnlearn.numpy, name), getattr(nnlearn.torch, name), REQUIRED.get(name))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", NAMES)
def test_signature_is_pytorchs(name, side):
    assert (peer(name) is None) == (name in OURS), "PyTorch has it now, or no longer has it"
    if name in OURS:
        return
    try:
        problem = differences(getattr(SIDES[side], name), peer(name), REQUIRED.get(name))
    except ValueError:
        problem = "no signature"
    assert bool(problem) == (name in OTHER), problem or f"{name} no longer needs an exemption"
    if name in REQUIRED and side == "numpy":
        assert differences(nnlearn.numpy.__dict__[name], peer(name)), f"{REQUIRED[name]} no longer needs an exemption"


def misplaced(files, names=NAMES):
    """Yield each public name without a row in the file of its module, and each row without a public name."""
    homes = {name: getattr(nnlearn.numpy, name).__module__.rpartition(".")[2] for name in names}
    for name, home in homes.items():
        for kind in ("PARITY", "FUZZ"):
            if name not in getattr(files.get(home), kind, {}):
                yield f"{name} needs a row in {kind} of tests/library/rows/{home}.py"
    for file, module in files.items():
        for name in {**getattr(module, "PARITY", {}), **getattr(module, "FUZZ", {})}:
            if homes.get(name) != file:
                yield f"{name} is not a public name of nnlearn/numpy/{file}.py"


def test_every_name_has_its_rows_in_the_file_of_its_module():
    assert not list(misplaced(FILES))
    assert sorted(PARITY) == sorted(FUZZ) == sorted(NAMES)


def test_a_misplaced_row_is_found():
    there = types.SimpleNamespace(PARITY={"Linear": None}, FUZZ={"Linear": []})
    without = types.SimpleNamespace(PARITY={"Linear": None})
    assert not list(misplaced({"linear": there}, ["Linear"]))
    for files in ({}, {"linear": without}, {"conv": there}, {"linear": there, "conv": there}):
        assert list(misplaced(files, ["Linear"]))


@pytest.mark.parametrize("name", [name for name, row in PARITY.items() if hasattr(row, "reference")])
def test_rows_compare_with_pytorchs_own(name):
    own = PARITY[name].reference
    assert own is peer(name) or name in OURS or name in OTHER


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_pytorchs(name, side):
    torch.manual_seed(0)
    PARITY[name].check(SIDES[side], name)


def test_equal_weights_and_seed_give_equal_loss_curves():
    """Both sides train on equal batches: float64, shuffled, Adam, to 1e-8."""
    generator = np.random.default_rng(0)
    x = generator.normal(size=(50, 4))
    y, curves, start = x[:, :1] * x[:, 1:2], [], None
    for nn in SIDES.values():
        model = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1)).double()
        start = start or {name: nn.to_numpy(p) for name, p in model.named_parameters()}
        model.load_state_dict({name: nn.tensor(values, dtype="float64") for name, values in start.items()})
        nn.manual_seed(7)
        optimizer = nn.Adam(model.parameters(), lr=0.03)
        history = nn.fit(model, nn.MSELoss(), optimizer, x, y, epochs=40, batch_size=8)
        curves.append(history.steps)
    assert len(curves[0]) == 40 * 7
    np.testing.assert_allclose(*curves, rtol=1e-8)
    assert history.loss[-1] < history.loss[0] / 2
