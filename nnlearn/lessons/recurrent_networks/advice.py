"""What is wrong with an answer to the open exercise 18.5: its form, and where its teaching stopped working."""

import inspect
from itertools import groupby

import numpy as np

from nnlearn.arguments import describe

KNOWN = 0.7  # a probability of the right letter from which on a length counts as learned


def check_teach(teach):
    """Raise unless this is a function of two arguments."""
    if not inspect.isroutine(teach):
        raise TypeError(f'expected the function teach itself, got {describe(teach)}. Write check("18.5", teach)')
    try:
        inspect.signature(teach).bind(None, None)
    except TypeError:
        count = len(inspect.signature(teach).parameters)
        raise TypeError(f"teach is called as teach(nn, model), with two arguments; yours takes {count}") from None


def check_taught(taught, model):
    """Raise unless the model that was given came back."""
    if taught is model:
        return
    if taught is None:
        raise TypeError("expected teach to return the model it was given, got None. Is the line return model missing?")
    if isinstance(taught, tuple | list) and any(one is model for one in taught):
        raise TypeError(
            f"expected teach to return the model it was given, got a {type(taught).__name__} of {len(taught)} with the "
            "model in it. Return the model alone"
        )
    if type(taught) is type(model):
        raise TypeError(
            "expected teach to return the model it was given, got another one. Train the given model; it has 32 units"
        )
    raise TypeError(f"expected teach to return the model it was given, got {describe(taught)}")


class Lessons:
    """All that a model reads while it is taught: how many dots, and how well it knew the letter then.

    Parameters
    ----------
    model : CharRNN
        Of the alphabet "abcd.?", before it is taught.
    """

    def __init__(self, model):
        self.model, self.before = model, self.weights()
        self.passes: list[tuple[int, float]] = []  # dots, and the probability of the right letter
        self.others = 0  # passes over something else than questions
        self.handle = model.register_forward_hook(self.note)

    def weights(self):
        return np.concatenate([np.ravel(p.data).astype(float) for p in self.model.parameters()])

    def note(self, model, inputs, output):
        """Note one forward pass in training mode."""
        if not model.training:
            return
        x, z = np.asarray(inputs[0]), np.asarray(output, float)[:, :, -1]
        question, dot = model.encode("?")[0], model.encode(".")[0]
        if (x[:, -1] != question).any() or np.isin(x[:, 0], (question, dot)).any() or (x[:, 1:-1] != dot).any():
            self.others += 1
            return
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        p = powers[np.arange(len(x)), x[:, 0]] / powers.sum(axis=1)  # the letter to remember is the first
        self.passes.append((x.shape[1] - 2, float(p.mean())))

    def end(self):
        self.handle.remove()

    def advice(self, dots):
        """Return where the teaching stopped working, a sentence or two, or "" if nothing was found."""
        if not self.passes and not self.others:
            return (
                "The model read nothing while it was taught. Does any line of teach train it, with nn.fit for example?"
            )
        if (self.weights() == self.before).all():
            return (
                "Its weights are what they were before. Does an optimizer over model.parameters() take a step after "
                "each backward pass?"
            )
        if self.others > len(self.passes):
            return (
                "What it read was not a letter, some dots and a question mark. `x, y = ask(model, dots)`: x is what it "
                "reads, y what it should say. Are they exchanged?"
            )
        stages = [(length, [p for _, p in group]) for length, group in groupby(self.passes, key=lambda one: one[0])]
        if len(stages) > len(self.passes) / 3:  # the lengths are mixed: look at each by itself
            ordered = sorted(self.passes, key=lambda one: one[0])
            stages = [(length, [p for _, p in group]) for length, group in groupby(ordered, key=lambda one: one[0])]
        return self._stage(stages, dots)

    def _stage(self, stages, dots):
        """Look for the first length that was left before it was learned."""
        known = 0  # the greatest length learned so far
        for length, p in stages:
            last = float(np.mean(p[-4:]))
            if last < KNOWN:
                return self._left(length, len(p), last, max(p), known)
            known = max(known, length)
        longest = max(length for length, _ in stages)
        if longest < dots:
            return (
                f"It practised {longest} dots at most, and learned that. What keeps the same training from going on to "
                f"{dots}?"
            )
        if stages[-1][0] < dots:
            return (
                f"It had learned {longest} dots, but its last lesson was about {stages[-1][0]}, and it has forgotten "
                "the longer ones since."
            )
        return f"Each length was learned when it was practised, but just so: over {dots} dots it is not sure yet."

    def _left(self, length, count, last, best, known):
        """Say why a length may not have been learned."""
        times = f"{count} training step{'s' if count > 1 else ''}"
        where = f"After {times} over {length} dot{'s' if length != 1 else ''} the right letter had {last:.2f}"
        size = float(np.abs(self.weights()).max())
        if size > 8 * np.abs(self.before).max():
            return (
                f"{where}, and the largest weight had grown from {np.abs(self.before).max():.1f} to {size:.1f}: the "
                "steps are far too large. Units with such weights are stuck at -1 or 1, where tanh has no slope."
            )
        if best >= KNOWN:
            return f"{where}, although it had been {best:.2f} on the way: it was learned, and lost again. Are the "
            "steps too large?"
        if length - known > 3:
            reached = f"it had learned {known} before" if known else "it began with that many"
            return (
                f"{where}, as by guessing; {reached}. Over so many new dots the gradient vanishes before it reaches "
                "the letter. Is there an easier question to begin with?"
            )
        return (
            f"{where}: it went on, or stopped, before it knew the letter. More steps for each number of dots, or steps "
            "that are larger?"
        )
