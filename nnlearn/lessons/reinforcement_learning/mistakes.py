"""Mistakes that people really make in 28.1 to 28.3: the wrong answers that `check` names."""

import numpy as np

# 28.1


def sweeping(best=None, later=None, ends=None):
    """Return an answer with some of its parts made otherwise.

    `later(P, R, V, gamma)` makes Q (n, actions), `best(Q)` the values of it, and `ends(new, over, old)` those of the
    states that end an episode.
    """

    def answer(P, R, V, gamma, over):
        Q = later(P, R, V, gamma) if later else R + gamma * P @ V
        new = best(Q) if best else Q.max(axis=1)
        return ends(new, over, V) if ends else np.where(over, 0.0, new)

    return answer


def in_place(P, R, V, gamma, over):
    V = V.copy()
    for s in range(len(V)):
        V[s] = 0.0 if over[s] else (R[s] + gamma * P[s] @ V).max()
    return V


def in_place_backwards(P, R, V, gamma, over):
    V = V.copy()
    for s in reversed(range(len(V))):
        V[s] = 0.0 if over[s] else (R[s] + gamma * P[s] @ V).max()
    return V


def in_place_with_ends(P, R, V, gamma, over):
    V = V.copy()
    for s in range(len(V)):
        V[s] = (R[s] + gamma * P[s] @ V).max()
    return V


mean_for_max = sweeping(best=lambda Q: Q.mean(axis=1))
MEANS = (
    sweeping(best=lambda Q: Q.sum(axis=1)),
    sweeping(best=lambda Q: Q[:, 0]),
    sweeping(best=lambda Q: Q.min(axis=1)),
    sweeping(best=lambda Q: Q.max(axis=0), ends=lambda new, over, V: new),
)
no_ends = sweeping(ends=lambda new, over, V: new)


def reward_of_an_end(P, R, V, gamma, over):
    """Nothing comes after an end, but its best reward is taken."""
    return (R + gamma * (P @ V) * ~over[:, None]).max(axis=1)


ENDS = (sweeping(ends=lambda new, over, V: np.where(over, V, new)), reward_of_an_end)
reward_discounted = sweeping(later=lambda P, R, V, gamma: gamma * (R + P @ V))
not_discounted = sweeping(later=lambda P, R, V, gamma: R + P @ V)
GAMMAS = (not_discounted, sweeping(later=lambda P, R, V, gamma: R + gamma**2 * P @ V))
transposed = sweeping(later=lambda P, R, V, gamma: R + gamma * P.transpose(2, 1, 0) @ V)
TRANSPOSED = (sweeping(later=lambda P, R, V, gamma: R + gamma * V @ P),)
best_place = sweeping(later=lambda P, R, V, gamma: R + gamma * np.where(P > 0, V, -np.inf).max(axis=2))
BEST_PLACES = (
    sweeping(later=lambda P, R, V, gamma: R + gamma * (P * V).max(axis=2)),
    sweeping(later=lambda P, R, V, gamma: R + gamma * V[P.argmax(axis=2)]),
    sweeping(later=lambda P, R, V, gamma: R + gamma * V.max()),
)
which_action = sweeping(best=lambda Q: Q.argmax(axis=1).astype(float))
WHICH = (sweeping(best=lambda Q: Q.argmax(axis=1), ends=lambda new, over, V: new),)
no_reward = sweeping(later=lambda P, R, V, gamma: gamma * P @ V)


def best_reward(P, R, V, gamma, over):
    """The action is chosen by its reward alone."""
    rows, best = np.arange(len(V)), R.argmax(axis=1)
    return np.where(over, 0.0, R[rows, best] + gamma * P[rows, best] @ V)


REWARDS = (
    best_reward,
    sweeping(later=lambda P, R, V, gamma: R.mean(axis=1, keepdims=True) + gamma * P @ V),
    sweeping(later=lambda P, R, V, gamma: R.max(axis=1, keepdims=True) + gamma * P @ V),
    sweeping(later=lambda P, R, V, gamma: len(V) * R + gamma * P @ V),
)

# 28.2


def updating(target=None, place=None, step=None):
    """Return an answer with some of its parts made otherwise.

    `target(Q, s, a, r, s_next, ended, gamma)` makes y, `place(s, a, s_next)` says what is changed, and
    `step(old, y, rate)` how.
    """

    def answer(Q, s, a, r, s_next, ended, rate, gamma):
        Q = Q.astype(float)
        y = target(Q, s, a, r, s_next, ended, gamma) if target else r if ended else r + gamma * Q[s_next].max()
        where = place(s, a, s_next) if place else (s, a)
        Q[where] = step(Q[where], y, rate) if step else Q[where] + rate * (y - Q[where])
        return Q

    return answer


def later(value):
    """Return a target that takes `value(Q, s, a, s_next)` for what comes later."""
    return lambda Q, s, a, r, s_next, ended, gamma: r if ended else r + gamma * value(Q, s, a, s_next)


never_ends = updating(lambda Q, s, a, r, s_next, ended, gamma: r + gamma * Q[s_next].max())
NEVER_ENDS = (
    updating(lambda Q, s, a, r, s_next, ended, gamma: 0.0 if ended else r + gamma * Q[s_next].max()),
    updating(lambda Q, s, a, r, s_next, ended, gamma: r + gamma * Q[s_next].max() * ended),
    updating(lambda Q, s, a, r, s_next, ended, gamma: r + gamma * Q[s_next].max() * (-2 if ended else -1)),  # ~ended
)
over_the_states = updating(later(lambda Q, s, a, s_next: Q[:, a].max()))
OVER_STATES = (updating(later(lambda Q, s, a, s_next: Q.max())), updating(later(lambda Q, s, a, s_next: Q[s].max())))
the_action_taken = updating(later(lambda Q, s, a, s_next: Q[s_next, a]))
THE_ACTION = (updating(later(lambda Q, s, a, s_next: Q[s, a])),)
mean_over_actions = updating(later(lambda Q, s, a, s_next: Q[s_next].mean()))
MEANS_OVER_ACTIONS = (
    updating(later(lambda Q, s, a, s_next: Q[s_next].sum())),
    updating(later(lambda Q, s, a, s_next: Q[s_next].argmax())),
    updating(later(lambda Q, s, a, s_next: Q[s_next].min())),
)
the_next_state = updating(place=lambda s, a, s_next: (s_next, a))
OTHER_PLACES = (updating(place=lambda s, a, s_next: s), updating(place=lambda s, a, s_next: (slice(None), a)))
other_way = updating(step=lambda old, y, rate: old - rate * (y - old))
replaced = updating(step=lambda old, y, rate: y)


def reward_whole(Q, s, a, r, s_next, ended, rate, gamma):
    """The reward is added outside the bracket."""
    Q = Q.astype(float)
    Q[s, a] += r + rate * ((0.0 if ended else gamma * Q[s_next].max()) - Q[s, a])
    return Q


def end_replaced(Q, s, a, r, s_next, ended, rate, gamma):
    """The last reward is put in as it is, without the rate."""
    return updating()(Q, s, a, r, s_next, ended, 1.0 if ended else rate, gamma)


STEPS = (
    reward_whole,
    end_replaced,
    updating(step=lambda old, y, rate: rate * y),
    updating(step=lambda old, y, rate: old + rate * y),
    updating(step=lambda old, y, rate: rate * old + (1 - rate) * y),
    updating(step=lambda old, y, rate: (1 - rate) * old + y),
)
not_discounted_later = updating(lambda Q, s, a, r, s_next, ended, gamma: r if ended else r + Q[s_next].max())
DISCOUNTS = (
    updating(lambda Q, s, a, r, s_next, ended, gamma: gamma * r if ended else gamma * (r + Q[s_next].max())),
    updating(lambda Q, s, a, r, s_next, ended, gamma: r if ended else gamma * (r + Q[s_next].max())),
    updating(lambda Q, s, a, r, s_next, ended, gamma: r if ended else gamma * r + Q[s_next].max()),
)

# 28.3


def judging(later=None, stops=None, spread=None, loss=None, gamma_of=None):
    """Return an answer with some of its parts made otherwise.

    `later(q, q_next, a)` is what each step is worth afterwards, `stops(fell, cut)` where that is left out,
    `spread(e, a, shape)` makes the slope of the errors e, `loss(e)` the loss.
    """

    def answer(q, q_next, a, r, fell, cut, gamma):
        rows = np.arange(len(q))
        worth = later(q, q_next, a) if later else q_next.max(axis=1)
        over = stops(fell, cut) if stops else fell
        y = r + gamma * np.where(over, 0.0, worth)
        e = q[rows, a] - y
        slope = np.zeros(q.shape)
        slope[rows, a] = e / len(q)
        return loss(e) if loss else (e**2).mean() / 2, spread(q, y, a) if spread else slope

    return answer


def taken(a, shape):
    return np.eye(shape[1])[a]


cut_is_an_end = judging(stops=lambda fell, cut: fell | cut)
CUTS = (judging(stops=lambda fell, cut: cut),)
no_end = judging(stops=lambda fell, cut: np.zeros_like(fell))
ENDS_OF_EPISODES = (judging(stops=lambda fell, cut: ~fell),)


def fallen_reward_lost(q, q_next, a, r, fell, cut, gamma):
    """The whole target is 0 where the pole fell, the reward too."""
    return judging()(q, np.where(fell[:, None], 0.0, q_next), a, np.where(fell, 0.0, r), fell, cut, gamma)


all_actions = judging(spread=lambda q, y, a: (q - y[:, None]) / len(q))


def every_output(scale):
    """Return an answer whose loss, too, is the mean over all outputs; `scale(q)` divides its slope."""

    def answer(q, q_next, a, r, fell, cut, gamma):
        e = q - (r + gamma * np.where(fell, 0.0, q_next.max(axis=1)))[:, None]
        return (e**2).mean() / 2, e / scale(q)

    return answer


def all_pairs(loss):
    """Return an answer that writes `slope[:, a]`, and, if `loss`, takes `q[:, a]` for the outputs, too."""

    def answer(q, q_next, a, r, fell, cut, gamma):
        y = r + gamma * np.where(fell, 0.0, q_next.max(axis=1))
        e = (q[:, a] if loss else q[np.arange(len(q)), a]) - y
        slope = np.zeros(q.shape)
        slope[:, a] = e / len(q)
        return (e**2).mean() / 2, slope

    return answer


ALL_ACTIONS = (
    judging(spread=lambda q, y, a: np.tile(((q * taken(a, q.shape)).sum(axis=1) - y)[:, None], q.shape[1]) / len(q)),
    judging(spread=lambda q, y, a: (q * taken(a, q.shape) - y[:, None]) / len(q)),
    every_output(np.size),
    every_output(len),
    all_pairs(True),
    all_pairs(False),
)
per_number = judging(spread=lambda q, y, a: taken(a, q.shape) * (q - y[:, None]) / q.size)
SCALES = (
    judging(spread=lambda q, y, a: taken(a, q.shape) * (q - y[:, None])),
    judging(spread=lambda q, y, a: 2 * taken(a, q.shape) * (q - y[:, None]) / len(q)),
    judging(loss=lambda e: (e**2).mean()),
    judging(loss=lambda e: (e**2).sum() / 2),
    judging(loss=lambda e: (e**2).mean(), spread=lambda q, y, a: 2 * taken(a, q.shape) * (q - y[:, None]) / len(q)),
    judging(loss=lambda e: (e**2).sum() / 2, spread=lambda q, y, a: taken(a, q.shape) * (q - y[:, None])),
)
downhill = judging(spread=lambda q, y, a: -taken(a, q.shape) * (q - y[:, None]) / len(q))
own_network = judging(lambda q, q_next, a: q.max(axis=1))
the_same_action = judging(lambda q, q_next, a: q_next[np.arange(len(q)), a])
SAME_ACTIONS = (
    judging(lambda q, q_next, a: q_next[np.arange(len(q)), q.argmax(axis=1)]),
    judging(lambda q, q_next, a: q_next.mean(axis=1)),
    judging(lambda q, q_next, a: np.full(len(q), q_next.max())),
    judging(lambda q, q_next, a: q_next.max(axis=0)[a]),
)
clipped = judging(spread=lambda q, y, a: taken(a, q.shape) * np.clip(q - y[:, None], -1, 1) / len(q))


def huber(e):
    size = abs(e)
    return np.where(size < 1, e**2 / 2, size - 0.5).mean()


CLIPPED = (
    judging(spread=lambda q, y, a: taken(a, q.shape) * np.clip(q - y[:, None], -1, 1) / len(q), loss=huber),
    judging(loss=huber),
)
