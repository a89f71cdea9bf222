# %% [markdown]
r"""
<!-- header -->

Six exercises: a sweep over a known world, a step through an unknown one, the two slopes with which networks learn from
reward, a world of your own, and an open one in which a pole has to be balanced by somebody who is told nothing. Replace
the dots, run the cell, and read what `check` says. Stuck? `hint("28.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint
from nnlearn.worlds import quay

# %% [markdown]
r"""
## 28.1 One sweep

A world has n states. P (n, actions, n) holds the probabilities P[s, a, s'] that action a leads from s to s',
R (n, actions) the mean rewards, V (n,) the values so far, and `ends` (n,) says which states end an episode. Write
`sweep(P, R, V, gamma, ends)`. Return the new values (n,): what the best action is worth, its reward plus gamma times
the mean value of where it leads. A state that ends an episode is worth 0. Make every new value of the old ones.
"""


# %%
def sweep(P, R, V, gamma, ends):
    """Return the values of all states after one sweep of value iteration."""
    # SOLUTION sweep


check("28.1", sweep)

# %% [markdown]
r"""
The values of the quay of the lesson after 30 sweeps, where 2 of 100 steps slip:
"""

# %%
world = quay(0.02)
V = np.zeros(len(world.terminal))
for _ in range(30):
    if sweep(world.P, world.R, V, 0.95, world.terminal) is not None:
        V = sweep(world.P, world.R, V, 0.95, world.terminal)
for row in world.picture(V):
    print(*(f"{value:5.1f}" for value in row))

# %% tags=["exercise"]
# hint("28.1")

# %% [markdown] tags=["solution"]
r"""
The mean over what chance does stands inside, the maximum over what you can choose outside. Three lines solve every
world of this kind, if P and R are known.
"""

# %% [markdown]
r"""
## 28.2 Learn from one step

Now nobody gives you P and R. Q (n, actions) holds what you think of each action in each state. You were in state s,
took action a, got the reward r and found yourself in s_next; if `ended` is True, the episode is over. Write
`q_update(Q, s, a, r, s_next, ended, rate, gamma)` and return the new table of floats. Leave the one that is given as it is.
"""


# %%
def q_update(Q, s, a, r, s_next, ended, rate, gamma):
    """Return the table after one step of Q-learning."""
    # SOLUTION q_update


check("28.2", q_update)

# %% tags=["exercise"]
# hint("28.2")

# %% [markdown] tags=["solution"]
r"""
One number of the table has moved towards one sample. P has become a mean over such samples, and with a falling rate it
is found.
"""

# %% [markdown]
r"""
## 28.3 The slope at the outputs

A network takes the table's place. For n steps you have its outputs q (n, actions) for the states before, the outputs
q_next (n, actions) of a slow copy for the states after, the actions a (n,) and rewards r (n,); `fell` (n,) says where
the pole fell, `cut` (n,) where the episode was only stopped by the clock. Write
`dqn_slope(q, q_next, a, r, fell, cut, gamma)`. The target y is that of exercise 28.2, and nothing is learned through
it. Return the loss, the mean over the n steps of half the squared difference between the output of the action taken
and y, and its slope with respect to q, (n, actions).
"""


# %%
def dqn_slope(q, q_next, a, r, fell, cut, gamma):
    """Return the loss, and its slope with respect to q."""
    # SOLUTION dqn_slope


check("28.3", dqn_slope)

# %% tags=["exercise"]
# hint("28.3")

# %% [markdown] tags=["solution"]
r"""
It is the loss of lesson 05 at one output of each row; the backward pass does the rest. `cut` is not needed: a pole that
stands keeps earning, whether somebody looks or not.
"""

# %% [markdown]
r"""
## 28.4 Climb the return

An episode of T steps was played by a policy with softmax outputs: p (T, actions) were its probabilities, a (T,) the
actions drawn, r (T,) the rewards, and b (T,) is a baseline. Write `reinforce_slope(p, a, r, b, gamma)`. Return the
returns to go, $G_t = r_t + \gamma G_{t+1}$ with 0 after the last step, (T,), and the slope of
$L = -\sum_t (G_t - b_t) \log p_t(a_t)$ with respect to the scores in front of the softmax, (T, actions).
"""


# %%
def reinforce_slope(p, a, r, b, gamma):
    """Return the returns to go, and the slope with respect to the scores."""
    # SOLUTION reinforce_slope


check("28.4", reinforce_slope)

# %% tags=["exercise"]
# hint("28.4")

# %% [markdown] tags=["solution"]
r"""
Cross-entropy with the action as its label, each step weighted by how much better than the baseline it turned out. With
a negative weight the action becomes less likely.
"""

# %% [markdown]
r"""
## 28.5 Build the world

Write `cartpole_step(states, pushes)` for n carts at once. A state holds the place x (m), the speed v, the pole's angle
θ (radians, 0 upright) and its angular speed w; a push of 1 is a force F of +10 newtons, a push of 0 one of −10. The
pole has the mass m = 0.1 kg and half the length l = 0.5 m, cart and pole together M = 1.1 kg, g = 9.8. Then

$$f = \frac{F + m\,l\,w^2 \sin\theta}{M} \qquad
\dot w = \frac{g \sin\theta - f \cos\theta}{l\,(4/3 - m \cos^2\theta / M)} \qquad
\dot v = f - \frac{m\,l\,\dot w \cos\theta}{M}$$

Take one step of Euler's, 0.02 s long: each of x, v, θ and w moves with its rate of change *before* the step. Return the
new states (n, 4), and an array of True and False (n,): who has fallen, with an angle beyond 12 degrees or a place
beyond 2.4 m, to either side.
"""


# %%
def cartpole_step(states, pushes):
    """Return the states a fiftieth of a second later, and who has fallen."""
    # SOLUTION cartpole_step


check("28.5", cartpole_step)

# %% tags=["exercise"]
# hint("28.5")

# %% [markdown] tags=["solution"]
r"""
That is all there is to this world. `nnlearn.worlds.CartPole` computes the same, one cart at a time.
"""

# %% [markdown]
r"""
## 28.6 A pole in disguise

An open one. Somebody has shuffled the four numbers of the state, turned some of their signs, and perhaps swapped the two
pushes; nobody says which. Write `learn(world, rng)`, which learns by trying and returns a function `policy(state)` that
returns 0 or 1. `world.reset()` begins an episode and returns its first state (4,); `world.step(push)` returns a state,
the reward 1, whether the pole fell, and whether the 500 steps of an episode are over. `world.steps` counts: 20,000 steps
are allowed, after which the world raises an error.

The check lets you learn in three worlds and then lets each policy play 20 episodes. The target: 57 of the 60 last for
500 steps. (Pushing at random, an episode lasts for about 20.)
"""


# %%
def holds(world, policy):
    """Return whether a policy holds the pole for 500 steps."""
    state, steps, over = world.reset(), 0, False
    while not over:
        state, _, fell, late = world.step(policy(state))
        steps, over = steps + 1, fell or late
    return steps == 500


def learn(world, rng):
    """Return a policy, a function of the state that returns 0 or 1."""
    # BEGIN SOLUTION
    while True:
        w = rng.standard_normal(4)

        def policy(state, w=w):
            return int(w @ state > 0)

        if all(holds(world, policy) for _ in range(8)):
            return policy
    # END SOLUTION


check("28.6", learn)

# %% tags=["exercise"]
# hint("28.6")

# %% [markdown] tags=["solution"]
r"""
Four numbers, drawn at random: bad rules fall quickly and cost little. (All of them together cost a few thousand steps,
of which the proof takes 4,000.) When you meet "needs deep reinforcement learning", ask what guessing would do.
"""
