"""How the answers to exercises 11.1 to 11.5 are tried: on models whose calls are counted and modes watched."""

import functools
import inspect
import itertools

import numpy as np


def fixed(model, seed=0):
    """Fill the parameters of a model, in their order, with the same numbers every time."""
    import torch

    rng = np.random.default_rng(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.from_numpy(rng.normal(size=tuple(parameter.shape)) / 2))
    return model


def kind(tensor):
    """Describe a tensor as the messages of 11.1 need it: "float32 of shape (3, 64) on cpu"."""
    return f"{str(tensor.dtype).removeprefix('torch.')} of shape {tuple(tensor.shape)} on {tensor.device}"


# 11.1 the line of the task, with a model on any device and in any dtype


def run_the_line(answer, pictures, labels, model_device, model_dtype):
    """Return the shape of x, dtype and device of the model, and the loss (0 on meta, which has no numbers)."""
    import torch

    model = fixed(torch.nn.Linear(64, 10)).to(model_device, getattr(torch, model_dtype))
    try:
        x, y = two_tensors(answer(pictures, labels, model))
    except NotImplementedError as error:
        if "meta" not in str(error):
            raise
        raise ValueError(
            "something was to be moved away from the device meta, where there are no numbers. Leave the model where it "
            "is, and move the data to it"
        ) from None
    weight = model.weight
    kept = f"{str(weight.dtype).removeprefix('torch.')} on {weight.device}"
    kept += ("" if model.training else ", in evaluation mode") + ("" if weight.requires_grad else ", frozen")
    facts = f"The pictures are {kind(x)}, the labels {kind(y)}; the model computes in {kept}"
    if weight.is_meta:
        if not (x.is_meta and y.is_meta):  # the message of the line, which would load PyTorch's compiler first
            raise with_this_message(f"Tensor on device meta is not on the expected device cpu. {facts}")
        # the line on the CPU, with zeros of the same shapes and dtypes, refuses what it would refuse here
        model = fixed(torch.nn.Linear(64, 10)).to(weight.dtype)
        x, y = (torch.zeros(one.shape, dtype=one.dtype) for one in (x, y))
    try:
        loss = torch.nn.functional.cross_entropy(model(x), y)
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        message = str(error).splitlines()[0].rstrip(".!")  # without PyTorch's own lines
        raise with_this_message(f"{message}. {facts}") from None
    return tuple(x.shape), kept, 0.0 if weight.is_meta else loss.item()


def two_tensors(given):
    """Return the pair that `ready` returns, or raise an error that says what it is instead."""
    import torch

    if not isinstance(given, tuple | list) or len(given) != 2:
        found = f"{len(given)} things" if isinstance(given, tuple | list) else f"a {type(given).__name__}"
        raise TypeError(f"ready returns {found}; two tensors are expected: return x, y")
    for name, one in zip(("pictures", "labels"), given, strict=True):
        if not isinstance(one, torch.Tensor):
            raise TypeError(f"ready returns {name} that are not a tensor, but a {type(one).__name__}")
    if given[0].ndim == 1 and given[1].ndim > 1:
        raise ValueError("ready returns the labels first; the pictures come first, then the labels")
    return given


@functools.cache
def error_class(message):
    return type("RuntimeError", (RuntimeError,), {})


def with_this_message(message):
    """Return an error of a class of its own, since `judge` takes two errors of one class for the same mistake."""
    return error_class(message)(message)


# 11.2


def use_module(answer, sizes, x):
    """Return the shapes of the parameters and the output."""
    import torch

    made = answer() if inspect.isfunction(answer) else answer  # the reference and the mistakes make their class
    if isinstance(made, torch.nn.Module):
        raise TypeError('a network that is made already was passed: check("11.2", Net) wants the class itself')
    if not isinstance(made, type) or not issubclass(made, torch.nn.Module):
        raise TypeError('expected a class that inherits from torch.nn.Module: check("11.2", Net)')
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = made(sizes)
        shapes = [f"{tuple(p.shape)}" for p in model.parameters()]
        fixed(model)
        x = torch.from_numpy(x).float()
        try:
            (z, used), (again, used_again) = layers_used(model, x), layers_used(model, x)
        except NotImplementedError as error:  # PyTorch's own, if there is no forward; ours means "not started"
            raise TypeError(without_forward(made, str(error))) from None
        if z is None:
            raise TypeError("forward returns nothing (None): it should end with return x")
        if not isinstance(z, torch.Tensor):
            raise TypeError(f"expected forward to return a tensor, got {type(z).__name__}")
    if shapes and not hasattr(model, "layers"):
        raise TypeError("the network has layers, but not in self.layers, under which name they are asked for")
    elsewhere = [name for name, _ in model.named_parameters() if not name.startswith("layers.")]
    if elsewhere:
        raise TypeError(f"not all layers are in self.layers: {elsewhere[0]} is kept under another name")
    if any(one not in used for one in used_again) or (not shapes and not torch.equal(z, again)):
        return shapes, "made by new weights in each call"
    if not shapes:  # its numbers say nothing
        return shapes, "always the same"
    pairs = itertools.pairwise(sizes)
    wanted = [shape for into, out in pairs for shape in (f"({out}, {into})", f"({out},)")]
    z = z.detach().numpy()
    return shapes, z if shapes == wanted else (str(shapes), z)  # of other layers, it is like no output of these


def layers_used(model, x):
    """Return the output for x, and the layers with parameters that were called for it."""
    from torch.nn.modules.module import register_module_forward_pre_hook

    used = []
    hook = register_module_forward_pre_hook(lambda layer, _: used.append(layer) if [*layer.parameters()] else None)
    try:
        return model.forward(x), used
    finally:
        hook.remove()


def without_forward(made, message):
    if "ModuleList" in message:
        return "a ModuleList cannot be called: it only keeps layers. Go through it with a loop"
    own = ", ".join(name for name, value in vars(made).items() if inspect.isfunction(value))
    return f"a network is used by its method forward, and the class has no method of this name, only {own}"


# 11.3


def through_a_loader(answer, x, y):
    """Return what is in a data set, in its order, and which dtypes a shuffling DataLoader makes of it."""
    from torch.utils.data import DataLoader

    data = answer(x, y)
    length = data.__len__() if hasattr(data, "__len__") else 0
    if isinstance(length, tuple):
        raise TypeError(f"__len__ returns a shape, {tuple(length)}; one whole number is asked for, how many examples")
    count = len(data)
    examples = [one_example(data, i) for i in range(min(count, len(y)))]
    pictures, labels = zip(*examples, strict=True)
    seen = [str([np.asarray(part).tolist() for part in one]) for one in examples]
    for i in reversed(range(len(seen))):  # in another order, since it may count the visits
        if str([np.asarray(part).tolist() for part in one_example(data, i)]) != seen[i]:
            raise ValueError(
                "data[i] gives something else when it is asked for a second time. A visit must leave what is stored as "
                "it is, which `/=` does not, and neither count the visits nor draw random numbers"
            )
    shapes, dtypes = ({f(one) for one in pictures} for f in (lambda p: str(tuple(np.shape(p))), dtype_of))
    answer(np.zeros((1, 2)), np.zeros(1, int))
    first = [str([np.asarray(part).tolist() for part in one_example(data, i)]) for i in range(len(seen[:1]))]
    if len(data) != count or first != seen[:1]:
        raise ValueError(
            "a second data set changes the first. Keep x and y of each in self, in __init__, and not in the class"
        )
    batched = ""
    if count == len(y):  # else the length is said
        batches = list(DataLoader(data, batch_size=4, shuffle=True))
        batched = f"{dtype_of(batches[0][0])} and {dtype_of(batches[0][1])}"
    pixels = np.array([np.asarray(one, float) for one in pictures]) if len(shapes) == 1 else None
    numbers = [np.asarray(one).tolist() for one in labels]
    kinds = {type(one).__name__ for one in labels}
    return count, *(" or ".join(sorted(one)) for one in (dtypes, shapes, kinds)), pixels, numbers, batched


def dtype_of(values):
    return str(getattr(values, "dtype", type(values).__name__)).removeprefix("torch.")


def one_example(data, i):
    """Return picture and label of `data[i]`, or raise an error that says what it is instead."""
    try:
        example = data[i]
    except NotImplementedError:  # PyTorch's own, if there is no such method; ours means "not started"
        own = ", ".join(name for name, value in vars(type(data)).items() if inspect.isfunction(value))
        raise TypeError(f"data[i] calls __getitem__, and the class has no method of this name, only {own}") from None
    if example is None:
        raise TypeError("data[i] is None: does __getitem__ end with a return?")
    if not isinstance(example, tuple | list) or len(example) != 2:
        count = f"{len(example)} things" if isinstance(example, tuple | list) else f"a {type(example).__name__}"
        raise TypeError(f"data[i] is {count}; a pair is expected, a picture and its label")
    if np.ndim(example[0]) == 0 and np.ndim(example[1]) > 0:
        raise ValueError("data[i] is (label, picture): the picture comes first")
    return example


# 11.4


def count_the_calls(answer, x, y, loader, criterion):
    """Return how often backward and step ran, whether the loss is a plain number, the loss, and the weights."""
    import torch

    model = fixed(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 3))).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    calls = {"backward": 0, "step": 0, "forward in evaluation mode": 0}

    def note(name):
        calls[name] += 1

    model[2].bias.register_hook(lambda _: note("backward"))
    optimizer.register_step_post_hook(lambda *_: note("step"))
    model[0].register_forward_hook(lambda *_: None if model.training else note("forward in evaluation mode"))
    loader = batches(torch.from_numpy(x), torch.from_numpy(y), 4, loader)
    try:
        found = answer(model, getattr(torch.nn, criterion)(), optimizer, loader)
    except NotImplementedError as error:  # what PyTorch raises if the labels come first
        raise RuntimeError(f"{error}. Is it criterion(prediction, target)?") from None
    if found is None:
        raise TypeError("train_epoch returns nothing (None): the mean loss is asked for")
    if calls["forward in evaluation mode"] or not model.training:
        raise ValueError(
            "train_epoch switches the model to evaluation mode, but it trains: leave the mode as it is, or call "
            "model.train()"
        )
    plain = isinstance(found, int | float | np.number)
    weights = torch.cat([p.detach().ravel() for p in model.parameters()]).numpy()
    counts = (f"{calls[name]} for {len(loader)} batches" for name in ("backward", "step"))
    return *counts, plain, float(found), weights


def batches(x, y, size, kind):
    """Return a loader that keeps the order; its last batch is short, unless `kind` says that it is dropped."""
    from torch.utils.data import DataLoader, TensorDataset

    loader = DataLoader(TensorDataset(x, y), batch_size=size, drop_last="drop_last" in kind)
    return list(loader) if kind == "list" else loader


# 11.5


def watch_the_modes(answer, x, y, loader, mode):
    """Return how many passes ran in training mode and recorded a graph, both switches afterwards, and the share."""
    import torch

    hidden = (torch.nn.Linear(3, 8), torch.nn.BatchNorm1d(8), torch.nn.Dropout(0.5))
    model = fixed(torch.nn.Sequential(*hidden, torch.nn.Linear(8, 3)))
    seen = {"training": 0, "recorded": 0}

    def note(*_):
        seen["training"] += any(layer.training for layer in model.modules())
        seen["recorded"] += torch.is_grad_enabled()

    model[0].register_forward_hook(note)  # of a layer: `model.forward(x)` would pass by those of the model
    model.train(mode == "training")
    loader = batches(torch.from_numpy(x).float(), torch.from_numpy(y), 8, loader)
    with torch.random.fork_rng(devices=[]), torch.set_grad_enabled(True):  # which puts back what was before
        torch.manual_seed(0)
        share = answer(model, loader)
        records = torch.is_grad_enabled() and all(p.requires_grad for p in model.parameters())
    if share is None:
        raise TypeError("evaluate returns nothing (None): the share of right answers is asked for")
    counts = (str(count or "none") for count in seen.values())  # words: no learner counts passes, so no sums of them
    return *counts, all(layer.training for layer in model.modules()), records, float(share)
