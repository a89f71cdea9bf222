"""Mistakes that people really make in 13.1 and 13.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.ml_versus_dl.answers import match

# 13.1


def windows_of(signals, length, closed=True):
    """Return all windows, (n, places, length)."""
    around = np.concatenate([signals, signals[:, : length - 1]], axis=1) if closed else signals
    return np.lib.stride_tricks.sliding_window_view(around, length, axis=1)


def matching(
    *,
    closed=True,
    window_mean=True,
    template_mean=True,
    mean_over=-1,
    window_size=True,
    template_size=True,
    best=None,
    guess=None,
):
    """Return an answer to 13.1 with something left out, or with another way to choose."""

    def answer(signals, templates):
        windows, t = windows_of(signals, templates.shape[1], closed).astype(float), templates.astype(float)
        windows = windows - windows.mean(axis=mean_over, keepdims=True) if window_mean else windows
        t = t - t.mean(axis=mean_over, keepdims=True) if template_mean else t
        sizes = np.maximum(np.linalg.norm(windows, axis=2, keepdims=True), 1e-9) if window_size else 1
        t = t / np.linalg.norm(t, axis=1, keepdims=True) if template_size else t
        found = windows @ t.T / sizes  # (n, places, k)
        scores = best(found) if best else found.max(axis=1)
        return scores, guess(found, scores) if guess else scores.argmax(axis=1)

    return answer


def with_the_whole_signal(*, mean, size):
    """Return an answer that takes the mean, or the size, of the whole signal in place of the window's."""

    def answer(signals, templates):
        length = templates.shape[1]
        ready = signals - signals.mean(axis=1, keepdims=True) if mean else signals
        windows = windows_of(ready, length)
        windows = windows if mean else windows - windows.mean(axis=2, keepdims=True)
        t = templates - templates.mean(axis=1, keepdims=True)
        t = t / np.linalg.norm(t, axis=1, keepdims=True)
        whole = np.linalg.norm(signals - signals.mean(axis=1, keepdims=True), axis=1)[:, None, None]
        sizes = whole if size else np.linalg.norm(windows, axis=2, keepdims=True)
        best = (windows @ t.T / np.maximum(sizes, 1e-9)).max(axis=1)
        return best, best.argmax(axis=1)

    return answer


loud_places_win = matching(window_size=False)
NOT_DIVIDED = (
    matching(window_size=False, template_size=False),
    matching(template_size=False),
    matching(window_size=False, template_size=False, window_mean=False, template_mean=False),
    matching(window_size=False, window_mean=False),
    matching(window_size=False, template_size=False, window_mean=False),
    matching(window_size=False, template_size=False, template_mean=False),
    with_the_whole_signal(mean=False, size=True),
    with_the_whole_signal(mean=True, size=True),
)
mean_stays = matching(window_mean=False)
MEANS_STAY = (
    matching(mean_over=0),
    matching(mean_over=0, template_mean=False),
    matching(window_mean=False, template_mean=False),
    matching(template_mean=False),
    with_the_whole_signal(mean=True, size=False),
)
line_not_closed = matching(closed=False)


def line_ends_in_zeros(signals, templates):
    padded = np.pad(signals, [(0, 0), (0, templates.shape[1] - 1)])
    return matching(closed=False)(padded, templates)


def line_ends_in_zeros_on_both_sides(signals, templates):
    length = templates.shape[1]
    padded = np.pad(signals, [(0, 0), ((length - 1) // 2, length // 2)])
    return matching(closed=False)(padded, templates)


first_place_only = matching(best=lambda found: found[:, 0])
OTHER_PLACES = (
    matching(best=lambda found: found[:, -1]),
    matching(best=lambda found: found.mean(axis=1)),
    matching(best=lambda found: found.sum(axis=1)),
    matching(best=lambda found: found.min(axis=1)),
    matching(closed=False, best=lambda found: found[:, -1]),
    matching(closed=False, best=lambda found: found.mean(axis=1)),
    matching(closed=False, best=lambda found: found[:, :-1].max(axis=1)),
)
guess_is_a_place = matching(guess=lambda found, scores: found.max(axis=2).argmax(axis=1))
OTHER_GUESSES = (
    matching(guess=lambda found, scores: found.argmax(axis=1)),
    matching(guess=lambda found, scores: scores.max(axis=1)),
    matching(guess=lambda found, scores: scores.argmax(axis=0)),
    matching(guess=lambda found, scores: int(scores.argmax())),
    matching(guess=lambda found, scores: scores.argmin(axis=1)),
    matching(guess=lambda found, scores: scores.argmax(axis=1) + 1),
    matching(guess=lambda found, scores: found.reshape(len(found), -1).argmax(axis=1)),
)
upside_down_fits_too = matching(best=lambda found: np.abs(found).max(axis=1))
SQUARED = matching(best=lambda found: (found**2).max(axis=1))


def template_reversed(signals, templates):
    return match(signals, templates[:, ::-1])


def divided_by_zero(signals, templates):
    windows = windows_of(signals, templates.shape[1])
    windows = windows - windows.mean(axis=2, keepdims=True)
    t = templates - templates.mean(axis=1, keepdims=True)
    sizes = np.linalg.norm(windows, axis=2)[:, :, None] * np.linalg.norm(t, axis=1)
    best = (windows @ t.T / sizes).max(axis=1)
    return best, best.argmax(axis=1)


# 13.2


def inside_the_margin(z, y):
    return y * z < 1


def stepping(
    *,
    inside=inside_the_margin,
    pull=lambda y: -y,
    share=lambda inside: len(inside),
    sign_w=-1,
    sign_b=-1,
    sign_decay=1,
    decay_of_w=lambda w, decay, n: decay * w,
    decay_of_b=lambda b, decay: 0.0,
    pull_on_b=None,
):
    """Return an answer to 13.2 in which something is not as it should be."""

    def answer(w, b, x, y, lr, decay):
        which = inside(x @ w + b, y)
        n = max(share(which), 1)
        g_w = np.where(which, pull(y), 0) @ x / n
        g_b = np.where(which, (pull_on_b or pull)(y), 0).sum() / n
        new_w = w + sign_w * lr * (g_w + sign_decay * decay_of_w(w, decay, len(x)))
        return new_w, b + sign_b * lr * (g_b + decay_of_b(b, decay))

    return answer


def everywhere(z, y):
    return np.ones(len(z), bool)


all_points_pull = stepping(inside=everywhere)
only_wrong_ones_pull = stepping(inside=lambda z, y: y * z < 0)
ONLY_WRONG_ONES = (
    stepping(inside=lambda z, y: y * z <= 0),
    stepping(inside=lambda z, y: np.sign(z) != y),
    stepping(inside=lambda z, y: np.where(z >= 0, 1, -1) != y),
)
uphill = stepping(sign_w=1, sign_b=1)
UPHILL = (
    stepping(pull=lambda y: y),
    stepping(sign_w=1),
    stepping(sign_b=1),
    stepping(sign_decay=-1),
    stepping(sign_w=1, sign_b=1, sign_decay=-1),
    stepping(pull=lambda y: y, sign_decay=-1),
)
bias_decays = stepping(decay_of_b=lambda b, decay: decay * b)
sum_of_the_points = stepping(share=lambda inside: 1)
NOT_THE_MEAN = (stepping(share=lambda inside: inside.sum()), stepping(decay_of_w=lambda w, decay, n: decay * w / n))


def decay_outside_the_rate(times=1.0):
    def answer(w, b, x, y, lr, decay):
        g_z = np.where(inside_the_margin(x @ w + b, y), -y, 0) / len(x)
        return w - lr * (g_z @ x) - times * decay * w, b - lr * g_z.sum()

    return answer


def decayed_first(w, b, x, y, lr, decay):
    w = w - lr * decay * w
    g_z = np.where(inside_the_margin(x @ w + b, y), -y, 0) / len(x)
    return w - lr * (g_z @ x), b - lr * g_z.sum()


def decayed_last(w, b, x, y, lr, decay):
    g_z = np.where(inside_the_margin(x @ w + b, y), -y, 0) / len(x)
    return (w - lr * (g_z @ x)) * (1 - lr * decay), b - lr * g_z.sum()


def decayed_last_outside_the_rate(w, b, x, y, lr, decay):
    g_z = np.where(inside_the_margin(x @ w + b, y), -y, 0) / len(x)
    return (w - lr * (g_z @ x)) * (1 - decay), b - lr * g_z.sum()


decay_missing = stepping(decay_of_w=lambda w, decay, n: 0 * w)
OTHER_DECAYS = (
    stepping(decay_of_w=lambda w, decay, n: 2 * decay * w),
    stepping(decay_of_w=lambda w, decay, n: decay / 2 * w),
    stepping(decay_of_w=lambda w, decay, n: decay * np.sign(w)),
    stepping(decay_of_w=lambda w, decay, n: decay / 2 * (w @ w)),
    stepping(decay_of_w=lambda w, decay, n: decay * (w @ w)),
    stepping(decay_of_w=lambda w, decay, n: decay),
    stepping(decay_of_w=lambda w, decay, n: decay * w * n),
    decay_outside_the_rate(),
    decay_outside_the_rate(0.5),
    decayed_first,
    decayed_last,
    decayed_last_outside_the_rate,
)
side_not_asked = stepping(inside=lambda z, y: z < 1)
SIDES_NOT_ASKED = (
    stepping(inside=lambda z, y: np.abs(z) < 1),
    stepping(inside=lambda z, y: z * y < y),
    stepping(inside=lambda z, y: z > -1),
)
label_forgotten = stepping(pull=lambda y: -np.ones(len(y)))
LABELS_FORGOTTEN = (
    stepping(pull_on_b=lambda y: -np.ones(len(y))),
    stepping(pull=lambda y: np.ones(len(y))),
    stepping(pull_on_b=lambda y: np.ones(len(y))),
    stepping(pull=lambda y: -np.ones(len(y)), pull_on_b=lambda y: -y),
    stepping(pull=lambda y: np.ones(len(y)), pull_on_b=lambda y: -y),
    stepping(pull=lambda y: np.where(y > 0, -1, 0)),
    stepping(inside=lambda z, y: (2 * y - 1) * z < 1, pull=lambda y: 1 - 2 * y),
)


def point_by_point(*, mean=True, decay_each=False):
    """Return an answer that moves w and b with each point, before the next one is asked."""

    def answer(w, b, x, y, lr, decay):
        n, start = len(x) if mean else 1, w
        for one, label in zip(x, y, strict=True):
            pull = label if label * (one @ w + b) < 1 else 0
            w = w + lr * pull * one / n - (lr * decay * w if decay_each else 0)
            b = b + lr * pull / n
        return w if decay_each else w - lr * decay * start, b

    return answer


def point_by_point_decayed_after(w, b, x, y, lr, decay):
    w, b = point_by_point()(w, b, x, y, lr, 0.0)
    return w - lr * decay * w, b


moved_too_early = point_by_point()
MOVED_TOO_EARLY = (
    point_by_point(mean=False),
    point_by_point(decay_each=True),
    point_by_point(mean=False, decay_each=True),
    point_by_point_decayed_after,
)
