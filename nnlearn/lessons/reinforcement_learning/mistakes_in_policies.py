"""Mistakes that people really make in 28.4 and 28.5: the wrong answers that `check` names."""

import numpy as np

# 28.4


def to_go(r, gamma):
    G = np.zeros(len(r))
    later = 0.0
    for t in reversed(range(len(r))):
        later = r[t] + gamma * later
        G[t] = later
    return G


def climbing(returns=None, advantage=None, slope=None):
    """Return an answer with some of its parts made otherwise.

    `returns(r, gamma)` makes G, `advantage(G, b)` what the slope is multiplied with, `slope(A, p, taken)` the slope.
    """

    def answer(p, a, r, b, gamma):
        G = returns(r, gamma) if returns else to_go(r, gamma)
        A = advantage(G, b) if advantage else G - b
        one = np.eye(p.shape[1])[a]
        return G, slope(A, p, one) if slope else A[:, None] * (p - one)

    return answer


def so_far(r, gamma):
    return np.array([sum(gamma ** (t - k) * r[k] for k in range(t + 1)) for t in range(len(r))])


uphill = climbing(slope=lambda A, p, one: A[:, None] * (one - p))
from_the_front = climbing(so_far)
FRONTS = (climbing(lambda r, gamma: (r * gamma ** np.arange(len(r))).cumsum()), climbing(lambda r, gamma: np.cumsum(r)))
whole_return = climbing(lambda r, gamma: np.full(len(r), (r * gamma ** np.arange(len(r))).sum()))
WHOLE = (climbing(lambda r, gamma: np.full(len(r), r.sum())),)
wrong_end = climbing(lambda r, gamma: (r * gamma ** np.arange(len(r)))[::-1].cumsum()[::-1])
DISCOUNTS = (
    climbing(lambda r, gamma: r[::-1].cumsum()[::-1]),
    climbing(lambda r, gamma: (r * gamma ** np.arange(len(r))[::-1])[::-1].cumsum()[::-1]),
    climbing(lambda r, gamma: to_go(gamma * r, gamma)),
)
last_left_out = climbing(lambda r, gamma: to_go(r, gamma) - r)


def guessed(p, a, r, b, gamma):
    """The baseline of the next step stands for all later rewards."""
    return climbing(lambda r, gamma: r + gamma * np.append(b[1:], 0.0))(p, a, r, b, gamma)


LEFT_OUT = (
    climbing(lambda r, gamma: np.asarray(r, dtype=float)),
    climbing(lambda r, gamma: r + gamma * np.append(r[1:], 0.0)),
    guessed,
)
no_baseline = climbing(advantage=lambda G, b: G)
BASELINES = (
    climbing(advantage=lambda G, b: G + b),
    climbing(advantage=lambda G, b: b - G),
    climbing(advantage=lambda G, b: G - b.mean()),
    climbing(advantage=lambda G, b: G - G.mean()),
)


def baseline_in_the_returns(p, a, r, b, gamma):
    G, slope = climbing()(p, a, r, b, gamma)
    return G - b, slope


means_apart = climbing(slope=lambda A, p, one: A.sum() * (p - one) / len(A))
MEANS_APART = (
    climbing(slope=lambda A, p, one: A.mean() * (p - one)),
    climbing(slope=lambda A, p, one: A.sum() * (p - one)),
    climbing(slope=lambda A, p, one: A[:, None] * (p - one) / len(A)),
)
one_hot_alone = climbing(slope=lambda A, p, one: -A[:, None] * one)
SLOPES = (
    climbing(slope=lambda A, p, one: -A[:, None] * one / p.clip(1e-12)),
    climbing(slope=lambda A, p, one: A[:, None] * p * (p - one)),
    climbing(slope=lambda A, p, one: A[:, None] * (p - one) * one),
    climbing(slope=lambda A, p, one: A[:, None] * p),
)

# 28.5


LIMIT = np.radians(12)


def rolling(length=0.5, mass=1.1, gravity=9.8, force=10.0, third=4 / 3, limit=LIMIT, edge=2.4, late=False, **other):
    """Return an answer with other constants; `late` moves with the new speeds, `other` changes a formula."""

    def answer(states, pushes):
        x, v, angle, w = states.T
        if other.get("degrees"):
            angle = other["degrees"](angle)
        sin, cos = np.sin(angle), np.cos(angle)
        push = np.where(pushes == 1, force, -force if other.get("left", True) else 0.0)
        f = (push + 0.1 * length * (w if other.get("not_squared") else w**2) * sin) / mass
        swing = f * cos if other.get("minus", True) else -f * cos
        turn = (gravity * sin - swing) / (length * (third - 0.1 * cos**2 / mass))
        pull = f - (0.0 if other.get("no_recoil") else 0.1 * length * turn * cos / mass)
        new_v, new_w = v + 0.02 * pull, w + 0.02 * turn
        after = np.stack(
            [x + 0.02 * (new_v if late else v), new_v, states[:, 2] + 0.02 * (new_w if late else w), new_w], axis=1
        )
        judged = states if other.get("before") else after
        if other.get("squared"):  # half a t^2
            after[:, 0] += 0.0002 * pull
            after[:, 2] += 0.0002 * turn
        gone = judged[:, 0] > edge if other.get("one_side") else abs(judged[:, 0]) > edge
        tilt = judged[:, 2] > limit if other.get("one_side") else abs(judged[:, 2]) > limit
        if other.get("alone"):
            return after, {"place": gone, "angle": tilt}[other["alone"]]
        return after, (gone & tilt) if other.get("both") else gone | tilt

    return answer


new_speeds = rolling(late=True)
half_a_square = rolling(squared=True)
other_side = rolling(force=-10.0)
FORCES = (rolling(left=False), rolling(force=1.0))
pole_without_mass = rolling(mass=1.0)
CONSTANTS = (
    rolling(length=1.0),
    rolling(mass=1.2),
    rolling(third=1.0),
    rolling(third=1 / 3),
    rolling(gravity=9.81),
    rolling(gravity=-9.8),
)


def reordered(states, pushes):
    """A state is read, and made, as place, angle, speed, angular speed."""
    after, fallen = rolling()(states[:, [0, 2, 1, 3]], pushes)
    return after[:, [0, 2, 1, 3]], fallen


def half_reordered(states, pushes):
    """A state is read in the right order, and made in another."""
    after, fallen = rolling()(states, pushes)
    return after[:, [0, 2, 1, 3]], fallen


def reshaped(states, pushes):
    """The states are cut into four rows, not turned."""
    return rolling()(states.reshape(4, -1).T, pushes)


in_degrees = rolling(degrees=np.radians)
IN_DEGREES = (rolling(degrees=np.degrees),)
FORMULAS = (rolling(minus=False), rolling(no_recoil=True), rolling(not_squared=True))
limit_rounded = rolling(limit=0.2)
LIMITS = (rolling(limit=12.0), rolling(limit=np.radians(24)), rolling(limit=np.radians(15)), rolling(edge=4.8))
judged_before = rolling(before=True)
JUDGED = (rolling(one_side=True), rolling(both=True), rolling(alone="angle"), rolling(alone="place"))
