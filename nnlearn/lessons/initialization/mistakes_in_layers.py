"""Mistakes that people really make in 10.3, the batch normalisation layer."""

import numpy as np

from nnlearn.lessons.initialization.answers import BatchNorm

# 10.3


class _Wrong(BatchNorm):
    """A layer with one thing wrong, which a subclass says."""

    batch_in_evaluation = averages_in_training = moves_in_evaluation = moves_first = False
    old, new, ddof, batch_ddof = 0.9, 0.1, 1, 0
    keeps = "mean var"
    stretched, shifted = (True, True), (True, True)  # in training and in evaluation
    root = staticmethod(lambda var: np.sqrt(var + 1e-5))
    mean_along, var_along = {"axis": 0}, {"axis": 0}

    def forward(self, z, training):
        before = self.mean, self.var
        if training or self.moves_in_evaluation:
            self.move(z)
        if self.averages_in_training or not (training or self.batch_in_evaluation):
            mean, var = (self.mean, self.var) if self.moves_first else before
        else:
            mean, var = z.mean(**self.mean_along), z.var(**self.var_along, ddof=self.batch_ddof)
        return self.last(z, mean, var, 1 - training)

    def last(self, z, mean, var, mode):
        z_hat = (z - mean) / self.root(var)
        return (self.gamma if self.stretched[mode] else 1) * z_hat + (self.beta if self.shifted[mode] else 0)

    def move(self, z):
        if "mean" in self.keeps:
            self.mean = self.old * self.mean + self.new * z.mean(**self.mean_along)
        if "var" in self.keeps:
            self.var = self.old * self.var + self.new * z.var(**self.var_along, ddof=self.ddof)


class FirstTaken(_Wrong):
    """The first batch replaces the averages that a new layer has."""

    def move(self, z):
        if self.mean.any():
            super().move(z)
        else:
            self.mean, self.var = z.mean(axis=0), z.var(axis=0, ddof=1)


class OldPartDivided(_Wrong):
    """The average as a whole is corrected, with what it was before."""

    def move(self, z):
        self.mean = 0.9 * self.mean + 0.1 * z.mean(axis=0)
        self.var = (0.9 * self.var + 0.1 * z.var(axis=0)) * len(z) / (len(z) - 1)


class UnitsForExamples(_Wrong):
    """The variance is corrected with the number of units in place of that of examples."""

    def move(self, z):
        n = len(self.gamma)
        self.mean = 0.9 * self.mean + 0.1 * z.mean(axis=0)
        self.var = 0.9 * self.var + 0.1 * z.var(axis=0) * n / (n - 1)


class EpsKept(BatchNorm):
    """The epsilon is added to self.var itself, which had got a second name."""

    def forward(self, z, training):
        out = super().forward(z, training)
        self.var = self.var if training else self.var + 1e-5
        return out


class Shadowed(_Wrong):
    """What counts 0.9 is the batch's number, since its name is that of the old average."""

    def move(self, z):
        self.mean = z.mean(axis=0)
        self.var = 0.9 * z.var(axis=0) + 0.1 * z.var(axis=0, ddof=1)


def _layer(base=_Wrong, **settings):
    return type("BatchNorm", (base,), settings)


class _AsItIs(_Wrong):
    """In evaluation nothing is normalised."""

    def last(self, z, mean, var, mode):
        return super().last(z, mean, var, mode) if mode == 0 else self.asked(z)

    def asked(self, z):
        return z


class _AsItIsButStretched(_AsItIs):
    def asked(self, z):
        return self.gamma * z + self.beta


BatchInEvaluation = _layer(batch_in_evaluation=True)
AS_IT_IS = (_AsItIs, _AsItIsButStretched, _layer(moves_in_evaluation=True, batch_in_evaluation=True))
AveragesInTraining = _layer(averages_in_training=True, moves_first=True)
OldAveragesInTraining = _layer(averages_in_training=True)
OneForAll = _layer(mean_along={}, var_along={})
ACROSS = {"axis": 1}, {"axis": 1, "keepdims": True}
OTHERS_FOR_ALL = (
    _layer(var_along={}),
    _layer(mean_along={}),
    *(_layer(mean_along=one, var_along=one) for one in ACROSS),
    *(_layer(mean_along=one, var_along=one, moves_in_evaluation=True, batch_in_evaluation=True) for one in ACROSS),
)
SharesSwapped = _layer(old=0.1, new=0.9)
OTHER_SHARES = tuple(
    _layer(old=old, new=new) for old, new in ((0.99, 0.01), (1, 0.1), (0, 1), (0.9, 1), (1, 1), (0.5, 0.5), (0.9, 0.9))
)
SameVarianceKept = _layer(ddof=0)
OTHER_DIVISORS = (OldPartDivided, UnitsForExamples, _layer(batch_ddof=1), _layer(ddof=0, batch_ddof=1))
EpsOutsideTheRoot = _layer(root=staticmethod(lambda var: np.sqrt(var) + 1e-5))
OTHER_ROOTS = tuple(
    _layer(root=staticmethod(root))
    for root in (
        np.sqrt,
        lambda var: var + 1e-5,
        lambda var: var,
        lambda var: np.sqrt(np.sqrt(var) + 1e-5),
        lambda var: np.sqrt(var + 1e-8),
        lambda var: np.sqrt(var + 1e-6),
        lambda var: np.sqrt(var + 1e-3),
    )
)
NothingKept = _layer(keeps="")
OTHERS_KEPT = (
    _layer(keeps="var"),
    _layer(keeps="mean"),
    _layer(moves_in_evaluation=True),
    _layer(moves_in_evaluation=True, moves_first=True),
    EpsKept,
)
NoGammaAndBeta = _layer(stretched=(False, False), shifted=(False, False))
OTHERS_LEFT_OUT = (_layer(stretched=(False, False)), _layer(shifted=(False, False)))
