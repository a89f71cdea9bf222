"""The networks that lesson 14 compares: as deep as others are wide, damaged, or with a hidden layer that is random."""

import itertools

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.datasets.mnist1d import TEMPLATES
from nnlearn.lessons.generalization.least_squares import directions, inverse_lengths
from nnlearn.lessons.generalization.random_features import relu_features
from nnlearn.lessons.generalization.signals import labelled, unseen
from nnlearn.metrics import accuracy

DAMAGE = {f"missing {part}": {"missing": part} for part in (0, 0.2, 0.5, 0.8)}
DAMAGE |= {f"noise {size}": {"noise": size} for size in (0.5, 1, 2)}
KINDS = [("nothing", 0), *(("L2", decay) for decay in (0.03, 0.3, 3.0, 10.0))]
KINDS += [(kind, part) for kind in ("dropout", "inputs dropped") for part in (0.1, 0.3, 0.5, 0.7)]
WIDTHS = (10, 30, 60, 100, 150, 200, 250, 280, 300, 320, 350, 400, 600, 1000, 2000, 4000)
STRENGTHS = tuple(10.0 ** np.arange(-4, 2.5, 0.5))


def dense(sizes, dropout=0.0):
    """Return a network of dense layers with ReLU, He's initialization, and dropout after each hidden layer.

    Examples
    --------
    >>> [type(layer).__name__ for layer in dense([4, 3, 2], 0.5)]
    ['Linear', 'ReLU', 'Dropout', 'Linear']
    """
    layers: list = []
    for inputs, outputs in itertools.pairwise(sizes):
        if layers:
            layers += [nn.ReLU(), *([nn.Dropout(dropout)] if dropout else [])]
        layers.append(nn.Linear(inputs, outputs))
        nn.kaiming_normal_(layers[-1].weight, nonlinearity="relu")
        layers[-1].bias.data[...] = 0
    return nn.Sequential(*layers)


def fit(model, x, y, epochs, lr=1e-3, batch=32, decay=0.0, **more):
    """Train with AdamW, and return the history."""
    optimizer = nn.AdamW(model.parameters(), lr=lr, weight_decay=decay)
    return nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs, batch_size=batch, **more)


def share(model, x, y):
    """Return the share of the labels that a model gets right."""
    return round(float(accuracy(nn.predict(model, x), y)), 4)


def loss_of(model, x, y):
    """Return the cross-entropy of a model."""
    return round(float(nn.CrossEntropyLoss()(nn.predict(model, x), y)), 4)


def wrong(scores, y):
    """Return the share of wrong answers."""
    return round(float((scores.argmax(axis=1) != y).mean()), 4)


def width_of(layers, inputs, outputs, goal):
    """Return the width at which a network of so many hidden layers comes nearest to a number of parameters.

    Examples
    --------
    >>> [width_of(layers, 40, 10, 10_000) for layers in (1, 2, 4)]
    [196, 77, 49]
    """

    def size(width):
        return (inputs + 1) * width + (layers - 1) * (width + 1) * width + (width + 1) * outputs

    return min(range(2, 1500), key=lambda width: abs(goal - size(width)))


def deep(data, goal, budgets, rates, seed):
    """Yield a row for 1 to 8 hidden layers with the same number of parameters, each rate and number of epochs."""
    (x, y), aside, test = data
    for layers in (1, 2, 3, 4, 6, 8):
        width = width_of(layers, x.shape[1], int(y.max()) + 1, goal)
        for epochs in budgets:
            for rate in rates:
                nn.manual_seed(seed)
                model = dense([x.shape[1], *[width] * layers, int(y.max()) + 1])
                fit(model, x, y, epochs, rate, batch=64)
                yield {"layers": layers, "width": width, "epochs": epochs, "rate": rate, "seed": seed,
                       "training": share(model, x, y), "validation": share(model, *aside),
                       "test": share(model, *test)}  # fmt: skip


def nearest_strokes(change):
    """Return for each of the ten digits which digit's stroke is nearest to its own after a change.

    Parameters
    ----------
    change : function
        Of an array (24,), the stroke with as much empty line after it.

    Returns
    -------
    list of int
        Nearest in the sum of absolute differences, at the best of the 24 places.

    Examples
    --------
    >>> nearest_strokes(lambda stroke: stroke)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    heights = np.array(TEMPLATES.split(), float).reshape(10, 12)
    heights = (heights - heights[:, :1]) / heights.std(axis=1, keepdims=True)
    strokes = np.pad(heights, ((0, 0), (0, 12)))
    placed = np.stack([np.roll(strokes, place, axis=1) for place in range(24)])  # (24, 10, 24)
    return [int(np.abs(placed - change(stroke)).sum(axis=2).min(axis=0).argmin()) for stroke in strokes]


def damaged(x, rng, missing=0.0, noise=0.0):
    """Return standardised inputs with noise added to all, and a share of them set to their mean, 0."""
    return ((x + noise * rng.normal(size=x.shape)) * (rng.random(x.shape) >= missing)).astype(np.float32)


def damage(seed, kinds=KINDS):
    """Yield what is read of tumours (breast_cancer) with missing and noisy inputs, ten draws of each damage."""
    table = datasets.breast_cancer()
    rest, test = datasets.split(table.x, table.y, seed=seed)
    seen, aside = datasets.split(*rest, seed=seed)
    x, new, other = datasets.standardise(seen[0], aside[0], test[0])
    for kind, strength in kinds:
        nn.manual_seed(seed)
        first = [nn.Dropout(strength)] if kind == "inputs dropped" else []
        between = [nn.Dropout(strength)] if kind == "dropout" else []
        model = nn.Sequential(*first, nn.Linear(30, 60), nn.ReLU(), *between, nn.Linear(60, 2))
        fit(model, x, seen[1], 60, 3e-3, decay=strength if kind == "L2" else 0.0)
        row = {"remedy": kind, "strength": strength, "seed": seed}
        for part, (inputs, targets) in {"validation": (new, aside[1]), "test": (other, test[1])}.items():
            rng = np.random.default_rng(seed)  # the same damage for every remedy
            row[part] = {
                name: round(float(np.mean([share(model, damaged(inputs, rng, **how), targets) for _ in range(10)])), 4)
                for name, how in DAMAGE.items()
            }
        yield row


def descent(seed):
    """Yield the error of random features fitted to 300 examples, by the smallest weights, and with tuned L2."""
    (x, y), (test, truth) = labelled(600, seed), unseen()
    for part in (0.0, 0.2):
        drawn, _ = datasets.corrupt_labels(y[:300], part, seed=seed)
        for d in WIDTHS:
            seen, new, other = (relu_features(inputs, d, seed) for inputs in (x[:300], x[300:], test))
            targets = np.eye(10)[drawn]
            u, s, vt = directions(seen)
            weights, *tuned = (vt.T @ (inverse_lengths(s, l2)[:, None] * (u.T @ targets)) for l2 in (0.0, *STRENGTHS))
            best = int(np.argmin([wrong(new @ beta, y[300:]) for beta in tuned]))  # by validation data
            yield {"random labels": part, "features": d, "seed": seed, "training": wrong(seen @ weights, drawn),
                   "test": wrong(other @ weights, truth), "norm": float(f"{np.linalg.norm(weights):.3g}"),
                   "strength": float(f"{STRENGTHS[best]:.3g}"), "tuned": wrong(other @ tuned[best], truth)}  # fmt: skip
