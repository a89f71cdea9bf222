"""Mistakes that people really make in exercises 14.1 and 14.2: the wrong answers that `check` names."""

import numpy as np

# 14.1


def _three(bias2, variance, sigma):
    return bias2, variance, bias2 + variance + sigma**2


def _right(fits, truth):
    middle = fits.mean(axis=0)
    return np.mean((middle - truth) ** 2), np.mean((fits - middle) ** 2)


def over_the_places(fits, truth, sigma):
    middle = fits.mean(axis=1, keepdims=True)
    return _three(np.mean((middle - truth) ** 2), np.mean((fits - middle) ** 2), sigma)


def over_everything(fits, truth, sigma):
    return _three(np.mean((fits.mean() - truth) ** 2), fits.var(), sigma)


def places_without_keepdims(fits, truth, sigma):
    middle = fits.mean(axis=1)
    return _three(np.mean((middle - truth) ** 2), fits.var(axis=1).mean(), sigma)


def variance_over_places(fits, truth, sigma):
    return _three(_right(fits, truth)[0], fits.var(axis=1).mean(), sigma)


def variance_of_the_middle(fits, truth, sigma):
    return _three(_right(fits, truth)[0], fits.mean(axis=0).var(), sigma)


def variance_of_everything(fits, truth, sigma):
    return _three(_right(fits, truth)[0], fits.var(), sigma)


def bias_averaged_first(fits, truth, sigma):
    return _three(np.mean(fits - truth) ** 2, _right(fits, truth)[1], sigma)


def bias_not_squared(fits, truth, sigma):
    return _three(np.mean(fits.mean(axis=0) - truth), _right(fits, truth)[1], sigma)


def bias_absolute(fits, truth, sigma):
    return _three(np.mean(np.abs(fits.mean(axis=0) - truth)), _right(fits, truth)[1], sigma)


def error_for_bias(fits, truth, sigma):
    return _three(np.mean((fits - truth) ** 2), _right(fits, truth)[1], sigma)


def error_for_variance(fits, truth, sigma):
    return _three(_right(fits, truth)[0], np.mean((fits - truth) ** 2), sigma)


def ddof_one(fits, truth, sigma):
    n = len(fits)
    with np.errstate(all="ignore"):
        return _three(_right(fits, truth)[0], _right(fits, truth)[1] * np.float64(n) / (n - 1), sigma)


def spread_for_variance(fits, truth, sigma):
    return _three(_right(fits, truth)[0], fits.std(axis=0).mean(), sigma)


def root_for_variance(fits, truth, sigma):
    return _three(_right(fits, truth)[0], np.sqrt(_right(fits, truth)[1]), sigma)


def no_floor(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return bias2, variance, bias2 + variance


def floor_not_squared(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return bias2, variance, bias2 + variance + sigma


def floor_twice(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return bias2, variance, bias2 + variance + 2 * sigma**2


def floor_in_the_variance(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return bias2, variance + sigma**2, bias2 + variance + sigma**2


def floor_in_variance_and_error(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return bias2, variance + sigma**2, bias2 + variance + 2 * sigma**2


def sums_for_means(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    places = fits.shape[1]
    return _three(places * bias2, places * variance, sigma)


def all_sums(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return _three(fits.shape[1] * bias2, fits.size * variance, sigma)


def sums_of_draws(fits, truth, sigma):
    bias2, variance = _right(fits, truth)
    return _three(bias2, len(fits) * variance, sigma)


def one_for_each_place(fits, truth, sigma):
    middle = fits.mean(axis=0)
    return _three((middle - truth) ** 2, fits.var(axis=0), sigma)


# 14.2


def _all(w, b, g_w, g_b, move, lr, lam, decay, *, factor=2.0, penalty=lambda w: w):
    pull = factor * lam * penalty(w)
    moved = b - lr * move(g_b)
    return (w - lr * (move(g_w) + pull) if decay else w - lr * move(g_w + pull)), moved


def two_missing(*arguments):
    return _all(*arguments, factor=1.0)


def two_missing_in_the_penalty(*arguments):
    return _all(*arguments, factor=2.0 if arguments[-1] else 1.0)


def two_missing_in_the_decay(*arguments):
    return _all(*arguments, factor=1.0 if arguments[-1] else 2.0)


def divided_by_rows(*arguments):
    return _all(*arguments, factor=2.0 / len(arguments[0]))


def divided_by_size(*arguments):
    return _all(*arguments, factor=2.0 / arguments[0].size)


def wrong_sign(*arguments):
    return _all(*arguments, factor=-2.0)


def wrong_sign_in_the_decay(*arguments):
    return _all(*arguments, factor=-2.0 if arguments[-1] else 2.0)


def wrong_sign_in_the_penalty(*arguments):
    return _all(*arguments, factor=2.0 if arguments[-1] else -2.0)


def absolute_for_square(*arguments):
    return _all(*arguments, factor=1.0, penalty=np.sign)


def the_loss_for_its_gradient(*arguments):
    return _all(*arguments, factor=1.0, penalty=lambda w: np.sum(w**2))


def squares_for_their_gradient(*arguments):
    return _all(*arguments, factor=1.0, penalty=np.square)


def bias_too(w, b, g_w, g_b, move, lr, lam, decay):
    pull_w, pull_b = 2 * lam * w, 2 * lam * b
    if decay:
        return w - lr * (move(g_w) + pull_w), b - lr * (move(g_b) + pull_b)
    return w - lr * move(g_w + pull_w), b - lr * move(g_b + pull_b)


def bias_in_the_decay(*arguments):
    return bias_too(*arguments) if arguments[-1] else _all(*arguments)


def bias_in_the_penalty(*arguments):
    return _all(*arguments) if arguments[-1] else bias_too(*arguments)


def penalty_after_the_move(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, lr, lam, True)


def decay_through_the_move(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, lr, lam, False)


def in_both_places(w, b, g_w, g_b, move, lr, lam, decay):  # inside in both cases, and outside as well when it decays
    pull = 2 * lam * w
    return w - lr * (move(g_w + pull) + decay * pull), b - lr * move(g_b)


def exchanged(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, lr, lam, not decay)


def moved_apart(w, b, g_w, g_b, move, lr, lam, decay):
    if decay:
        return _all(w, b, g_w, g_b, move, lr, lam, True)
    return w - lr * (move(g_w) + move(2 * lam * w)), b - lr * move(g_b)


def decay_without_lr(w, b, g_w, g_b, move, lr, lam, decay):
    if not decay:
        return _all(w, b, g_w, g_b, move, lr, lam, False)
    return w - lr * move(g_w) - 2 * lam * w, b - lr * move(g_b)


def decay_without_lr_and_two(w, b, g_w, g_b, move, lr, lam, decay):
    if not decay:
        return _all(w, b, g_w, g_b, move, lr, lam, False)
    return w - lr * move(g_w) - lam * w, b - lr * move(g_b)


def decay_after_the_step(w, b, g_w, g_b, move, lr, lam, decay):
    if not decay:
        return _all(w, b, g_w, g_b, move, lr, lam, False)
    return (w - lr * move(g_w)) * (1 - 2 * lr * lam), b - lr * move(g_b)


def decay_of_the_step(w, b, g_w, g_b, move, lr, lam, decay):
    if not decay:
        return _all(w, b, g_w, g_b, move, lr, lam, False)
    return w - lr * (1 - 2 * lr * lam) * move(g_w), b - lr * move(g_b)


def only_decays(w, b, g_w, g_b, move, lr, lam, decay):
    if not decay:
        return _all(w, b, g_w, g_b, move, lr, lam, False)
    return w * (1 - 2 * lr * lam), b


def no_move(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, lambda g: g, lr, lam, decay)


def bias_without_the_move(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, lr, lam, decay)[0], b - lr * g_b


def bias_left(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, lr, lam, decay)[0], b


def uphill(w, b, g_w, g_b, move, lr, lam, decay):
    return _all(w, b, g_w, g_b, move, -lr, lam, decay)
