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


def construction(model):
    """Return what a model is built of: its kind and alphabet, its layers, and the shapes of their weights."""
    layers = [(name, type(one), getattr(one, "hidden_size", None)) for name, one in model.named_modules()]
    return type(model), model.characters, layers, [(name, p.shape) for name, p in model.named_parameters()]


def check_same_network(model, built):
    """Raise unless the model is built as before, and computes with its own forward pass."""
    if construction(model) != built or "forward" in vars(model):
        raise TypeError(
            "expected the network that teach was given, with other weights; its layers, their sizes or its forward "
            "pass are no longer the same. The 32 units have to be enough"
        )


def rounded_down(value):
    """Return a probability with two digits, never more than it is: 0.699 must not be shown as 0.70."""
    return f"{np.floor(100 * value) / 100:.2f}"


class Lessons:
    """All that a model reads while it is taught: how many dots, and how well it knew the letter then.

    Parameters
    ----------
    model : CharRNN
        Of the alphabet "abcd.?", before it is taught.
    """

    def __init__(self, model):
        self.model = model
        self.before = self.last = self.weights()
        self.passes: list[tuple[int, float]] = []  # dots, and the probability of the right letter
        self.others = 0  # passes over something else than questions
        self.moves: list[float] = []  # by how much a weight changed from one pass to the next, on average
        self.left_over = 0  # backward passes that began with gradients
        self.handle = model.register_forward_hook(self.note)
        self.backward, model.backward = model.backward, self.noted_backward

    def weights(self):
        return [np.array(p.data, float) for p in self.model.parameters()]

    def note(self, model, inputs, output):
        """Note one forward pass in training mode."""
        if not model.training:
            return
        now = self.weights()
        self.moves.append(
            float(np.mean([np.abs(one - other).mean() for one, other in zip(now, self.last, strict=True)]))
        )
        self.last = now
        x, z = np.asarray(inputs[0]), np.asarray(output, float)[:, :, -1]
        question, dot = model.encode("?")[0], model.encode(".")[0]
        if (x[:, -1] != question).any() or np.isin(x[:, 0], (question, dot)).any() or (x[:, 1:-1] != dot).any():
            self.others += 1
            return
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        p = powers[np.arange(len(x)), x[:, 0]] / powers.sum(axis=1)  # the letter to remember is the first
        self.passes.append((x.shape[1] - 2, float(p.mean())))

    def noted_backward(self, grad):
        """Go backward, and note whether gradients were there before."""
        self.left_over += any(np.any(p.grad) for p in self.model.parameters())
        return self.backward(grad)

    def end(self):
        """Leave the model as it was."""
        self.handle.remove()
        del self.model.backward

    def advice(self, dots):
        """Return where the teaching stopped working, a sentence or two."""
        still = [(now == before).all() for now, before in zip(self.weights(), self.before, strict=True)]
        if not self.passes and not self.others:
            if not all(still):
                return "It was taught in evaluation mode, which leaves no trace here. Call model.train() before."
            return "The model read nothing while it was taught. Which line of teach trains it, with nn.fit for example?"
        if all(still):
            return (
                "Its weights are what they were before. Does an optimizer over model.parameters() take a step after "
                "each backward pass, while its gradients are there?"
            )
        if any(still):
            return "Some of its weights have not moved at all. Does the optimizer hold all of model.parameters()?"
        if self.others > len(self.passes):
            return (
                "What it read was not a letter, some dots and a question mark. `x, y = ask(model, dots)`: x is what it "
                "reads, y what it should say. Are they exchanged, or cut?"
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
                where = f"After {_count(len(p), 'training step')} over {_count(length, 'dot')} the right letter had "
                return f"{where}{rounded_down(last)}{self._why(length, len(p), last, max(p), known)}"
            known = max(known, length)
        longest = max(length for length, _ in stages)
        if longest < dots:
            return (
                f"It practised {_count(longest, 'dot')} at most, and learned that. What keeps the same training from "
                f"going on to {dots}?"
            )
        if stages[-1][0] < dots:
            return (
                f"It had learned {longest} dots, but its last lesson was about {stages[-1][0]}, and it has forgotten "
                "the longer ones since."
            )
        return f"Each length was learned while it was practised, but just so: over {dots} dots it is not sure yet."

    def _why(self, length, steps, last, best, known):
        """Return the rest of the sentence: why a length may not have been learned."""
        move = (
            float(np.mean(self.moves[1:11])) if len(self.moves) > 1 else 0.0
        )  # later steps may be small: it has learned
        begun = np.mean([np.abs(weight).mean() for weight in self.before])
        if self.left_over > len(self.moves) / 2:
            return (
                ". The gradients of the step before were still there when the next backward pass began, so they add "
                "up. What clears them?"
            )
        if move > begun / 15:
            return (
                f". Its first steps moved each weight by {move:.1g} on average, and the weights began at about "
                f"{begun:.2g}: such steps overshoot. Is the learning rate too large?"
            )
        if best >= 0.5 and last < best - 0.2:
            return f", although it had been {rounded_down(best)} on the way, and then fell. Are the steps too large?"
        if last < 0.4 and (length - known > 7 or (length - known > 3 and steps >= 200)):  # even many steps do not help
            reached = f"; it had learned {known} before" if known else ""
            return (
                f"{reached}. Over so many new dots the gradient vanishes before it reaches the letter. Is there an "
                "easier question that should come first?"
            )
        if move < begun / 400:
            return (
                f". Its first steps moved each weight by {move:.1g} on average, and the weights began at about "
                f"{begun:.2g}: at this pace little can be learned. Which optimizer is it, and is its learning rate too "
                "small?"
            )
        return ": it went on, or stopped, before it knew the letter. How many steps does each number of dots get?"


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
