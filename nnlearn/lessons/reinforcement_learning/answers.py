"""The right answers to the exercises of lesson 28."""

import numpy as np

# 28.1 V'(s) = max_a [R(s, a) + gamma sum_s' P(s, a, s') V(s')], and 0 where the episode ends


def sweep(P, R, V, gamma, ends):
    """Return the values of all states after one sweep of value iteration."""
    Q = R + gamma * P @ V  # (n, actions)
    return np.where(ends, 0.0, Q.max(axis=1))


# 28.2 Q(s, a) <- Q(s, a) + rate (y - Q(s, a)), y = r + gamma max_a' Q(s', a'), or r if the episode has ended


def q_update(Q, s, a, r, s_next, ended, rate, gamma):
    """Return the table after one step of Q-learning."""
    Q = Q.astype(float)  # a copy
    y = r if ended else r + gamma * Q[s_next].max()
    Q[s, a] += rate * (y - Q[s, a])
    return Q


# 28.3 L = mean over n of (q(a) - y)^2 / 2, y = r + gamma max_a' q_next(a'), or r where the pole fell


def dqn_slope(q, q_next, a, r, fell, cut, gamma):
    """Return the loss, and its slope with respect to q."""
    rows = np.arange(len(q))
    y = r + gamma * np.where(fell, 0.0, q_next.max(axis=1))  # (n,)
    e = q[rows, a] - y
    slope = np.zeros(q.shape)  # the actions that were not taken have none
    slope[rows, a] = e / len(q)
    return (e**2).mean() / 2, slope


# 28.4 G_t = r_t + gamma G_{t+1}; L = -sum_t (G_t - b_t) log p_t(a_t); dL/dz = (G - b) (p - one-hot of a)


def reinforce_slope(p, a, r, b, gamma):
    """Return the returns to go of an episode, and the slope with respect to the scores."""
    G = np.zeros(len(r))
    later = 0.0
    for t in reversed(range(len(r))):
        later = r[t] + gamma * later
        G[t] = later
    taken = np.eye(p.shape[1])[a]  # (T, actions)
    return G, (G - b)[:, None] * (p - taken)


# 28.5 the equations of motion of Barto, Sutton and Anderson (1983), without friction, and Euler's step of 0.02 s


def cartpole_step(states, pushes):
    """Return the states a fiftieth of a second later, and where the pole has fallen."""
    _, v, angle, w = states.T
    sin, cos = np.sin(angle), np.cos(angle)
    force = np.where(pushes == 1, 10.0, -10.0)
    f = (force + 0.05 * w**2 * sin) / 1.1
    turn = (9.8 * sin - f * cos) / (0.5 * (4 / 3 - 0.1 * cos**2 / 1.1))
    pull = f - 0.05 * turn * cos / 1.1
    after = states + 0.02 * np.stack([v, pull, w, turn], axis=1)
    fallen = (abs(after[:, 0]) > 2.4) | (abs(after[:, 2]) > np.radians(12))
    return after, fallen
