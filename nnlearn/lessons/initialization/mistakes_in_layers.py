"""Mistakes that people really make in 10.3 and 10.4: batch and layer normalisation, forward and backward."""

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

    def forward(self, z, training):
        before = self.mean, self.var
        if training or self.moves_in_evaluation:
            self.move(z)
        if self.averages_in_training or not (training or self.batch_in_evaluation):
            mean, var = (self.mean, self.var) if self.moves_first else before
        else:
            mean, var = z.mean(axis=0), z.var(axis=0, ddof=self.batch_ddof)
        return self.last(z, mean, var, 1 - training)

    def last(self, z, mean, var, mode):
        z_hat = (z - mean) / self.root(var)
        return (self.gamma if self.stretched[mode] else 1) * z_hat + (self.beta if self.shifted[mode] else 0)

    def move(self, z):
        if "mean" in self.keeps:
            self.mean = self.old * self.mean + self.new * z.mean(axis=0)
        if "var" in self.keeps:
            self.var = self.old * self.var + self.new * z.var(axis=0, ddof=self.ddof)


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
MovesInEvaluation = _layer(moves_in_evaluation=True)
MovesFirstInEvaluation = _layer(moves_in_evaluation=True, moves_first=True)
SharesSwapped = _layer(old=0.1, new=0.9)
OTHER_SHARES = tuple(
    _layer(old=old, new=new) for old, new in ((0.99, 0.01), (1, 0.1), (0, 1), (0.9, 1), (1, 1), (0.5, 0.5), (0.9, 0.9))
)
SameVarianceKept = _layer(ddof=0)
OTHER_DIVISORS = (_layer(batch_ddof=1), _layer(ddof=0, batch_ddof=1))
EpsOutsideTheRoot = _layer(root=staticmethod(lambda var: np.sqrt(var) + 1e-5))
OTHER_ROOTS = tuple(
    _layer(root=staticmethod(root))
    for root in (np.sqrt, lambda var: var + 1e-5, lambda var: var, lambda var: np.sqrt(np.sqrt(var) + 1e-5))
)
NothingKept = _layer(keeps="")
OTHERS_KEPT = (_layer(keeps="var"), _layer(keeps="mean"))
NoGammaAndBeta = _layer(stretched=(False, False), shifted=(False, False))
OTHERS_LEFT_OUT = (_layer(stretched=(False, False)), _layer(shifted=(False, False)))


# 10.4


def _backward(
    z, gamma, grad, *, axis=1, means=None, paths=(1, 1), inside=1.0, outside=1.0, over=0, mean=np.mean, z_hats=(1, 1)
):
    """Run layer normalisation backward with one thing wrong; gamma acts inside or outside the means.

    `z_hats` are the powers of z^ in the mean of the third term and before it.
    """
    r = np.sqrt(z.var(axis=axis, keepdims=True) + 1e-5)
    z_hat = (z - z.mean(axis=axis, keepdims=True)) / r
    g, means = grad * inside, axis if means is None else means
    inner, outer = (z_hat**power for power in z_hats)
    through_mean, through_spread = mean(g, axis=means, keepdims=True), mean(g * inner, axis=means, keepdims=True)
    dz = outside * (g - paths[0] * through_mean - paths[1] * outer * through_spread) / r
    return dz, (grad * z_hat).sum(axis=over), grad.sum(axis=over)


def over_the_batch(z, gamma, grad):
    return _backward(z, gamma, grad, axis=0, inside=gamma)


def means_over_the_batch(z, gamma, grad):
    return _backward(z, gamma, grad, means=0, inside=gamma)


def measured_over_the_batch(z, gamma, grad):
    return _backward(z, gamma, grad, axis=0, means=1, inside=gamma)


def gamma_outside(z, gamma, grad):
    return _backward(z, gamma, grad, outside=gamma)


def gamma_left_out(z, gamma, grad):
    return _backward(z, gamma, grad)


def _with_z_hats(*powers):
    return lambda z, gamma, grad: _backward(z, gamma, grad, inside=gamma, z_hats=powers)


Z_HAT_FORGOTTEN = _with_z_hats(1, 0)
OTHER_Z_HATS = (_with_z_hats(0, 1), _with_z_hats(0, 0), _with_z_hats(2, 0), _with_z_hats(0, 2))


def no_path_through_the_spread(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, paths=(1, 0))


def no_path_through_the_mean(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, paths=(0, 1))


def constants(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, paths=(0, 0))


def sums_for_means(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, mean=np.sum)


def gamma_in_its_own_gradient(z, gamma, grad):
    dz, dgamma, dbeta = _backward(z, gamma, grad, inside=gamma)
    return dz, gamma * dgamma, gamma * dbeta


def summed_over_units(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, over=1)


def _r_again(power):
    def answer(z, gamma, grad):
        dz, *others = _backward(z, gamma, grad, inside=gamma)
        return dz * np.sqrt(z.var(axis=1, keepdims=True) + 1e-5) ** power, *others

    return answer


R_LEFT_OUT, R_TWICE, R_MULTIPLIED = _r_again(1), _r_again(-1), _r_again(2)
