"""Values of a world that is written down: the best ones by sweeps, and those of any policy by solving for them."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import describe, finite, integer, number


class ValueIteration(NamedTuple):
    """The outcome of `value_iteration`.

    Parameters
    ----------
    v : ndarray of shape (n,), float64
        The value of each state.
    q : ndarray of shape (n, actions), float64
        The value of each action: `q.argmax(axis=1)` is the best policy, and `q.max(axis=1)` is v.
    history : ndarray of shape (sweeps + 1, n), float64
        The values before the first sweep and after each.

    Examples
    --------
    >>> v = np.array([1.0, 0.0])
    >>> ValueIteration(v, v[:, None], np.array([[0.0, 0.0], v])).v.tolist()
    [1.0, 0.0]
    """

    v: np.ndarray
    q: np.ndarray
    history: np.ndarray


def value_iteration(P, R, gamma, *, sweeps=10_000, tolerance=1e-10, start=None):
    """Find the values of the best policy by sweeps: each takes Bellman's equation for an assignment.

    `V(s) <- max over a of [R(s, a) + gamma sum over s' of P(s, a, s') V(s')]`

    Since |max x - max y| <= max |x - y|, the largest error shrinks at least by the factor gamma in each sweep.

    Parameters
    ----------
    P : ndarray of shape (n, actions, n)
        Probabilities of the next state; each row has the sum 1. `Grid` has them.
    R : ndarray of shape (n, actions)
        Mean rewards.
    gamma : float, 0 to 1
        The discount. With 1 the values may grow for ever; they settle if every policy worth following comes to an end.
    sweeps : int, >= 1
        The most sweeps.
    tolerance : float, >= 0
        The sweeps end when no value changes by more than this. 0 goes on to the last one.
    start : ndarray of shape (n,) or None
        The first values; None is 0.

    Returns
    -------
    ValueIteration
        v, q of the last sweep, history.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    Notes
    -----
    A sweep takes all values from before it. The best actions are often right many sweeps before the values are. Where
    two actions are equally good, rounding decides what `argmax` says; `q > q.max(axis=1)[:, None] - 1e-9` has both.

    References
    ----------
    Bellman (1957), "Dynamic programming". Sutton, Barto (2018), "Reinforcement learning: an introduction", section 4.4.

    Examples
    --------
    >>> from nnlearn.worlds import quay
    >>> grid = quay(slip=0.02)
    >>> found = value_iteration(grid.P, grid.R, gamma=0.95)
    >>> found.v[grid.start].round(2).item(), len(found.history) - 1
    (4.5, 29)
    >>> grid.picture(found.v)[3].round(1).tolist()  # the row along the water, and what it is worth to be there
    [5.0, 5.4, 5.8, 6.4, 7.0, 7.6, 8.3, 9.1, 9.9]
    >>> error = abs(found.history - found.v).max(axis=1)
    >>> bool(error[11] <= 0.95 * error[10])
    True
    """
    P, R, gamma = check_world_arrays("value_iteration", P, R, gamma)
    sweeps = integer("value_iteration", "sweeps", sweeps, low=1)
    tolerance = number("value_iteration", "tolerance", tolerance, low=0)
    v = np.zeros(len(R)) if start is None else np.asarray(finite("value_iteration", "start", start), np.float64)
    if v.shape != R.shape[:1]:
        raise ValueError(f"value_iteration expected start of shape {R.shape[:1]}, got {v.shape}")
    gamma_P, history = (gamma * P).reshape(-1, len(R)), [v]
    for _ in range(sweeps):
        q = R + gamma_P.dot(v).reshape(R.shape)  # Q = R + gamma P V
        v = q.max(axis=1)
        history.append(v)
        if tolerance and np.abs(v - history[-2]).max() <= tolerance:
            break
    return ValueIteration(v, q, np.array(history))


def policy_value(P, R, gamma, policy, *, steps=None):
    """Return the value of each state if a policy is followed, exactly.

    `V = R_p + gamma P_p V`, so `V = (I - gamma P_p)^-1 R_p`, with the policy's means R_p and P_p of R and P

    Parameters
    ----------
    P : ndarray of shape (n, actions, n)
    R : ndarray of shape (n, actions)
    gamma : float, 0 to 1
    policy : ndarray of shape (n,), whole numbers, or of shape (n, actions), >= 0 with rows of sum 1
        The action in each state, or the probabilities of the actions.
    steps : int, >= 0, or None
        How many steps are still to be taken: `V_k = R_p + gamma P_p V_(k-1)`. None never stops.

    Returns
    -------
    ndarray of shape (n,), float64

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or gamma is 1 and from some state the policy comes to no end.

    References
    ----------
    Sutton, Barto (2018), "Reinforcement learning: an introduction", section 4.1.

    Examples
    --------
    >>> from nnlearn.worlds import corridor
    >>> world = corridor()
    >>> policy_value(world.P, world.R, 1.0, np.array([1, 1, 1, 1, 1])).round(2).tolist()  # always to the right
    [0.8, 0.85, 0.9, 0.95, 0.0]
    >>> policy_value(world.P, world.R, 1.0, np.full((5, 2), 0.5), steps=2).round(3).tolist()  # two random steps
    [-0.1, -0.1, 0.15, 0.425, 0.0]
    """
    P, R, gamma = check_world_arrays("policy_value", P, R, gamma)
    chances = check_policy(policy, R.shape)
    P_p, R_p = np.einsum("sa,sat->st", chances, P), (chances * R).sum(axis=1)
    if steps is not None:
        v = np.zeros(len(R))
        for _ in range(integer("policy_value", "steps", steps, low=0)):
            v = R_p + gamma * P_p @ v
        return v
    going = ~((np.diag(P_p) > 1 - 1e-12) & (R_p == 0))  # where the walk is over, the value is 0, for any gamma
    v, inside = np.zeros(len(R)), np.ix_(going, going)
    if gamma == 1 and not ends(P_p[inside]):
        raise ValueError(
            "policy_value expected a policy that comes to an end from every state if gamma is 1, got one that may walk "
            "for ever: take gamma below 1, or steps="
        )
    v[going] = np.linalg.solve(np.eye(going.sum()) - gamma * P_p[inside], R_p[going])
    return v


def ends(inside):
    """Return whether a walk with these probabilities of staying inside leaves from every state."""
    left = inside.sum(axis=1) < 1 - 1e-12
    for _ in range(len(inside)):
        left = left | (inside[:, left] > 0).any(axis=1)
    return bool(left.all())


def check_world_arrays(caller, P, R, gamma):
    """Return P, R and gamma, in float64, or raise."""
    P, R = np.asarray(finite(caller, "P", P), np.float64), np.asarray(finite(caller, "R", R), np.float64)
    if R.ndim != 2 or P.shape != (*R.shape, len(R)):
        raise ValueError(
            f"{caller} expected P of shape (n, actions, n) and R of shape (n, actions), got {P.shape} and {R.shape}"
        )
    if P.min() < 0 or np.abs(P.sum(axis=2) - 1).max() > 1e-9:
        raise ValueError(
            f"{caller} expected P[s, a] to be probabilities of the next state, >= 0 with the sum 1, got sums "
            f"{P.sum(axis=2).min():g}..{P.sum(axis=2).max():g} and a smallest number of {P.min():g}"
        )
    return P, R, number(caller, "gamma", gamma, low=0, high=1)


def check_policy(policy, shape):
    """Return a policy as probabilities (n, actions), or raise."""
    policy = finite("policy_value", "policy", policy)
    if policy.shape == shape[:1] and policy.dtype.kind in "iu" and policy.min() >= 0 and policy.max() < shape[1]:
        return np.eye(shape[1])[policy]
    if policy.shape == shape and policy.min() >= 0 and np.abs(policy.sum(axis=1) - 1).max() <= 1e-6:
        return policy.astype(np.float64)
    raise ValueError(
        f"policy_value expected policy to hold an action in 0..{shape[1] - 1} for each of {shape[0]} states, or rows "
        f"of {shape[1]} probabilities with the sum 1, got {describe(policy)}"
    )
