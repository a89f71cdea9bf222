"""The open exercise of lesson 09: train on digits, count the unseen ones that are right, and say what is missing."""

import inspect
import types

import numpy as np

from nnlearn.lessons.backpropagation.watching import Watch, advice

TARGET = 436
LIBRARIES = {
    *("sklearn", "scipy", "torch", "tensorflow", "keras", "jax", "xgboost", "lightgbm", "catboost", "autograd"),
    *("tinygrad", "cv2", "pandas", "nnlearn"),
}


def measure_digits(train):
    """Train on digits, and measure how many unseen ones are right."""
    from nnlearn import datasets

    _check_train(train)
    digits = datasets.digits()
    (x, y), (unseen, truth) = datasets.split(digits.x / 16, digits.y, seed=0)
    x, unseen = x.astype(float), unseen.astype(float)
    watch = Watch(x, y)
    with watch.instead_of_gradients(train):
        predict = train(given := x.copy(), y.copy())
    _check_predict(predict)
    labels = _labels(predict, unseen, len(x))
    right = int((labels == truth).sum())
    sentence = f"{right} of {len(truth)} unseen digits are right, {right / len(truth):.1%}."
    if right >= TARGET:
        looked_up = _looked_up(predict, given, unseen, labels)
        return right, not looked_up, sentence, looked_up
    known = float((_labels(predict, x, -1) == y).mean())
    return right, False, sentence, advice(watch, labels, known, TARGET - right)


def _looked_up(predict, given, unseen, labels):
    """Return a sentence if labels come from the training digits themselves, or "": in another order, they show it."""
    given[:] = given[np.random.default_rng(0).permutation(len(given))]  # a mean of them all stays the same
    try:
        changed = float((_labels(predict, unseen, -1) != labels).mean())
    except Exception:  # one that can be asked only once has passed already
        return ""
    if changed < 0.1:
        return ""
    return (
        "But predict compares each digit with those of the training. The task is a network: what it has learned is in "
        "its weights, and predict needs nothing else."
    )


def _check_train(train):
    """Raise ValueError with a sentence if what was passed cannot be train(x, labels)."""
    if not callable(train):
        raise ValueError(f'Expected the function train, got a {type(train).__name__}. Write check("09.5", train).')
    try:
        parameters = list(inspect.signature(train).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    positional = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    if len(parameters) == len(positional) == 1:
        raise ValueError(
            "Expected train(x, labels), got a function of one argument. Is it what train returns? "
            'Pass train itself, without brackets: check("09.5", train).'
        )
    used = sorted(_libraries(train))
    if used:
        raise ValueError(
            f"train uses {' and '.join(used)}. The task is to do it with nothing but NumPy and your own functions."
        )


def _libraries(function):
    """Return the libraries that do the work in a function: those it imports, and those its names come from.

    The learner's own functions and classes that it uses are looked through in the same way.
    """
    found: set = set()
    codes: list = [getattr(function, "__code__", None)]
    seen, names = set(), getattr(function, "__globals__", {})
    while codes:
        code = codes.pop()
        if code is None or code in seen:
            continue
        seen.add(code)
        codes += [one for one in code.co_consts if isinstance(one, types.CodeType)]
        if {"import_module", "__import__"} & set(code.co_names):
            found |= {one.split(".")[0] for one in code.co_consts if isinstance(one, str)} & LIBRARIES
        for name in code.co_names:
            value = names.get(name)
            own: list = list(vars(value).values()) if isinstance(value, type) else [value]
            codes += [one.__code__ for one in own if getattr(one, "__globals__", None) is names]
            origin = value.__name__ if isinstance(value, types.ModuleType) else getattr(value, "__module__", None)
            found |= {str(one).split(".")[0] for one in (name, origin)} & LIBRARIES
    return found


def _check_predict(predict):
    """Raise ValueError with a sentence if train has not returned a function."""
    if callable(predict) and not isinstance(predict, type):
        return
    if predict is None:
        raise ValueError("train returns None. Return the function predict on its last line.")
    if isinstance(predict, tuple | list | dict):
        raise ValueError(
            f"train returns a {type(predict).__name__} of {len(predict)}. Return one function, predict(x), that uses "
            "the weights: `def predict(x):` inside train, and `return predict`."
        )
    if isinstance(predict, np.ndarray):
        raise ValueError("train returns an array. Return the function predict itself, not what it gives.")
    if hasattr(predict, "predict"):
        raise ValueError(
            f"train returns a {type(predict).__name__}. Return its function: without brackets, `model.predict`."
        )
    raise ValueError(f"train returns a {type(predict).__name__}. Return a function predict(x) that gives labels.")


def _labels(predict, x, trained):
    """Return the labels that predict gives, as an array; or raise ValueError with a sentence on what they are."""
    found = predict(x.copy())
    if found is None:
        raise ValueError("predict returns None. Is there a `return` in it?")
    if isinstance(found, types.GeneratorType):
        raise ValueError("predict gives a generator: `yield` has computed nothing yet. Return an array of labels.")
    labels = np.asarray(found)
    shape = f"expected {len(x)} labels, one for each digit, got an array of shape {labels.shape}"
    if labels.shape == (len(x), 10):
        raise ValueError(f"predict: {shape}. For each digit these are ten numbers. Which place has the largest?")
    if labels.shape == (10,):
        raise ValueError(f"predict: {shape}. Does argmax run down the columns? It must run along each row, axis 1.")
    if labels.shape == ():
        raise ValueError(
            f"predict: {shape}. It gives one label only: argmax needs an axis, and a loop must not return."
        )
    if labels.shape == (trained,):
        raise ValueError(f"predict: {shape}. That is the number of digits in training: does it use its own argument?")
    if labels.shape != (len(x),):
        raise ValueError(f"predict: {shape}.")
    if labels.dtype.kind not in "iufb":
        one = labels.tolist()[0]
        raise ValueError(f"predict must give numbers from 0 to 9, got {type(one).__name__} such as {one!r}.")
    if not np.isin(labels, range(10)).all():
        wrong = labels[~np.isin(labels, range(10))][0]
        raise ValueError(
            f"predict must give labels from 0 to 9, got {wrong:.4g}. Is that the largest score, and not its place?"
        )
    return labels
