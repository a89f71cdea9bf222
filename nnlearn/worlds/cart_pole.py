"""A pole on a cart, to be kept upright by pushes to the left and to the right, 50 times a second."""

import math

import numpy as np

from nnlearn.arguments import finite, flag
from nnlearn.worlds.world import World

GRAVITY, FORCE, TIME = 9.8, 10.0, 0.02  # m/s^2, N, s a step
POLE, TOTAL, HALF = 0.1, 1.1, 0.5  # kg, kg with the cart, m: half the length of the pole
EDGE, TILT = 2.4, math.radians(12)  # m, and the angle at which the pole counts as fallen


class CartPole(World):
    """Keep a pole upright on a cart: state (place, speed, angle, turning speed), action 0 (left) or 1 (right).

    With the push F = -10 or 10 newtons, the half length l, the masses m of the pole and M of both, and the angle
    theta, whose speed is w:

    `h = (F + m l w^2 sin theta) / M`
    `dw/dt = (g sin theta - h cos theta) / (l (4/3 - m cos^2 theta / M))`
    `dv/dt = h - m l dw/dt cos theta / M`

    and a step of 0.02 s is Euler's: each number moves by 0.02 times its speed, all speeds taken before the step. An
    episode terminates when the angle is beyond 12 degrees or the place beyond 2.4 m, and is truncated after
    `max_episode_steps`. Constants, limits and first states are those of Gymnasium's CartPole-v1.

    Parameters
    ----------
    max_episode_steps : int >= 1 or None
        500 in CartPole-v1; None never truncates.
    sutton_barto_reward : bool
        False: a reward of 1 for each step, the last one too. True: 0, and -1 for the step on which it falls.

    Attributes
    ----------
    state : ndarray of shape (4,), float64
        May be set: numbers up to 1e6.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, an action is neither 0 nor 1, or a step is taken when no episode runs.

    Notes
    -----
    `reset(seed=0)` returns (state, info), the four numbers drawn evenly from -0.05 to 0.05, the same ones as Gymnasium
    draws for that seed. `step(action)` returns (state, reward, terminated, truncated, info). States are float64, where
    Gymnasium rounds what it shows to float32. `info` is empty.

    The two rewards are one task: if the pole falls on step T, the discounted sums are (1 - gamma^T) / (1 - gamma) and
    -gamma^(T - 1), of which one grows with the other.

    References
    ----------
    Barto, Sutton, Anderson (1983), "Neuronlike adaptive elements that can solve difficult learning control problems".
    Farama Foundation, Gymnasium, `gymnasium/envs/classic_control/cartpole.py`.

    Examples
    --------
    >>> world = CartPole()
    >>> state, info = world.reset(seed=123)
    >>> state.round(4).tolist()
    [0.0182, -0.0446, -0.028, -0.0316]
    >>> steps, terminated = 0, False
    >>> while not terminated:  # push where it leans
    ...     state, reward, terminated, truncated, info = world.step(int(state[2] > 0))
    ...     steps += 1
    >>> steps, abs(np.degrees(state[2])).round(1).item()
    (53, 13.7)
    """

    actions = "left", "right"

    def __init__(self, *, max_episode_steps=500, sutton_barto_reward=False):
        super().__init__(max_episode_steps)
        self.sutton_barto_reward = flag("CartPole", "sutton_barto_reward", sutton_barto_reward)
        self._state = 0.0, 0.0, 0.0, 0.0

    @property
    def state(self):
        return np.array(self._state)

    @state.setter
    def state(self, values):
        values = finite("CartPole", "state", np.asarray(values))
        if values.shape != (4,) or np.abs(values).max() > 1e6:
            raise ValueError(
                f"CartPole expected state to be four numbers up to 1e6 (place, speed, angle, its speed), got {values}"
            )
        x, v, angle, w = values.tolist()
        self._state = x, v, angle, w  # plain floats: a step takes a third of the time

    def _begin(self):
        self.state = self._rng.uniform(-0.05, 0.05, 4)
        return self.state

    def step(self, action):
        """Push, and return (state, reward, terminated, truncated, info)."""
        if type(action) is not int or action not in (0, 1) or not self._running:
            action = self._checked(action, 2)
        x, v, angle, w = self._state
        force, sin, cos = FORCE if action else -FORCE, math.sin(angle), math.cos(angle)
        h = (force + POLE * HALF * w * w * sin) / TOTAL  # h = (F + m l w^2 sin) / M
        turn = (GRAVITY * sin - h * cos) / (HALF * (4 / 3 - POLE * cos * cos / TOTAL))  # dw/dt
        push = h - POLE * HALF * turn * cos / TOTAL  # dv/dt
        self._state = x, v, angle, w = x + TIME * v, v + TIME * push, angle + TIME * w, w + TIME * turn
        terminated = not (-EDGE <= x <= EDGE and -TILT <= angle <= TILT)
        reward = (-1.0 if terminated else 0.0) if self.sutton_barto_reward else 1.0
        return np.array(self._state), reward, terminated, self._count(terminated), {}
