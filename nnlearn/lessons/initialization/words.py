"""What the initialisation explorer says in words, made from its view."""

import numpy as np

from nnlearn.lessons.initialization.learning import BARS, BATCH, GUESSING, RATE, SHOWN, STEPS, labels
from nnlearn.lessons.initialization.outcomes import record
from nnlearn.lessons.initialization.propagation import EXAMPLES, FUNCTIONS, LAYERS
from nnlearn.plots.numbers import fixed, significant

BOTH = {"vanishes": "vanish", "explodes": "explode", "keeps its size": "keep their size"}
GONE, TOO_LARGE = 0.01, 10.0  # a size that has changed by these factors has vanished or exploded


def size(value):
    """Return a size in words.

    Examples
    --------
    >>> size(0.1234), size(np.inf)
    ('0.12', 'too large for the computer')
    """
    return significant(value, 2) if np.isfinite(value) else "too large for the computer"


def fate(last, first):
    """Return what becomes of a size on its way.

    Examples
    --------
    >>> fate(1e-7, 1.0), fate(1e5, 1.0), fate(0.5, 1.0)
    ('vanishes', 'explodes', 'keeps its size')
    """
    factor = last / first
    return "vanishes" if factor < GONE else "explodes" if not factor <= TOO_LARGE else "keeps its size"


def fates(run):
    """Return what becomes of signal and gradient."""
    return fate(run.signals[-1], run.signals[0]), fate(run.gradients[0], run.gradients[-1])


def title(view):
    """Return the dial, and what it does to both."""
    signal, gradient = fates(view.run)
    said = (
        f"signal and gradient {BOTH[signal]}" if signal == gradient else f"the signal {signal}, the gradient {gradient}"
    )
    return f"{view.state.function}, gain {view.state.gain:.2f}: {said}"


def sentence(view):
    """Return what is left at both ends."""
    run = view.run
    alike = "; all units are alike" if run.different == 1 else ""
    return (
        f"After {LAYERS} layers the signal is {size(run.signals[-1])}; "
        f"the gradient comes back as {size(run.gradients[0])}{alike}"
    )


def loss(value):
    """Return a loss in words."""
    return fixed(value) if value < 100 else size(value) if value < 1e6 else "enormous"


def progress(view):
    """Return the loss now."""
    run = view.run
    if run.overflow:
        return f"loss: overflow at step {run.overflow}"
    return f"loss: {loss(run.loss)} after step {run.step}" if run.step else f"loss before training: {loss(run.loss)}"


def reading(view):
    """Return how many digits it reads."""
    return f"Its answers: {view.run.read} of {EXAMPLES} right"


def valley(view):
    """Return what the curve over the dial is."""
    lost = "" if np.isfinite(view.losses).all() else " (×: overflow)"
    return f"loss after {STEPS} steps from each gain, seed {record()['seed']}{lost}"


def settings(state):
    """Return the settings."""
    extras = [word for word, on in (("all weights equal", state.equal), ("batch normalisation", state.norm)) if on]
    return ", ".join([f"pixels {state.scale}", *extras, f"seed {state.seed}"])


def describe(view):
    """Return the alt text."""
    return (
        f"{title(view)} ({settings(view.state)}). {sentence(view)}. After {view.run.step} of {STEPS} steps of "
        f"training: {progress(view)}, {view.run.read} of {EXAMPLES} digits read"
    )


def code(state):
    """Return the lines that give the picture."""
    there, slope = FUNCTIONS[state.function]
    call = f"{state.scale!r}, {state.function!r}, {state.gain:g}, {state.equal}, {state.norm}, {state.seed}"
    return "\n".join(
        [
            "from nnlearn.lessons.initialization import trained",
            "",
            f"# h = {there} after each layer, slope {slope};",
            f"# then SGD, rate {RATE:g}, {BATCH} of {EXAMPLES} digits a step, ten outputs, cross-entropy",
            f"run = trained({call}, steps={state.position})",
            "print(run.signals[-1], run.gradients[0], run.loss, run.read)",
        ]
    )


def at_layer(view, x):
    """Return the sizes at a layer."""
    k = int(np.clip(round(x), 0, LAYERS))
    name = f"layer {k}" if k else "input"
    return f"{name}: signal {size(view.run.signals[k])}\ngradient {size(view.run.gradients[k])}"


def at_gain(view, x):
    """Return what training made of the gain nearest to x."""
    k = int(np.abs(view.gains - x).argmin())
    end = f"loss {fixed(view.losses[k])}" if np.isfinite(view.losses[k]) else "the numbers overflow"
    return f"from gain {fixed(view.gains[k])}: {end}\nguessing has {fixed(GUESSING)}\ndrag: set the gain"


def at_step(view, x):
    """Return the loss that was measured nearest to a step."""
    step, found = view.run.losses[np.abs(view.run.losses[:, 0] - x).argmin()]
    return f"after step {step:.0f}: loss {loss(found)}"


def at_digit(view, chosen, x, y):
    """Return what a digit is, and what it is taken for."""
    k = int(np.clip(x, 0, 4)) + 5 * int(np.clip(y, 0, 1))
    given = view.run.answers[chosen[k]]
    return f"a {labels()[chosen[k]]}\ntaken for a {given}" if given >= 0 else f"a {labels()[chosen[k]]}\nno answer"


def at_bar(view, layer, x):
    """Return one bar of a histogram."""
    counts, limit = view.run.histograms[SHOWN.index(layer)]
    if not np.isfinite(limit):
        return f"layer {layer}: the numbers overflow"
    bar = int(np.clip((x + 1) / 2 * BARS, 0, BARS - 1))
    low, high = (significant(limit * (2 * edge / BARS - 1)) for edge in (bar, bar + 1))
    return f"layer {layer}, from {low} to {high}:\n{counts[bar]} of {counts.sum()} values"
