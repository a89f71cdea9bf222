"""Mistakes that people really make in 24.1 to 24.3: the wrong answers that `check` names."""

import numpy as np

# 24.1


def energy(W, b, s):
    return -0.5 * s @ W @ s - b @ s


def settling(update=None, energy=energy, order=None, bias=1.0, at=None):
    """Return an answer with some of its parts made otherwise.

    `update(field, old)` makes the new state of a cell, `energy(W, b, s)` what is returned of the end, `order(order, d)`
    the order, and `at(start, s)` the state that is returned and whose energy it is.
    """

    def answer(W, b, s, order_given):
        start, s = s, s.astype(float)
        for i in order(order_given, len(s)) if order else order_given:
            field = W[i] @ s + bias * b[i]
            s[i] = update(field, s[i]) if update else 1 if field >= 0 else -1
        end, of = at(start, s) if at else (s, s)
        return end, energy(W, b, of)

    return answer


def all_at_once(W, b, s, order):
    end = s.astype(float)
    fields = W @ s + b
    end[order] = np.where(fields[order] >= 0, 1.0, -1.0)
    return end, energy(W, b, end)


def all_cells_at_once(W, b, s, order):
    """Every cell in each step, whatever the order says."""
    end = np.where(W @ s + b >= 0, 1.0, -1.0)
    return end, energy(W, b, end)


def at_once_again(W, b, s, order):
    for _ in order:
        s = np.where(W @ s + b >= 0, 1.0, -1.0)
    return s, energy(W, b, s)


def until_at_rest(W, b, s, order):
    s = s.astype(float)
    for _ in range(100):
        for i in order:
            s[i] = 1 if W[i] @ s + b[i] >= 0 else -1
    return s, energy(W, b, s)


ALL_AT_ONCE = (all_cells_at_once, at_once_again)
sign_of_zero = settling(lambda field, old: np.sign(field))
ZEROS = (settling(lambda field, old: 1 if field > 0 else -1), settling(lambda field, old: np.sign(field) or old))
order_ignored = settling(order=lambda order, d: range(d))
ORDERS = (
    settling(order=lambda order, d: np.sort(order)),
    settling(order=lambda order, d: order[::-1]),
    settling(order=lambda order, d: dict.fromkeys(order.tolist())),
    settling(order=lambda order, d: range(len(order)) if len(order) <= d else range(d)),
    until_at_rest,
)
energy_of_the_start = settling(at=lambda start, s: (s, start))
no_half = settling(energy=lambda W, b, s: -s @ W @ s - b @ s)
ENERGIES = (
    settling(energy=lambda W, b, s: 0.5 * s @ W @ s + b @ s),
    settling(energy=lambda W, b, s: -0.5 * s @ W @ s),
    settling(energy=lambda W, b, s: -0.5 * s @ W @ s + b @ s),
    settling(energy=lambda W, b, s: -0.5 * (s @ W @ s + b @ s)),
)
no_bias = settling(bias=0.0)
NO_BIAS = (settling(bias=0.0, energy=lambda W, b, s: -0.5 * s @ W @ s), settling(bias=-1.0))
zeros_and_ones = settling(lambda field, old: 1 if field >= 0 else 0)
turned_over = settling(lambda field, old: -old if field < 0 else old)
TURNED = (
    settling(lambda field, old: -old if field * old > 0 else old),
    settling(lambda field, old: -old),
    settling(lambda field, old: -1 if field >= 0 else 1),
)

# 24.2


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def below(p, rng):
    return (rng.random(p.shape) < p).astype(float)


def sweeping(draw=below, up=None, down=None, factor=1.0, hand_on=None, back=None):
    """Return an answer with some of its parts made otherwise.

    `draw(p, rng)` draws cells, `up(v, W, b, c)` and `down(h, v, W, b, c)` are the scores, `hand_on(p, h)` is what the
    visible cells see, and `back(p, u)` what is returned of them.
    """

    def answer(v, W, b, c, rng):
        on = sigmoid(factor * (up(v, W, b, c) if up else v @ W + c))
        h = draw(on, rng)
        h = hand_on(on, h) if hand_on else h
        on = sigmoid(factor * (down(h, v, W, b, c) if down else h @ W.T + b))
        u = draw(on, rng)
        return h, back(on, u) if back else u

    return answer


def hidden_not_drawn(v, W, b, c, rng):
    """The probabilities go on, and the visible cells take the first uniforms."""
    on = sigmoid(v @ W + c)
    return on, below(sigmoid(on @ W.T + b), rng)


def hidden_drawn_too_late(v, W, b, c, rng):
    """The cells are drawn and returned, but the visible ones see the probabilities."""
    on = sigmoid(v @ W + c)
    return below(on, rng), below(sigmoid(on @ W.T + b), rng)


def same_for_both(v, W, b, c, rng):
    """One array of uniforms, wide enough for both layers."""
    uniforms = rng.random((len(v), max(W.shape)))
    h = (uniforms[:, : W.shape[1]] < sigmoid(v @ W + c)).astype(float)
    return h, (uniforms[:, : W.shape[0]] < sigmoid(h @ W.T + b)).astype(float)


def visible_drawn_first(v, W, b, c, rng):
    r = rng.random(v.shape)
    h = below(sigmoid(v @ W + c), rng)
    return h, (r < sigmoid(h @ W.T + b)).astype(float)


def picture_by_picture(v, W, b, c, rng):
    pairs = []
    for one in v:
        h = below(sigmoid(one @ W + c), rng)
        pairs.append((h, below(sigmoid(h @ W.T + b), rng)))
    return tuple(np.array(found) for found in zip(*pairs, strict=True))


def from_probabilities(v, W, b, c, rng):
    on = sigmoid(v @ W + c)
    return below(on, rng), below(sigmoid(below(on, rng) @ W.T + b), rng)


probabilities_handed_on = sweeping(hand_on=lambda p, h: p)
HANDED_ON = (hidden_drawn_too_late, hidden_not_drawn)
visible_not_drawn = sweeping(back=lambda p, u: p)


def hidden_returned_as_probabilities(v, W, b, c, rng):
    _, u = sweeping()(v, W, b, c, rng)
    return sigmoid(v @ W + c), u


def both_as_probabilities(v, W, b, c, rng):
    return sigmoid(v @ W + c), visible_not_drawn(v, W, b, c, rng)[1]


NOT_DRAWN = (hidden_returned_as_probabilities, both_as_probabilities)
other_side = sweeping(draw=lambda p, rng: (rng.random(p.shape) > p).astype(float))
rounded = sweeping(draw=lambda p, rng: (p > 0.5).astype(float))
one_for_all = sweeping(draw=lambda p, rng: (rng.random(p.shape[1]) < p).astype(float))
OTHER_UNIFORMS = (
    sweeping(draw=lambda p, rng: (rng.random((len(p), 1)) < p).astype(float)),
    sweeping(draw=lambda p, rng: (rng.random() < p).astype(float)),
    sweeping(draw=lambda p, rng: below(p.T, rng).T),
    sweeping(draw=lambda p, rng: (rng.normal(size=p.shape) < p).astype(float)),
    sweeping(draw=lambda p, rng: rng.binomial(1, p).astype(float)),
    same_for_both,
    visible_drawn_first,
    picture_by_picture,
    from_probabilities,
)
no_biases = sweeping(up=lambda v, W, b, c: v @ W, down=lambda h, v, W, b, c: h @ W.T)
BIASES = (
    sweeping(up=lambda v, W, b, c: v @ W),
    sweeping(down=lambda h, v, W, b, c: h @ W.T),
    sweeping(below, lambda v, W, b, c: v @ W - c, lambda h, v, W, b, c: h @ W.T - b),
)
of_spins = sweeping(factor=2.0)
OF_SPINS = (
    sweeping(lambda p, rng: 2 * below(p, rng) - 1),
    sweeping(lambda p, rng: 2 * below(p, rng) - 1, factor=2.0),
    sweeping(up=lambda v, W, b, c: (2 * v - 1) @ W + c, down=lambda h, v, W, b, c: (2 * h - 1) @ W.T + b),
)
other_sign = sweeping(factor=-1.0)

# 24.3


def softplus(z):
    return np.logaddexp(0, z)


def free(W, b, c):
    """Return the function F."""
    return lambda v: -v @ b - softplus(v @ W + c).sum(axis=1)


def log_sum(scores):
    top = scores.max()
    return top + np.log(np.exp(scores - top).sum())


def counting(F=free, log_z=None, end=None):
    """Return an answer with another free energy, another sum over the states, or another end."""

    def answer(v, states, W, b, c):
        of = F(W, b, c)
        found = of(v), log_z(of, v, states, W, b, c) if log_z else log_sum(-of(states))
        return end(*found) if end else found

    return answer


def overflowing(W, b, c):
    return lambda v: -v @ b - np.log(1 + np.exp(v @ W + c)).sum(axis=1)


def sum_overflows(F, v, states, W, b, c):
    return np.log(np.exp(-F(states)).sum())


overflows = counting(overflowing, sum_overflows)
OVERFLOWS = (counting(overflowing), counting(log_z=sum_overflows))
plus_bias = counting(lambda W, b, c: lambda v: v @ b - softplus(v @ W + c).sum(axis=1))
BIAS_SLIPS = (
    counting(lambda W, b, c: lambda v: -softplus(v @ W + c).sum(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - softplus(v @ W).sum(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - softplus(v @ W - c).sum(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - c.sum() - softplus(v @ W).sum(axis=1)),
)
not_summed = counting(lambda W, b, c: lambda v: -v @ b - softplus(v @ W + c).sum())
SUMS = (
    counting(lambda W, b, c: lambda v: -v @ b - softplus(v @ W + c).mean(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - softplus((v @ W + c).sum(axis=1))),
    counting(lambda W, b, c: lambda v: -v @ b - log_rows(v @ W + c)),
    counting(lambda W, b, c: lambda v: -v @ b - np.prod(1 + np.exp(v @ W + c), axis=1)),
)


def log_rows(z):
    """One sum of all exponentials: only one hidden cell may be on."""
    return softplus(np.log(np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1)) + z.max(axis=1))


minus_free = counting(end=lambda F, log_z: (-F, log_z))
MINUS_FREE = (
    counting(lambda W, b, c: lambda v: v @ b + softplus(v @ W + c).sum(axis=1)),
    counting(log_z=lambda F, v, states, W, b, c: log_sum(F(states))),
)
hidden_all_on = counting(lambda W, b, c: lambda v: -v @ b - (v @ W + c).sum(axis=1))
ONE_STATE = (
    counting(lambda W, b, c: lambda v: -v @ b - np.maximum(v @ W + c, 0).sum(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - (sigmoid(v @ W + c) * (v @ W + c)).sum(axis=1)),
    counting(lambda W, b, c: lambda v: -v @ b - (v @ W * sigmoid(v @ W + c)).sum(axis=1) - sigmoid(v @ W + c) @ c),
    counting(log_z=lambda F, v, states, W, b, c: log_sum(states @ b)),
)
sum_of_logs = counting(log_z=lambda F, v, states, W, b, c: -F(states).sum())
SUMS_OF_LOGS = (
    counting(log_z=lambda F, v, states, W, b, c: -F(states).mean()),
    counting(log_z=lambda F, v, states, W, b, c: (-F(states)).max()),
    counting(log_z=lambda F, v, states, W, b, c: log_sum(-F(states)) - np.log(len(states))),
    counting(log_z=lambda F, v, states, W, b, c: log_sum(-F(states)) + F(states).min()),  # not added again
)
of_the_given = counting(log_z=lambda F, v, states, W, b, c: log_sum(-F(v)))
no_logarithm = counting(log_z=lambda F, v, states, W, b, c: np.exp(-F(states)).sum())
NO_LOGARITHM = (
    counting(end=lambda F, log_z: (F, -log_z)),
    counting(end=lambda F, log_z: (-F - log_z, log_z)),
    counting(end=lambda F, log_z: (np.exp(-F), log_z)),
    counting(end=lambda F, log_z: (np.exp(-F - log_z), log_z)),
    counting(end=lambda F, log_z: (np.exp(-F), np.exp(log_z))),
)
