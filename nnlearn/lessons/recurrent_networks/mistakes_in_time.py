"""Mistakes that people really make in exercise 18.4, back through time."""

import numpy as np

from nnlearn.lessons.recurrent_networks.answers import through_time


def _through_time(
    x, hs, g, W_h, *,
    carried=True, own=True, slope=lambda h, before: 1 - h**2, sent=lambda g_z, g_h: g_z, shift=0, summed=True, last=0,
    forward=False, added=False, limit=np.inf,
):  # fmt: skip
    """Go back through time with one thing wrong."""
    zero = np.zeros_like(g[0])
    later, sums = zero, (0, 0, 0)
    steps = range(last, len(x))
    for t in steps if forward else reversed(steps):
        g_h = (g[t] if own or t == len(x) - 1 else zero) + (later if carried else zero)
        g_z = g_h * slope(hs[t + 1], hs[t])
        products = g_z.T @ x[t], g_z.T @ hs[t + shift], g_z.sum(axis=0)
        sums = tuple(a + b for a, b in zip(sums, products, strict=True)) if summed else products
        later = np.clip((later if added else 0) + sent(g_z, g_h) @ W_h, -limit, limit)
    return sums


def nothing_from_later(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, carried=False)


def only_from_the_next_step(x, hs, g, W_h):
    g_z = np.zeros_like(g)
    for t in range(len(x)):
        later = (g[t + 1] * (1 - hs[t + 2] ** 2)) @ W_h if t + 1 < len(x) else 0
        g_z[t] = (g[t] + later) * (1 - hs[t + 1] ** 2)
    return np.einsum("tnu,tnd->ud", g_z, x), np.einsum("tnu,tnv->uv", g_z, hs[:-1]), g_z.sum(axis=(0, 1))


def own_gradient_replaced(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, own=False)


def slope_missing(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1)


def slope_not_squared(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - h)


def slope_of_the_sigmoid(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: h * (1 - h))


def tanh_taken_again(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - np.tanh(h) ** 2)


def sent_on_before_the_slope(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, sent=lambda g_z, g_h: g_h)


def slope_for_the_own_gradient_only(x, hs, g, W_h):
    later, sums = 0, (0, 0, 0)
    for t in reversed(range(len(x))):
        g_z = g[t] * (1 - hs[t + 1] ** 2) + later
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
        later = g_z @ W_h
    return sums


def slope_for_what_comes_back_only(x, hs, g, W_h):
    later, sums = 0, (0, 0, 0)
    for t in reversed(range(len(x))):
        g_z = g[t] + later * (1 - hs[t + 1] ** 2)
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
        later = g_z @ W_h
    return sums


def W_h_transposed_back(x, hs, g, W_h):
    return through_time(x, hs, g, W_h.T)


def state_after_the_step(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, shift=1)


def slope_of_the_state_before(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - before**2)


def states_exchanged(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - before**2, shift=1)


def one_step_only(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, summed=False)


def last_step_only(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, last=len(x) - 1)


def last_step_left_out(x, hs, g, W_h):
    return through_time(x[:-1], hs[:-1], g[:-1], W_h)


def own_gradient_too_late(x, hs, g, W_h):
    return through_time(x, hs, np.concatenate([g[1:], g[-1:]]), W_h)


def forward_in_time(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, forward=True)


def added_up_on_the_way(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, added=True)


def only_the_loss_of_the_next_step(x, hs, g, W_h):
    sums = 0, 0, 0
    for t in reversed(range(len(x))):
        g_z = (g[t] + (g[t + 1] @ W_h if t + 1 < len(x) else 0)) * (1 - hs[t + 1] ** 2)
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
    return sums


def clipped(limit):
    """Return a `through_time` that clips the finished gradients."""
    return lambda x, hs, g, W_h: tuple(np.clip(one, -limit, limit) for one in through_time(x, hs, g, W_h))


def clipped_on_the_way(limit):
    """Return a `through_time` that clips what goes back to the step before."""
    return lambda x, hs, g, W_h: _through_time(x, hs, g, W_h, limit=limit)


def clipped_before_the_slope(limit):
    """Return a `through_time` that clips all that has arrived at a state."""
    return _clipped_in_each_step(limit, lambda g_h, slope, limit: np.clip(g_h, -limit, limit) * slope)


def clipped_after_the_slope(limit):
    """Return a `through_time` that clips dL/dz."""
    return _clipped_in_each_step(limit, lambda g_h, slope, limit: np.clip(g_h * slope, -limit, limit))


def _clipped_in_each_step(limit, dz):
    def back(x, hs, g, W_h):
        later, sums = 0, (0, 0, 0)
        for t in reversed(range(len(x))):
            g_z = dz(g[t] + later, 1 - hs[t + 1] ** 2, limit)
            sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
            later = g_z @ W_h
        return sums

    return back


def shortened(limit):
    """Return a `through_time` that shortens the whole gradient to a length."""

    def back(x, hs, g, W_h):
        found = through_time(x, hs, g, W_h)
        length = np.sqrt(sum((one**2).sum() for one in found))
        return tuple(one * min(1, limit / length) for one in found)

    return back


def shortened_one_by_one(limit):
    """Return a `through_time` that shortens each of the three gradients to a length."""
    return lambda x, hs, g, W_h: tuple(one * min(1, limit / np.linalg.norm(one)) for one in through_time(x, hs, g, W_h))


CLIPPED = tuple(
    way(limit)
    for way in (
        clipped, clipped_on_the_way, clipped_before_the_slope, clipped_after_the_slope, shortened, shortened_one_by_one,
    )
    for limit in (1.0, 5.0)
)  # fmt: skip
