"""Whole episodes: how they are played, what they return, and how much better than usual each step turned out."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import choice, describe, finite, integer, number
from nnlearn.worlds.world import check_world

BASELINES = ("none", "mean", "standardised", "step")


class Episode(NamedTuple):
    """One episode, from reset to its end.

    Parameters
    ----------
    states : ndarray of shape (T, ...)
        The state before each step.
    actions : ndarray of shape (T,), int64
    rewards : ndarray of shape (T,), float64
    last : ndarray of a state's shape
        The state after the last step.
    terminated : bool
        Whether it ended; else it was cut off.

    Examples
    --------
    >>> episode = Episode(np.zeros((3, 4)), np.array([0, 1, 1]), np.ones(3), np.zeros(4), True)
    >>> len(episode.rewards), episode.rewards.sum().item()
    (3, 3.0)
    """

    states: np.ndarray
    actions: np.ndarray
    rewards: np.ndarray
    last: np.ndarray
    terminated: bool


def play(world, policy, *, seed=None, steps=10_000):
    """Play one episode.

    Parameters
    ----------
    world : a world, such as `CartPole` or `Grid`, or an environment of Gymnasium
    policy : function of a state that returns an action, a whole number
    seed : int, 0 to 2**32 - 1, numpy.random.Generator or None
        For `world.reset`; None continues with the world's own generator.
    steps : int, >= 1
        The most steps, for a world that does not truncate.

    Returns
    -------
    Episode

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or the policy's actions are none.

    Examples
    --------
    >>> from nnlearn.worlds import CartPole
    >>> weight = np.array([0.1, 0.2, 1.0, 1.0])  # push where it leans or turns, and a little after the cart
    >>> episode = play(CartPole(), lambda state: int(weight @ state > 0), seed=0)
    >>> len(episode.rewards), episode.states.shape, episode.terminated
    (500, (500, 4), False)
    """
    check_world("play", world)
    if not callable(policy) or isinstance(policy, type):
        raise TypeError(f"play expected policy to be a function of a state, got {describe(policy)}")
    state, _ = world.reset(seed=seed)
    states, actions, rewards, terminated = [], [], [], False
    for _ in range(integer("play", "steps", steps, low=1)):
        action = policy(state)
        states.append(state)
        state, reward, terminated, truncated, _ = world.step(action)
        actions.append(action)
        rewards.append(reward)
        if terminated or truncated:
            break
    paid = np.array(rewards, np.float64)
    return Episode(np.array(states), np.array(actions), paid, np.asarray(state), bool(terminated))


def returns(rewards, gamma, *, last=0.0):
    """Return what is still to come from each step on: G_t = r_t + gamma G_(t+1).

    Parameters
    ----------
    rewards : ndarray of shape (T,)
        Of one episode.
    gamma : float, 0 to 1
    last : float
        G after the last step: 0 where the episode terminated, a guess of the value of the last state where it was cut
        off.

    Returns
    -------
    ndarray of shape (T,), float64

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    References
    ----------
    Sutton, Barto (2018), "Reinforcement learning: an introduction", section 3.3.

    Examples
    --------
    >>> returns(np.array([0.0, 0.0, 1.0]), 0.5).tolist()
    [0.25, 0.5, 1.0]
    """
    if finite("returns", "rewards", rewards).ndim != 1:
        raise ValueError(f"returns expected rewards of shape (T,), got {rewards.shape}: those of one episode")
    gamma, total = number("returns", "gamma", gamma, low=0, high=1), number("returns", "last", last)
    found = []
    for reward in rewards[::-1].tolist():
        total = reward + gamma * total
        found.append(total)
    return np.array(found[::-1], np.float64)


def advantages(episodes, baseline="step"):
    """Return how much better than a baseline each step of some episodes turned out, for `nn.reinforce_step`.

    - "none": G
    - "mean": G minus the mean of all G
    - "standardised": that, divided by the standard deviation of all G
    - "step": G minus the mean of the G of the same step, over the episodes that lasted as long

    Parameters
    ----------
    episodes : list of ndarray of shape (T,)
        What `returns` gave for each episode.
    baseline : {"none", "mean", "standardised", "step"}

    Returns
    -------
    ndarray of shape (sum of all T,), float64
        Episode after episode.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    Notes
    -----
    A baseline that does not look at the action leaves the mean of the gradient as it is, since the mean slope of
    log p(a) is 0, and changes its noise. These look at the very episodes they are taken from, which shrinks the
    gradient a little; a step that one episode alone reached gets 0 under "step".

    References
    ----------
    Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement learning".

    Examples
    --------
    >>> long, short = returns(np.ones(3), 1.0), returns(np.ones(1), 1.0)
    >>> advantages([long, short]).tolist(), advantages([long, short], "mean").tolist()
    ([1.0, 0.0, 0.0, -1.0], [1.25, 0.25, -0.75, -0.75])
    """
    baseline = choice("advantages", "baseline", baseline, BASELINES)
    if not isinstance(episodes, list | tuple) or not episodes:
        raise TypeError(f"advantages expected episodes to be a list of arrays, got {describe(episodes)}")
    for each in episodes:
        if finite("advantages", "episodes", each).ndim != 1:
            raise ValueError(f"advantages expected episodes of shape (T,), got {each.shape}")
    G = np.concatenate(episodes).astype(np.float64)
    if baseline == "step":
        t = np.concatenate([np.arange(len(each)) for each in episodes])
        return G - (np.bincount(t, G) / np.bincount(t))[t]
    if baseline == "standardised":
        spread = G.std()
        return (G - G.mean()) / (spread if spread > 0 else 1.0)
    return G - (G.mean() if baseline == "mean" else 0.0)
