"""Mistakes that people really make in 07.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import Adam


def variant(move, remember=None, count=lambda t, k: t):
    """Return an Adam with other formulas.

    Parameters
    ----------
    move : function of (m, s, g, t) -> the step, without the learning rate
    remember : function of (m, s, g, t) -> the new m and s
    count : function of (steps taken, index of the array) -> t
    """

    class Variant(Adam):
        def step(self, gradients):
            self.t += 1
            for k, (w, m, s, g) in enumerate(zip(self.weights, self.m, self.s, gradients, strict=True)):
                t = count(self.t, k)
                if remember is None:
                    m[:], s[:] = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
                else:
                    m[:], s[:] = remember(m, s, g, t)
                w -= self.lr * move(m, s, g, t)

    return Variant


def right(m, s, g, t, b1=0.9, b2=0.999):
    return m / (1 - b1**t) / (np.sqrt(s / (1 - b2**t)) + 1e-8)


UncorrectedAdam = variant(lambda m, s, g, t: m / (np.sqrt(s) + 1e-8))
PARTLY_CORRECTED = (
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / (np.sqrt(s) + 1e-8)),
    variant(lambda m, s, g, t: m / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)),
)


class CountsArrays(Adam):
    def step(self, gradients):
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            self.t += 1
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * right(m, s, g, self.t)


WRONG_T = (
    variant(lambda m, s, g, t: m * (1 - 0.9**t) / (np.sqrt(s * (1 - 0.999**t)) + 1e-8)),
    variant(lambda m, s, g, t: m / 0.9**t / (np.sqrt(s / 0.999**t) + 1e-8)),
    variant(lambda m, s, g, t: right(m, s, g, t, 0.999, 0.9)),
    variant(lambda m, s, g, t: right(m, s, g, t, 0.9, 0.9)),
    variant(lambda m, s, g, t: right(m, s, g, t, 0.999, 0.999)),
    variant(right, count=lambda t, k: 2 * t),
    variant(right, count=lambda t, k: 3 * t + k - 1),  # raised in each step, and for each of the two arrays
    variant(lambda m, s, g, t: right(m, s, g, 1)),
    variant(right, count=lambda t, k: 0.0),
    variant(right, count=lambda t, k: t - 1.0),
    variant(right, count=lambda t, k: t + 1),
    variant(lambda m, s, g, t: m / (1 - 0.9 * t) / (np.sqrt(s / (1 - 0.999 * t)) + 1e-8)),
    variant(lambda m, s, g, t: m / (1 - 0.9) ** t / (np.sqrt(s / (1 - 0.999) ** t) + 1e-8)),
)


class CountsArraysLate(Adam):
    """The counter is raised at the end of the loop over the arrays: 0 in the first."""

    def step(self, gradients):
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * right(m, s, g, float(self.t))
            self.t += 1


class Forgets(Adam):
    def step(self, gradients):
        self.t += 1
        for w, g in zip(self.weights, gradients, strict=True):
            w -= self.lr * right(0.1 * g, 0.001 * g**2, g, self.t)


def corrected_m(m, s, g, t):
    return (0.9 * m + 0.1 * g) / (1 - 0.9**t), 0.999 * s + 0.001 * g**2


def corrected_s(m, s, g, t):
    return 0.9 * m + 0.1 * g, (0.999 * s + 0.001 * g**2) / (1 - 0.999**t)


def corrected(m, s, g, t):
    return corrected_m(m, s, g, t)[0], corrected_s(m, s, g, t)[1]


NOT_KEPT = (
    variant(lambda m, s, g, t: m / (np.sqrt(s) + 1e-8), corrected),
    variant(lambda m, s, g, t: m / (np.sqrt(s / (1 - 0.999**t)) + 1e-8), corrected_m),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / (np.sqrt(s) + 1e-8), corrected_s),
    variant(right, lambda m, s, g, t: (0.1 * g, 0.999 * s + 0.001 * g**2)),
    variant(right, lambda m, s, g, t: (0.9 * m + 0.1 * g, 0.001 * g**2)),
)


class NotInPlace(Adam):
    def step(self, gradients):
        """Move arrays that the network does not hold."""
        self.weights = [w - self.lr * np.sign(g) for w, g in zip(self.weights, gradients, strict=True)]


class OnlyTheFirst(Adam):
    def step(self, gradients):
        """End in the first turn of the loop."""
        self.t += 1
        m, s, g = self.m[0], self.s[0], gradients[0]
        m[:], s[:] = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        self.weights[0] -= self.lr * right(m, s, g, self.t)


class OnlyTheLast(Adam):
    def step(self, gradients):
        """Move after the loop."""
        self.t += 1
        m, s, g = self.m[-1], self.s[-1], gradients[-1]
        m[:], s[:] = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        self.weights[-1][...] -= self.lr * right(m, s, g, self.t)


def other_square(s_new):
    return variant(right, lambda m, s, g, t: (0.9 * m + 0.1 * g, 0.999 * s + 0.001 * s_new(m, g)))


RootMissing = variant(lambda m, s, g, t: m / (1 - 0.9**t) / (s / (1 - 0.999**t) + 1e-8))
NOT_SQUARED = (
    other_square(lambda m, g: g),
    other_square(lambda m, g: np.abs(g)),
    other_square(lambda m, g: m**2),
    other_square(lambda m, g: (0.9 * m + 0.1 * g) ** 2),
    other_square(lambda m, g: 2 * g),
    other_square(lambda m, g: (g**2).sum()),
    other_square(lambda m, g: (g**2).mean()),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / ((s / (1 - 0.999**t)) ** 2 + 1e-8)),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) * np.sqrt(s / (1 - 0.999**t))),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / (np.linalg.norm(s / (1 - 0.999**t)) + 1e-8)),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / (np.sqrt(np.mean(s / (1 - 0.999**t))) + 1e-8)),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / (np.sqrt(s) / (1 - 0.999**t) + 1e-8)),
    variant(lambda m, s, g, t: m / (1 - 0.9**t)),  # no divisor
    variant(lambda m, s, g, t: m),
    variant(lambda m, s, g, t: g / (np.sqrt(s) + 1e-8)),
    variant(lambda m, s, g, t: right(g * (1 - 0.9**t), s, g, t)),
    variant(lambda m, s, g, t: np.sign(g)),
    variant(lambda m, s, g, t: 1 / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)),  # m is left out
    variant(lambda m, s, g, t: right(0.9 * m + 0.1 * g, s, g, t)),  # m is mixed with g once more, as in Nadam
)
EpsUnderTheRoot = variant(lambda m, s, g, t: m / (1 - 0.9**t) / np.sqrt(s / (1 - 0.999**t) + 1e-8))
EPS_ELSEWHERE = (
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / np.sqrt((s + 1e-8) / (1 - 0.999**t))),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / np.sqrt(s / (1 - 0.999**t))),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / np.sqrt(s / (1 - 0.999**t)) + 1e-8),
    variant(lambda m, s, g, t: m / (1 - 0.9**t) / np.sqrt(s / (1 - 0.999**t) + 1e-16)),
    variant(
        lambda m, s, g, t: m * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) / (np.sqrt(s) + 1e-8)
    ),  # the paper's short form
    *(
        variant(lambda m, s, g, t, eps=eps: m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + eps))
        for eps in (1e-5, 1e-6, 1e-7, 1e-10)
    ),
)


def shares(m_old, m_new, s_old, s_new):
    return variant(right, lambda m, s, g, t: (m_old * m + m_new * g, s_old * s + s_new * g**2))


WRONG_SHARES = (
    shares(0.9, 1, 0.999, 1),
    shares(0.9, 1, 0.999, 0.001),
    shares(0.9, 0.1, 0.999, 1),
    shares(0.999, 0.001, 0.9, 0.1),
    shares(0.1, 0.9, 0.001, 0.999),
    shares(0.9, 0.9, 0.999, 0.999),
    shares(1, 0.1, 1, 0.001),
    shares(0.9, 0.1, 0.9, 0.1),
    shares(0.9, 0.1, 0.99, 0.01),
    shares(0.9, 0.1, 1, 1),
    shares(0.1, 0.9, 0.999, 0.001),
    shares(0.9, 0.1, 0.001, 0.999),
    shares(1.9, 0.1, 1.999, 0.001),
    variant(
        lambda m, s, g, t: right(m, s, g, t, 0.9, 0.99), lambda m, s, g, t: (0.9 * m + 0.1 * g, 0.99 * s + 0.01 * g**2)
    ),
    variant(
        lambda m, s, g, t: right(m, s, g, t, 0.99, 0.999),
        lambda m, s, g, t: (0.99 * m + 0.01 * g, 0.999 * s + 0.001 * g**2),
    ),
    variant(
        lambda m, s, g, t: right(m, s, g, t, 0.999, 0.9),
        lambda m, s, g, t: (0.999 * m + 0.001 * g, 0.9 * s + 0.1 * g**2),
    ),
    variant(
        lambda m, s, g, t: right(m, s, g, t, 0.9, 0.9), lambda m, s, g, t: (0.9 * m + 0.1 * g, 0.9 * s + 0.1 * g**2)
    ),
)
