"""Mistakes that people really make in exercise 14.3, a dropout layer."""

import numpy as np

from nnlearn.checks.exercise import Wrong


class _Layer:
    """The right layer, whose parts the mistakes replace."""

    def __init__(self, p, rng):
        self.p, self.rng, self.scale = p, rng, 1.0
        self.old = None

    def draw(self, z):
        return self.rng.random(z.shape)

    def mask(self, z):
        return (self.draw(z) >= self.p) / (1 - self.p)

    def evaluation(self, z):
        return np.ones(z.shape)

    def forward(self, z, training):
        self.scale = self.mask(z) if training else self.evaluation(z)
        return z * self.scale

    def backward(self, grad):
        return grad * self.scale


class NotScaled(_Layer):
    def mask(self, z):
        return (self.draw(z) >= self.p) * 1.0


class ScaledInEvaluation(NotScaled):  # as its authors did it in 2014
    def evaluation(self, z):
        return np.full(z.shape, 1 - self.p)


class ScaledInBoth(_Layer):
    def evaluation(self, z):
        return np.full(z.shape, 1 - self.p)


class EvaluationMadeLarger(_Layer):
    def evaluation(self, z):
        return np.full(z.shape, 1 / (1 - self.p))


class ScaledByKept(_Layer):
    def mask(self, z):
        return (self.draw(z) >= self.p) * (1 - self.p)


class ScaledByDropped(_Layer):
    def mask(self, z):
        draw = self.draw(z)
        return (draw >= self.p) / self.p if self.p else (draw >= self.p) * 1.0


class ScaledByCount(_Layer):  # the share that was kept this time, in place of the one that is kept on average
    def mask(self, z):
        kept = self.draw(z) >= self.p
        return kept / kept.mean() if kept.any() else kept * 1.0


class ScaledByRoot(_Layer):
    def mask(self, z):
        return (self.draw(z) >= self.p) / np.sqrt(1 - self.p)


class Swapped(_Layer):
    def mask(self, z):
        return (self.draw(z) < self.p) / (1 - self.p)


class SwappedAndScaled(_Layer):
    def mask(self, z):
        draw = self.draw(z)
        return (draw < self.p) / self.p if self.p else (draw < self.p) * 1.0


class SwappedNotScaled(_Layer):
    def mask(self, z):
        return (self.draw(z) < self.p) * 1.0


class SharesSwapped(_Layer):  # kept with probability p
    def mask(self, z):
        draw = self.draw(z)
        return (draw >= 1 - self.p) / self.p if self.p else (draw >= 1 - self.p) * 1.0


class OneMaskForAll(_Layer):
    def draw(self, z):
        return np.broadcast_to(self.rng.random(z.shape[1:]), z.shape)


class OneMaskForAllUnits(_Layer):
    def draw(self, z):
        first = self.rng.random(len(z)).reshape(-1, *[1] * (z.ndim - 1))
        return np.broadcast_to(first, z.shape)


class AllOrNothing(_Layer):
    def draw(self, z):
        return np.full(z.shape, self.rng.random())


class FirstMaskKept(_Layer):
    def draw(self, z):
        if self.old is None or self.old.shape != z.shape:
            self.old = self.rng.random(z.shape)
        return self.old


class NewMaskBackward(_Layer):
    def forward(self, z, training):
        self.training = training
        return super().forward(z, training)

    def backward(self, grad):
        return grad * self.mask(grad) if self.training else grad


class PassesEverythingBack(_Layer):
    def backward(self, grad):
        return grad


class BackNotScaled(_Layer):
    def backward(self, grad):
        return grad * (self.scale != 0)


class BackScaledTwice(_Layer):
    def backward(self, grad):
        return grad * self.scale**2


class BackScaledOnly(_Layer):
    def forward(self, z, training):
        self.training = training
        return super().forward(z, training)

    def backward(self, grad):
        return grad / (1 - self.p) if self.training else grad


class BackByInput(_Layer):
    def forward(self, z, training):
        self.z = z
        return super().forward(z, training)

    def backward(self, grad):
        return grad * self.scale * self.z


class ActiveInEvaluation(_Layer):
    def evaluation(self, z):
        return self.mask(z)


class MaskOfTrainingInEvaluation(_Layer):  # the mask that training left goes back in evaluation
    def forward(self, z, training):
        if training:
            return super().forward(z, training)
        return z


class DrawsInEvaluation(_Layer):
    def evaluation(self, z):
        self.draw(z)
        return np.ones(z.shape)


class OnlyInEvaluation(_Layer):
    def forward(self, z, training):
        return super().forward(z, not training)


class OfNormalNumbers(_Layer):
    def draw(self, z):
        return self.rng.normal(size=z.shape)


class OfCoins(_Layer):  # the mask of the lesson, drawn in another way
    def mask(self, z):
        return self.rng.binomial(1, 1 - self.p, z.shape) / (1 - self.p)


class OfSingleFloats(_Layer):
    def draw(self, z):
        return self.rng.random(z.shape, dtype=np.float32)


WRONG = {
    "what is kept is not made larger in training": Wrong(
        NotScaled,
        "A share p is missing, so the mean falls to 1 - p of what it was. What brings it back, in training?",
        also=(ScaledByKept,),
    ),
    "evaluation does more than pass z on": Wrong(
        ScaledInEvaluation,
        "Training takes care of the mean, so in evaluation, when `training` is False, nothing is dropped, drawn or "
        "multiplied.",
        also=(ScaledInBoth, EvaluationMadeLarger, ActiveInEvaluation, DrawsInEvaluation, OnlyInEvaluation),
    ),
    "the share that is dropped is the one that should be kept": Wrong(
        Swapped,
        "p is the probability to be dropped, and dropped is where the random number is below p. With p = 0 "
        "everything stays.",
        also=(SwappedAndScaled, SwappedNotScaled, SharesSwapped),
    ),
    "what is kept is divided by something else than 1 - p": Wrong(
        ScaledByDropped,
        "An element is kept with probability 1 - p. By what must it be multiplied so that its mean is z?",
        also=(ScaledByCount, ScaledByRoot),
    ),
    "not every element has a random number of its own, drawn in each forward": Wrong(
        OneMaskForAll,
        "self.rng.random(z.shape) gives one number for each element of the batch; each forward in training draws new "
        "ones.",
        also=(OneMaskForAllUnits, AllOrNothing, FirstMaskKept),
    ),
    "the way back does not go through the mask of the last forward": Wrong(
        NewMaskBackward,
        "What was dropped had no say in the loss: its gradient is 0, and that of what was kept is multiplied as z was. "
        "Keep that factor in every forward; after one in evaluation it is 1.",
        also=(PassesEverythingBack, BackScaledOnly, MaskOfTrainingInEvaluation),
    ),
    "the gradient is not multiplied by what multiplied z": Wrong(
        BackNotScaled,
        "out = z * factor, element by element. What is the derivative of out with respect to z?",
        also=(BackScaledTwice, BackByInput),
    ),
    "the random numbers are others than self.rng.random(z.shape)": Wrong(
        OfCoins,
        "Another method, or another dtype, makes other numbers of the same seed. Ask self.rng for these, and drop "
        "where they are below p.",
        also=(OfNormalNumbers, OfSingleFloats),
    ),
}
