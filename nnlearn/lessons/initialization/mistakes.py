"""Mistakes that people really make in the exercises of lesson 10: the wrong answers that `check` names."""

import math

import numpy as np

from nnlearn.lessons.initialization.answers import BatchNorm, standardise

# 10.1


def _leaky(fan_in, passed):
    return math.sqrt(3 / (passed * fan_in))


def variance_for_bound(fan_in, fan_out, slope):
    return 2 / (fan_in + fan_out), 2 / ((1 + slope**2) * fan_in)


def std_for_bound(fan_in, fan_out, slope):
    return math.sqrt(2 / (fan_in + fan_out)), math.sqrt(2 / ((1 + slope**2) * fan_in))


def slope_ignored(fan_in, fan_out, slope):
    return math.sqrt(6 / (fan_in + fan_out)), _leaky(fan_in, 1 / 2)


def slope_not_squared(fan_in, fan_out, slope):
    return math.sqrt(6 / (fan_in + fan_out)), _leaky(fan_in, (1 + slope) / 2)


def half_forgotten(fan_in, fan_out, slope):
    return math.sqrt(6 / (fan_in + fan_out)), _leaky(fan_in, 1 + slope**2)


def outputs_for_inputs(fan_in, fan_out, slope):
    return math.sqrt(6 / (fan_in + fan_out)), _leaky(fan_out, (1 + slope**2) / 2)


# 10.2


def _scaled(train, test, mean, std):
    return (train - mean) / std, (test - mean) / std


def test_measured_too(train, test):
    return standardise(train, test)[0], standardise(test, test)[0]


def measured_together(train, test):
    both = np.concatenate([train, test])
    std = both.std(axis=0)
    return _scaled(train, test, both.mean(axis=0), np.where(std == 0, 1.0, std))


def ddof_one(train, test):
    std = train.std(axis=0, ddof=1)
    return _scaled(train, test, train.mean(axis=0), np.where((train == train[0]).all(axis=0), 1.0, std))


def one_mean_for_all(train, test):
    return _scaled(train, test, train.mean(), train.std())


def constant_divided_by_zero(train, test):
    with np.errstate(all="ignore"):
        return _scaled(train, test, train.mean(axis=0), train.std(axis=0))


def constant_by_its_std(train, test):
    std = train.std(axis=0)
    return _scaled(train, test, train.mean(axis=0), np.where(std == 0, 1.0, std))


# 10.3


class _Wrong(BatchNorm):
    """A layer with one thing wrong, which a subclass says."""

    batch_in_evaluation = averages_in_training = moves_in_evaluation = outside = False
    kept, ddof = 0.9, 1

    def forward(self, z, training):
        mean, var = z.mean(axis=0), z.var(axis=0)
        if (training or self.moves_in_evaluation) and len(z) > 1:
            self.mean = self.kept * self.mean + (1 - self.kept) * mean
            self.var = self.kept * self.var + (1 - self.kept) * z.var(axis=0, ddof=self.ddof)
        if not (training or self.batch_in_evaluation) or self.averages_in_training:
            mean, var = self.mean, self.var
        root = np.sqrt(var) + 1e-5 if self.outside else np.sqrt(var + 1e-5)
        return self.gamma * (z - mean) / root + self.beta


class BatchInEvaluation(_Wrong):
    batch_in_evaluation = True


class AveragesInTraining(_Wrong):
    averages_in_training = True


class MovesInEvaluation(_Wrong):
    moves_in_evaluation = True


class SharesSwapped(_Wrong):
    kept = 0.1


class SameVarianceKept(_Wrong):
    ddof = 0


class EpsOutsideTheRoot(_Wrong):
    outside = True


# 10.4


def _backward(z, gamma, grad, *, axis=1, moving=True, inside=1.0, outside=1.0, over=0):
    """Run layer normalisation backward with one thing wrong; gamma acts inside or outside the means."""
    r = np.sqrt(z.var(axis=axis, keepdims=True) + 1e-5)
    z_hat = (z - z.mean(axis=axis, keepdims=True)) / r
    g = grad * inside
    through_mean, through_spread = g.mean(axis=axis, keepdims=True), (g * z_hat).mean(axis=axis, keepdims=True)
    dz = outside * (g - moving * (through_mean + z_hat * through_spread)) / r
    return dz, (grad * z_hat).sum(axis=over), grad.sum(axis=over)


def over_the_batch(z, gamma, grad):
    return _backward(z, gamma, grad, axis=0, inside=gamma)


def gamma_outside(z, gamma, grad):
    return _backward(z, gamma, grad, outside=gamma)


def gamma_left_out(z, gamma, grad):
    return _backward(z, gamma, grad)


def constants(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, moving=False)


def gamma_in_its_own_gradient(z, gamma, grad):
    dz, dgamma, dbeta = _backward(z, gamma, grad, inside=gamma)
    return dz, gamma * dgamma, gamma * dbeta


def summed_over_units(z, gamma, grad):
    return _backward(z, gamma, grad, inside=gamma, over=1)
