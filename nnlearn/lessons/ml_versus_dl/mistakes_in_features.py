"""Mistakes that people really make in 13.3: features that move, that look at other signals, that say too little."""

import numpy as np

# the features move with the signal


def signal_itself(x):
    return x


def phases(x):
    return np.angle(np.fft.rfft(x, axis=1))


def real_and_imaginary_parts(x):
    f = np.fft.rfft(x, axis=1)
    return np.concatenate([f.real, f.imag], axis=1)


def sorted_places(x):
    return np.argsort(x, axis=1, kind="stable")


def without_its_mean(x):
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


def halves(x):
    return np.concatenate([np.sort(x[:, :20], axis=1), np.sort(x[:, 20:], axis=1)], axis=1)


def spectrum_of_differences(x):
    return np.abs(np.fft.rfft(np.diff(x, axis=1), axis=1))


MOVING = (spectrum_of_differences, phases, real_and_imaginary_parts, sorted_places, without_its_mean, halves)

# a little


def differences_that_end(x):
    return np.concatenate([np.sort(np.diff(x, axis=1), axis=1), np.sort(x, axis=1)], axis=1)


def a_little_that_moves(x):
    return np.concatenate([np.sort(x, axis=1), x[:, :1]], axis=1)


A_LITTLE = (a_little_that_moves,)

# the other signals


def scaled_over_the_signals(x):
    heights = np.sort(x, axis=1)
    return (heights - heights.mean(axis=0)) / (heights.std(axis=0) + 1e-9)


def mean_signal_taken_off(x):
    return np.sort(x, axis=1) - x.mean()


def sorted_down_the_column(x):
    return np.sort(np.sort(x, axis=1), axis=0)


OTHER_SIGNALS = (mean_signal_taken_off, sorted_down_the_column)

# a second call


def random_mixture(x):
    return np.sort(x, axis=1) @ np.random.default_rng().normal(size=(x.shape[1], 30))


# too little


def heights_alone(x):
    return np.sort(x, axis=1)


def spectrum_alone(x):
    return np.abs(np.fft.rfft(x, axis=1))


def slopes_alone(x):
    return np.sort(np.roll(x, -1, axis=1) - x, axis=1)


def four_numbers(x):
    return np.stack([x.mean(axis=1), x.std(axis=1), x.min(axis=1), x.max(axis=1)], axis=1)


TOO_LITTLE = (spectrum_alone, slopes_alone, four_numbers)
