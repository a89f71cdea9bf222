"""Worlds to act in, and all that is learned of them without a network: exact values, tables, episodes, stored steps.

A world answers as Gymnasium's do: `state, info = world.reset(seed=0)`, then `state, reward, terminated, truncated, info
= world.step(action)`. Everything is NumPy and serves both sides; `nn.dqn_step` and `nn.reinforce_step` move a network.
"""

from nnlearn.worlds.acting import frozen
from nnlearn.worlds.cart_pole import CartPole
from nnlearn.worlds.episodes import Episode, advantages, play, returns
from nnlearn.worlds.exact import ValueIteration, policy_value, value_iteration
from nnlearn.worlds.grid import Grid, corridor, quay
from nnlearn.worlds.replay import Replay, Transitions
from nnlearn.worlds.tables import SARSA, QLearning

__all__ = [
    "SARSA",
    "CartPole",
    "Episode",
    "Grid",
    "QLearning",
    "Replay",
    "Transitions",
    "ValueIteration",
    "advantages",
    "corridor",
    "frozen",
    "play",
    "policy_value",
    "quay",
    "returns",
    "value_iteration",
]
