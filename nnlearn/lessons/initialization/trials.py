"""How the answer to the open exercise 10.5 is tried: its form, its tables, its first weights, and the training."""

import math

import numpy as np

from nnlearn.lessons.initialization.first_fault import first_fault

STARTS, LAYERS, WIDTH, TARGET = 3, 20, 40, 0.85


def measure_deep(answer, starts=range(STARTS)):
    """Train a network of 20 hidden layers from three starts, and measure the accuracy on unseen patients."""
    import nnlearn.numpy as nn
    from nnlearn import datasets
    from nnlearn.metrics import accuracy

    data = datasets.breast_cancer()
    (x, y), (x_test, y_test) = datasets.split(data.x, data.y, seed=0)
    shares: list[float] = []
    advice = ""
    for seed in starts:
        nn.manual_seed(seed)
        prepare, init = two_functions(answer(nn))
        made, made_test = two_tables(prepare(x.astype(float), x_test.astype(float)), x, x_test)
        if seed == starts[0]:
            refuse_company(prepare, x, x_test, made, made_test)
        model = network(nn, made.shape[1])
        untouched = first_weights(nn, model, init)
        advice = advice or first_fault(nn, model, made, made_test, untouched)
        try:
            nn.fit(model, nn.CrossEntropyLoss(), nn.SGD(model.parameters(), lr=0.01), made, y, epochs=20, batch_size=16)
        except ValueError:  # `fit` stops at the first number that is not finite
            shares.append(0.0)
        else:
            shares.append(float(accuracy(nn.predict(model, made_test), y_test)))
    worst = min(shares)
    right = ", ".join(f"{math.floor(1000 * share) / 10:.1f} %" if share else "none (overflow)" for share in shares)
    return worst, worst >= TARGET, f"Unseen patients right, from {len(shares)} starts: {right}.", advice


def network(nn, inputs):
    """Return the network of the task: 20 hidden layers of 40 ReLU units, two outputs."""
    layers = [nn.Linear(inputs, WIDTH), nn.ReLU()]
    for _ in range(LAYERS - 1):
        layers += [nn.Linear(WIDTH, WIDTH), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(WIDTH, 2))


def two_functions(given):
    """Return `prepare` and `init`, or raise an error that says what `choose` returned in their place."""
    if given is None:
        raise TypeError("choose returns nothing (None): it should end with return prepare, init.")
    if isinstance(given, dict):
        raise TypeError("choose returns a dict. Return the two functions: return prepare, init.")
    if callable(given):
        raise TypeError("choose returns one function. Return both, prepare and init, with a comma between them.")
    if not isinstance(given, tuple | list) or len(given) != 2:
        count = f"{len(given)} things" if isinstance(given, tuple | list) else f"a {type(given).__name__}"
        raise TypeError(f"choose returns {count}; two functions are expected: return prepare, init.")
    for place, one in zip(("first, prepare,", "second, init,"), given, strict=True):
        if not callable(one):
            raise TypeError(
                f"choose returns two things, but the {place} is a {type(one).__name__} and not a function. "
                "Return the function itself, without calling it."
            )
    prepare, init = given
    if takes(prepare, 1) and not takes(prepare, 2) and takes(init, 2) and not takes(init, 1):
        raise TypeError("choose returns its two functions in the wrong order: first prepare, then init.")
    if not takes(prepare, 2):
        raise TypeError("prepare is called with two tables, prepare(train, test); yours takes another number of them.")
    if not takes(init, 1):
        raise TypeError(
            "init is called with one thing, a dense layer: init(layer). Yours takes another number of them."
        )
    return prepare, init


def takes(function, count):
    """Return whether a function can be called with so many arguments; True if that cannot be known."""
    import inspect

    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # a builtin
        return True
    return True


def two_tables(given, x, x_test):
    """Return the prepared tables as float32 arrays, or raise an error that says what is wrong with them."""
    if given is None:
        raise TypeError("prepare returns nothing (None): it should end with return train, test.")
    if isinstance(given, np.ndarray) and given.ndim == 2:
        raise TypeError("prepare returns one table. Return both, train and test, with a comma between them.")
    if not isinstance(given, tuple | list) or len(given) != 2:
        count = f"{len(given)} things" if isinstance(given, tuple | list) else f"a {type(given).__name__}"
        raise TypeError(f"prepare returns {count}; two tables are expected: return train, test.")
    tables = []
    for name, one, raw in (("train", given[0], x), ("test", given[1], x_test)):
        try:
            table = np.asarray(one, np.float32)
        except (TypeError, ValueError):
            raise TypeError(f"prepare returns a {name} that is not a table of numbers.") from None
        if table.ndim != 2 or len(table) != len(raw):
            turned = " Are the two tables exchanged?" if table.ndim == 2 and len(table) in (len(x), len(x_test)) else ""
            raise ValueError(
                f"prepare returns a {name} of shape {table.shape}; {len(raw)} rows are expected, one for each "
                f"patient, as in the {name} it is given.{turned}"
            )
        if not np.isfinite(table).all():
            raise ValueError(
                f"prepare returns a {name} with numbers that are not finite. Does your standardise (10.2) divide by 0?"
            )
        tables.append(table)
    if tables[0].shape[1] != tables[1].shape[1]:
        raise ValueError(f"prepare leaves {tables[0].shape[1]} columns in train and {tables[1].shape[1]} in test.")
    return tables


def refuse_company(prepare, x, x_test, made, made_test):
    """Raise an error if what becomes of a patient depends on who else is in test."""
    half = x_test[: len(x_test) // 2]
    again, again_half = two_tables(prepare(x.astype(float), half.astype(float)), x, half)
    same = again.shape == made.shape and np.allclose(again, made, rtol=1e-4, atol=1e-5)
    if not same or not np.allclose(again_half, made_test[: len(half)], rtol=1e-4, atol=1e-5):
        raise ValueError(
            "prepare gives a patient other numbers when fewer patients are in test. Nothing may be measured on test: "
            "mean, standard deviation and the like come from train alone (10.2)."
        )


def first_weights(nn, model, init):
    """Let `init` set the weights of every dense layer; return what it leaves untouched in all of them, in words.

    Raises
    ------
    TypeError or ValueError
        If a layer cannot be used afterwards.
    """
    changed = {"weight": False, "bias": False}
    returned = None
    for layer in (one for one in model if isinstance(one, nn.Linear)):
        before = layer.weight.data.copy(), layer.bias.data.copy()
        returned = init(layer)
        for name, old in zip(changed, before, strict=True):
            parameter = getattr(layer, name)
            if not isinstance(parameter, nn.Parameter):
                raise TypeError(
                    f"init replaces layer.{name} by a {type(parameter).__name__}. The layer needs its parameter: write "
                    f"into it, layer.{name}.data[:] = ..."
                )
            new = np.asarray(parameter.data, np.float32)
            if not np.isfinite(new).all():
                raise ValueError(f"init leaves numbers that are not finite in layer.{name}.")
            changed[name] = changed[name] or not np.array_equal(new, old)
            parameter.data = new
    if changed["weight"]:
        return ""
    if returned is not None:
        return "init returns something, and nobody looks at it. Write the weights into layer.weight.data[:]."
    if changed["bias"]:
        return "init sets the biases alone; the weights are still those that the library made."
    return (
        "init changes nothing: after it the weights are those that the library made. A name that is set inside "
        "init is gone when it ends; layer.weight.data[:] = ... writes into the layer."
    )
