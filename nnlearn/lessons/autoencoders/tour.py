"""The tour of the explorer of lesson 22: two numbers, ghosts, the dark, N(0, 1), noise, and a silent alarm."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.autoencoders.codes import coder, nearest, usual
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.lessons.autoencoders.state import whole
from nnlearn.plots.numbers import fixed

DIGIT, GHOST = 32, (0.18, 0.12)  # an unseen 6, and a code of the autoencoder between the clouds
DARK = (-1.4, -1.4)  # a code far from all digits


def _two(view):
    return (
        f"An unseen {view.label} goes in, and two numbers are all that gets through. What comes out is wrong by "
        f"{fixed(view.error, 3)}; over {len(digits().x_test)} unseen digits, {_survives(view.coder)} of the variance "
        "survives."
    )


def _ghosts(view):
    return (
        f"PCA's plane is flat: whatever it decodes is the mean picture, plus z₁ times one fixed picture and z₂ times "
        f"another. The same {view.label} comes back wrong by {fixed(view.error, 3)}, and of the variance "
        f"{_survives(view.coder)} survives."
    )


def _dark(view):
    first, last = fixed(view.away[0], 3), fixed(view.away[-1], 3)
    return (
        f"No digit was ever sent to the dark. Along the line the nearest digit gets farther away, from {first} to "
        f"{last}; {fixed(usual(), 3)} is as far as nine in ten unseen digits get. Of codes drawn from N(0, 1), "
        f"{_strange(view.coder)} decode to something stranger than that."
    )


def _filled(view):
    mean, spread = (", ".join(fixed(value, 1) for value in part) for part in _moments(view.coder))
    return (
        "A variational autoencoder sends each digit to a little cloud (the orange ring shows two spreads), and all of "
        f"them together to N(0, 1): means {mean}, spreads {spread}. Of codes drawn from it, {_strange(view.coder)} are "
        f"stranger than nine in ten digits; in the autoencoder {_strange(coder('autoencoder'))} were."
    )


def _restored(view):
    before, after = fixed(view.damage, 3), fixed(view.error, 3)
    others = ", ".join(f"{name} {_noisy(name, view.state.noise)}" for name in ("PCA", "autoencoder"))
    return (
        f"Noise has moved the picture by {before}; what comes out differs from the clean {view.label} by {after}. This "
        f"one has practised. Over all unseen digits: {_noisy(view.state.model, view.state.noise)}; {others}."
    )


def _silent(view):
    return (
        f"A ghost from between the clouds went back in: only {fixed(100 * _stranger(view), 0)} % of the unseen digits "
        f"are as far from every digit. Yet its error is {fixed(view.error, 3)}, and {fixed(100 * view.worse, 1)} % of "
        "them have a larger one: an alarm that waits for a large error stays silent."
    )


def _survives(model):
    return f"{fixed(100 * model.share, 0)} %"


def _strange(model):
    return f"{fixed(100 * model.strange, 0)} %"


def _moments(model):
    """Return the means of all codes, and the spreads of all clouds together: drawn codes, not their middles alone."""
    x = digits().x
    return model.codes.mean(axis=0), np.sqrt(model.codes.var(axis=0) + (model.spread(x) ** 2).mean(axis=0))


def _noisy(name, noise):
    """Return the mean squared error of all unseen digits, with noise before they went in."""
    x, model = digits().x_test.astype(float), coder(name)
    spoiled = x + noise * np.random.default_rng(0).standard_normal(x.shape)
    return fixed(((model.decode(model.encode(spoiled)) - x) ** 2).mean(), 3)


def _stranger(view):
    """Return the share of the unseen digits that are farther from every digit learned from than what goes in."""
    return (nearest(digits().x_test)[1] > nearest(view.x[None])[1]).mean()


PLAIN = {"digit": DIGIT, "noise": 0.0, "pen": (), "code": (), "ring": ()}
FED = whole(coder("autoencoder").decode(np.array([GHOST]))[0])
TOUR = (
    Stop({**PLAIN, "model": "autoencoder"}, _two, "Drag the cross: what do all pictures of one cloud share?"),
    Stop({**PLAIN, "model": "PCA"}, _ghosts, "Can you find a sharp digit?"),
    Stop(
        {**PLAIN, "model": "autoencoder", "code": DARK},
        _dark,
        "How far can you go before nobody would call it a digit?",
    ),
    Stop({**PLAIN, "model": "VAE"}, _filled, "Press Gaussian code ten times, then in the autoencoder."),
    Stop({**PLAIN, "model": "denoising autoencoder", "noise": 0.4}, _restored, "What does it make of 0.6?"),
    Stop({**PLAIN, "model": "autoencoder", "pen": FED}, _silent, "And for a blank page?"),
)
