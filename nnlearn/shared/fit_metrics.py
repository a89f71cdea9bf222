"""The metrics of a training: each tried once before the first step, noted as NaN where it is undefined."""

import math
import numbers
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.callbacks import say


class Metrics:
    """The functions (output, y) -> float that `fit` was given, by name; partial(accuracy, threshold=0) is "accuracy".

    Examples
    --------
    >>> metrics = Metrics([lambda output, y: np.mean(output == y)])
    >>> metrics.measure(np.array([1, 2]), np.array([1, 3]))
    {'<lambda>': 0.5}
    """

    def __init__(self, functions):
        self.functions: dict[str, Any] = {}
        self.undefined: dict[str, str] = {}  # the first reason of each
        for metric in functions:
            name = getattr(getattr(metric, "func", metric), "__name__", type(metric).__name__)
            if name in self.functions:
                raise ValueError(f"fit expected metrics of different names, got {name} twice: wrap one in a def")
            self.functions[name] = metric

    def measure(self, output, y):
        """Return {name: value}, NaN for what is undefined."""
        found = {}
        for name, metric in self.functions.items():
            found[name], reason = value_of(name, metric, output, y)
            if reason:
                self.undefined.setdefault(name, reason)
        return found

    def tell_undefined(self, history):
        """Say for each metric that was undefined how often it was, and why it was the first time."""
        for name, reason in self.undefined.items():
            values = history.metrics[name]
            count = sum(map(math.isnan, values))
            say(f"fit noted nan for {name} after {count} of {len(values)} epochs: {reason}")

    def try_out(self, output, y):
        """Raise, naming the metric, unless each returns one number and leaves its arguments as they are."""
        for name, metric in self.functions.items():
            given = output.copy(), y.copy()
            try:
                value_of(name, metric, *given)
            except Exception as error:
                kind = TypeError if isinstance(error, TypeError) else ValueError
                found = "" if isinstance(error, NotOneNumber) else f"{type(error).__name__} from {name}: "
                raise kind(f"fit expected metrics to return one number for (output, y), got {found}{error}") from error
            if not (np.array_equal(given[0], output) and np.array_equal(given[1], y)):
                raise ValueError(
                    f"fit expected metrics to leave output and y as they are, got {name}, which writes into one of "
                    f"them: let it work on a copy"
                )


class NotOneNumber(TypeError):
    """What a metric returned, and which."""


def value_of(name, metric, output, y):
    """Return a metric's number and "", or NaN and why it is 0/0; raise if it is not one number."""
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            value = metric(output, y)
    except (arguments.Undefined, ZeroDivisionError) as error:
        return math.nan, str(error)
    if not isinstance(value, numbers.Real) and getattr(value, "shape", None) != ():
        raise NotOneNumber(f"{arguments.describe(value)} from {name}")
    value = float(value)
    return value, f"{name} returned nan" if math.isnan(value) else ""
