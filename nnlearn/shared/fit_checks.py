"""What `fit` looks at before the first step, so that nothing fails only after an epoch."""

import contextlib
import inspect

import numpy as np

from nnlearn import arguments
from nnlearn.shared.loss_means import weighs_places
from nnlearn.shared.seeds import fork_shared_rng, shared_rng

FEW = 8  # rows of the trial


def check_data(model, criterion, x, y, validation):
    """Raise unless there is a target for each input, for validation too, in arrays of numbers that fit the model."""
    if validation is not None and not (isinstance(validation, tuple | list) and len(validation) == 2):
        raise TypeError(f"fit expected validation to be a pair (x, y), got {arguments.describe(validation)}")
    for name, (inputs, targets) in {"": (x, y), **({} if validation is None else {"validation ": validation})}.items():
        for kind, values in (("x", inputs), ("y", targets)):
            arguments.batch("fit", f"{name}{kind}", values)
            arguments.fits("fit", f"{name}{kind}", values, model)
        if len(inputs) != len(targets):
            raise ValueError(f"fit expected as many {name}targets as inputs, got {len(inputs)} and {len(targets)}")
        if weighs_places(criterion, targets):
            raise ValueError(
                "fit expected criterion to weigh classes or features, got a weight for each example, in their order: "
                "fit shuffles them"
            )


def check_optimizer(model, optimizer):
    """Raise unless this is an optimizer over parameters of the model, at least one of which is trained."""
    if not callable(getattr(optimizer, "step", None)) or not hasattr(optimizer, "param_groups"):
        raise TypeError(
            f"fit expected optimizer to be an optimizer such as nn.SGD, got {arguments.describe(optimizer)}"
        )
    own = {id(p) for p in model.parameters()}
    for group in optimizer.param_groups:
        arguments.number("fit", "the optimizer's lr", group["lr"], low=0)
        if not own.issuperset(map(id, group["params"])):
            raise ValueError(
                "fit expected optimizer to hold the model's parameters, got one over others: "
                "a new model needs a new optimizer"
            )
    if not any(getattr(p, "requires_grad", True) for group in optimizer.param_groups for p in group["params"]):
        raise ValueError(
            "fit expected optimizer to hold a parameter that is trained, got frozen ones alone: "
            "parameter.requires_grad_(True) thaws one"
        )


def functions(name, values):
    """Return a list of functions, or raise."""
    if not isinstance(values, tuple | list):
        raise TypeError(f"fit expected {name} to be a list of functions, got {arguments.describe(values)}")
    for value in values:
        if isinstance(value, type):
            raise TypeError(
                f"fit expected {name} to hold functions, got {arguments.describe(value)}: {value.__name__}() makes one"
            )
        if not callable(value):
            raise TypeError(f"fit expected {name} to hold functions, got {arguments.describe(value)}")
    return list(values)


def check_callbacks(callbacks):
    """Raise unless each callback takes one argument, a run."""
    for callback in callbacks:
        with contextlib.suppress(ValueError):  # a builtin without a signature
            signature = inspect.signature(callback)
            try:
                signature.bind(None)
            except TypeError as error:
                raise TypeError(
                    f"fit expected callbacks to hold functions of one argument, a run, got "
                    f"{name_of(callback)}{signature} ({error})"
                ) from None


def check_transform(transform, measures_training):
    """Raise unless this is None or a function of x, y and a generator, and what is measured is what the model takes."""
    if transform is None:
        return
    if isinstance(transform, type) or not callable(transform):
        cure = f": {transform.__name__}() makes one" if isinstance(transform, type) else ""
        raise TypeError(
            f"fit expected transform to be a function of (x, y, rng), got {arguments.describe(transform)}{cure}"
        )
    with contextlib.suppress(ValueError):  # a builtin without a signature
        signature = inspect.signature(transform)
        try:
            signature.bind(None, None, None)
        except TypeError as error:
            raise TypeError(
                f"fit expected transform to be a function of (x, y, rng), got {name_of(transform)}{signature} ({error})"
            ) from None
    if measures_training:
        raise ValueError(
            "fit expected validation data to measure metrics on, got a transform and none: the model is trained on "
            "what the transform makes, and x itself may be something else; nn.fit(..., validation=(x, y))"
        )


def transformed(transform, x, y):
    """Return the batch that a transform makes of one, with the loop's generator, or raise unless it is one.

    Examples
    --------
    >>> transformed(lambda x, y, rng: x, np.ones((2, 3)), np.ones(2))
    Traceback (most recent call last):
    ...
    TypeError: fit expected transform to return a pair (x, y), got float64 array of shape (2, 3) from <lambda>
    """
    made = transform(x, y, shared_rng())
    if not (isinstance(made, tuple | list) and len(made) == 2):
        raise TypeError(
            f"fit expected transform to return a pair (x, y), got {arguments.describe(made)} from {name_of(transform)}"
        )
    for name, values in zip("xy", made, strict=True):
        arguments.batch("fit", f"{name} of transform", values)
        if len(values) != len(x):
            raise ValueError(
                f"fit expected {name} of transform to have as many rows as the batch, {len(x)}, got {len(values)} "
                f"from {name_of(transform)}"
            )
    return made


def asks_to_stop(callback, answer):
    """Return whether a callback returned True, or raise if it was something else than True or False.

    A list or a number that happens to be true would end the training without a word.
    """
    if not isinstance(answer, bool | np.bool_):
        raise TypeError(
            f"fit expected callbacks to return True (to stop), False or None, got {arguments.describe(answer)} "
            f"from {name_of(callback)}"
        )
    return bool(answer)


def name_of(function):
    """Return the name of a function, or that of the class of an object that is called like one."""
    return getattr(function, "__name__", type(function).__name__)


def try_measuring(backend, model, criterion, data, is_validation, metrics):
    """Run model, criterion and metrics on a few of the rows that will be measured after each epoch, or raise.

    What refuses them may need all the others, as a metric with a weight for each example does, so it is asked again
    with all rows. In evaluation mode, with every random stream put back: training is the same as without this.
    """
    x, y = data

    def attempt(rows):
        try:
            with fork_shared_rng(), backend.fork_rng(model):
                output, _ = backend.evaluate(model, criterion, x[rows], y[rows])
        except arguments.NotFinite:  # the first step will say where it comes from
            return
        except Exception as error:
            if not is_validation:
                raise
            kind = TypeError if isinstance(error, TypeError) else ValueError
            raise kind(
                f"fit expected validation data that the model and the loss take, got an error: {error}"
            ) from error
        metrics.try_out(output, y[rows])

    with contextlib.suppress(Exception):
        attempt(telling_rows(x, y))
        return
    attempt(slice(None))


def telling_rows(*arrays):
    """Return the places of the first rows, and of those with the smallest and largest numbers: a wrong label is there.

    Examples
    --------
    >>> telling_rows(np.arange(100.0), np.array([1] * 98 + [7, 1]))
    [0, 1, 2, 3, 4, 5, 6, 7, 98, 99]
    """
    rows = set(range(min(FEW, len(arrays[0]))))
    for values in arrays:
        for place in (values.argmin(), values.argmax()):
            rows.add(int(np.unravel_index(place, values.shape)[0]))
    return sorted(rows)
