# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- compute the values of a known world, and learn those of an unknown one;
- write the loss of a deep Q-network and the slope of a policy, and say what their crutches are for;
- ask of every success what a simple rule, or guessing, would have done.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import QuayExplorer
from nnlearn.lessons import reinforcement_learning as lesson
from nnlearn.lessons.reinforcement_learning import recorded, spread
from nnlearn.plots import figure, show
from nnlearn.worlds import QLearning, policy_value, quay, value_iteration

# %% [markdown]
r"""
## Predict (2 min)

Which move of a lost game was the wrong one? Nobody tells you. Yet a program that knew the rules of Go, and who had won,
taught itself to play better than any human (Silver and others 2017). This lesson begins with something smaller.

A robot carries crates along a quay of five rows of nine places, from the first place of the lowest row to the last.
Between those two is water. A step costs 0.1; a fall costs 10 and ends the trip; the goal pays 10. It is told what each
step has paid, and nothing else.
"""

# %%
quiz("28.predict")

# %% [markdown]
r"""
## Explore (10 min)

Each place has the colour of its *value*, what a robot may hope to earn from there; the arrows are the best steps.
**Next stop** leads you through the tour. At three of its stops:

1. Stop 2: slippery ground. Where does the way run, and who has told it to be careful?
2. Stop 4: all arrows are right after 13 sweeps. Are the values?
3. Stop 5: no step is random. Why does this robot stay at home?
"""

# %%
QuayExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

Values flow backwards from the goal, and the arrows follow. Here is the best way on more and more slippery ground
(*slip*: the share of steps that go sideways; row 1 is next to the water):
"""

# %%
print("  slip  value of the start    row   steps")
for slip in (0, 0.02, 0.05, 0.1):
    world = quay(slip)
    best = value_iteration(world.P, world.R, gamma=0.95)
    visited = lesson.way(world, best.q)
    print(f"{slip:6} {best.v[world.start]:14.2f}", end=" ")
    print(f"{lesson.row_above(world, visited):9} {len(visited) - 1:7}")
predicted("28.predict")

# %% [markdown]
r"""
Two slips in a hundred move it one row up, and ten no further.

## What a place is worth (11 min)

An **agent** in a **state** s takes an **action** a; its **environment** answers with a **reward** r and the next state,
until the **episode** ends. How it acts in each state is its **policy**. What follows step t is worth its **return**

$$G_t = r_t + \gamma r_{t+1} + \gamma^2 r_{t+2} + \dots = r_t + \gamma\, G_{t+1}$$

where the **discount** γ, at most 1, makes what comes later count less. The **state value** V(s) is the mean return from
state s on if one acts as well as possible; after the end it is 0. Let P(s, a, s') be the probability that a leads from
s to s', and R(s, a) the mean reward. Take means, and the best action:

$$V(s) = \max_a \Big[R(s, a) + \gamma \sum_{s'} P(s, a, s')\, V(s')\Big]$$

This is the **Bellman equation** (1957). V must satisfy it; **value iteration** uses it as an assignment: put any V in
on the right, get a new one, repeat. Why does that arrive? Let two sets of values differ by at most e. Their means over
s' then differ by at most e, the brackets by at most γe, and the largest of several numbers changes by no more than they
do. One set may be the true values, which stay: *each sweep shrinks the largest error to at most γ times what it was*.
After how many sweeps are all arrows right, and all values, to a millionth?
"""

# %%
print("gamma  worst ratio of errors  arrows right  error then  values right")
for gamma in (0.5, 0.8, 0.95, 0.99):
    found = lesson.sweeps(quay(0.02), gamma)
    print(
        f"{gamma:5} {found.ratio:14.3f} {found.policy:20} {found.error:11.4f}", end=""
    )
    print(f" {found.values:13}")

# %% [markdown]
r"""
No ratio is above γ. The arrows are right before the values: to choose, it is enough to know which action is better.

**Your turn.** [Exercise 28.1: One sweep](../exercises/28_reinforcement_learning_exercises.ipynb#28.1-One-sweep).

## Without a map (13 min)

Usually nobody knows P and R. Then walk, and learn from each step: **model-free**. Keep a table Q(s, a) of what an
action is worth if one acts as well as possible afterwards. A step that paid r and led to s' gives a *sample* of it:

$$y = r + \gamma \max_{a'} Q(s', a') \qquad (\text{only } r \text{ at the end of an episode})$$

It contains our own guess: **bootstrapping**. And it depends on chance, so move the old value only a part of the way,
$\eta$, towards it:

$$Q(s, a) \leftarrow Q(s, a) + \eta\, \big(y - Q(s, a)\big)$$

This is **Q-learning** (Watkins 1989), and the bracket is a **temporal difference**. With $\eta = 1/n$ at visit n, Q
would be the mean of all samples. But the early ones were made of bad guesses, so let later ones count more: $\eta =
n^{-0.7}$. (Q arrives if every action is tried everywhere again and again, and the rates add up to infinity, to get
anywhere, while their squares do not, so that the noise dies down.)

**Your turn.** [Exercise 28.2: Learn from one
step](../exercises/28_reinforcement_learning_exercises.ipynb#28.2-Learn-from-one-step).

An agent that always takes the action that looks best may never find a better one. So in a share ε of the steps it takes
*any* action: **exploration**; that policy is **ε-greedy**. 20,000 steps, ten recorded seeds, mean ± standard deviation:
*value* is what the learned arrows are worth at the start, *untried* counts actions never taken, *paid* is the mean
reward while it learns.
"""

# %%
world = quay(0.02)
learner = QLearning(world, gamma=0.95, epsilon=0.3, seed=0).run(20_000)
value = policy_value(world.P, world.R, 0.95, learner.q.argmax(axis=1))
best = value_iteration(world.P, world.R, 0.95).v[world.start]
print(f"one run: value {value[world.start]:.2f}, best possible {best:.2f}\n")
print("epsilon  value         worst  untried   paid")
for epsilon in (0.0, 0.1, 0.3):
    rows = recorded("tables", slip=0.02, epsilon=epsilon, rate=None)
    values = [row["value"] for row in rows]
    untried, paid = (
        np.mean([row[part] for row in rows]) for part in ("untried", "paid")
    )
    print(
        f"{epsilon:7}  {spread(values)} {min(values):6.2f} {untried:8.1f} {paid:6.2f}"
    )

# %% [markdown]
r"""
Without exploration a seed may stay at home. With it every seed finds a good way, and pays for that while it learns.

What is learned? The value of the *best* way, though the robot walks another one, with random steps in it:
**off-policy**. Put the action that it takes next in place of the best, $y = r + \gamma\, Q(s', a')$, and it learns the
value of its own way, **on-policy**: **SARSA**, after s, a, r, s', a'. Is that safer? On firm ground:
"""

# %%
print("epsilon             value of the arrows      paid while learning")
for epsilon in (0.1, 0.3):
    for name in ("Q-learning", "SARSA"):
        rows = recorded("tables", slip=0.0, way=name, epsilon=epsilon)
        value, paid = ([row[part] for row in rows] for part in ("value", "paid"))
        print(f"{epsilon:7}  {name:11} {spread(value):>14} {spread(paid, 3):>24}")

# %% [markdown]
r"""
At ε = 0.3 it is: next to the water one random step in four is a fall. SARSA has learned so, keeps away, and earns more
*while it learns*. Its arrows are the worse ones, for a walker without random steps. At ε = 0.1 both are paid the same,
within the spread.

## A table does not fit (9 min)

A cart carries a pole. Fifty times a second it is pushed to the left or to the right; each step pays 1, until the pole
leans by more than 12 degrees or the cart is more than 2.4 m away. The state is four real numbers (place, speed, angle,
angular speed), and no table has a row for each. So let a network give Q(s, a), with an output for each action. The loss
is half the squared error of [lesson 05](05_loss_functions.ipynb), with our sample y for a target:

$$\ell = \tfrac12 \big(Q(s, a) - y\big)^2, \qquad \frac{\partial \ell}{\partial Q(s, a)} = Q(s, a) - y, \qquad
\text{and 0 for the actions not taken}$$

y depends on the weights, too, but is *held*: no slope goes through it. So this is the slope of no function, a
**semi-gradient**. The **deep Q-network**, DQN (Mnih and others 2015), has two crutches. Steps of one episode are alike,
and later ones undo what earlier ones taught: **replay** keeps past steps and draws batches from them. And y moves with
every update: a **target network**, a copy that is renewed now and then, makes the y. An episode may also be
**truncated**, here by the clock after 500 steps. Then nothing has ended, and y keeps its second part.

**Your turn.** [Exercise 28.3: The slope at the
outputs](../exercises/28_reinforcement_learning_exercises.ipynb#28.3-The-slope-at-the-outputs).

`nn.dqn_step` makes one such step. A short training with both crutches, ε falling from 1 to 0.05: how long the pole
stands without random pushes (mean of five episodes), and the largest output, averaged over states:
"""

# %% tags=["nbval-ignore-output"]
found = lesson.deep_q(0, steps=5000, side=nn)
for k, (held, q) in enumerate(zip(found["held"], found["q"], strict=True), 1):
    print(f"{k},000 steps: held for {held:.0f}, Q {q:.1f}")

# %% [markdown]
r"""
(How large can Q be? An agent that never falls earns $1 + \gamma + \gamma^2 + \dots = 1/(1 - \gamma)$, 100 for γ =
0.99.)

## What can go wrong, exactly (7 min)

Take two states, and one weight θ for both: $V(s_1) = \theta$, $V(s_2) = 2\theta$. Nothing is ever paid, so θ = 0 is
right. $s_1$ leads to $s_2$; $s_2$ to itself or, once in ten steps, to the end. Only $s_1$ is updated:

$$\theta \leftarrow \theta + \eta\, (\gamma \cdot 2\theta - \theta) = \theta\, \big(1 + \eta\, (2\gamma - 1)\big)$$

For γ > 1/2, θ grows without end: each update raises its own target by more than the value. From θ = 1, with γ = 0.9 and
η = 0.1:
"""

# %%
ways = {
    "s1 alone": {},
    "target renewed every 50 updates": {"keep": 50},
    "every 500": {"keep": 500},
    "s2 as often as s1": {"second": 1},
    "s2 ten times as often": {"second": 10},
}
print("updates" + "".join(f"{n:>10}" for n in (10, 100, 500, 2000)))
for name, how in ways.items():
    print(
        "".join(f"{lesson.grown(n, **how):10.2g}" for n in (10, 100, 500, 2000)), name
    )

# %% [markdown]
r"""
It takes three things, the **deadly triad** (Sutton and Barto 2018): values that share weights, bootstrapping, and
updates in other proportions than the walk's, which is at $s_2$ ten times as often as at $s_1$. A target network delays
the growth but does not cure it. Updates as the walk makes them do.

## Take the crutches away (8 min)

And on the cart-pole? 12,000 steps, five seeds, every one shown: steps held, the mean of the last three of twelve looks;
then the largest Q of the five at the end. The slope is that of the squared error, or *clipped* to between −1 and 1, as
Mnih and others did. *Neither* has no target network, and the last 64 steps for a batch.
"""

# %%
for kind in ("+1 a step, squared", "+1 a step, clipped", "-1 at a fall, clipped"):
    print(kind)
    for part in ("all", "no target network", "neither"):
        rows = recorded("deep", kind=kind, crutches=part)
        held = [np.mean(row["held"][-3:]) for row in rows]
        q = max(row["q"][-1] for row in rows)
        print(f"  {part:18}", *(f"{one:4.0f}" for one in held), f"   Q {q:10,.0f}")

# %% [markdown]
r"""
With the squared error it learns without either crutch, here. What fails at +1 a step, every time, is the clipped slope
without a target network: Q runs away to thousands of times what can be earned. Why? Only a fall has a target that is
not made of Q: 1. When Q is far too high, the squared error pulls it down there with Q − 1. Clipped, it pulls with 1, no
harder than each step before it pushes up if the next state's Q is larger by 1 % or more (the target is 1 + 0.99 times
it). *The recipe is a package: one part repairs what another has broken*. (On five Atari games Mnih and others scored
best with both crutches.)

The reward −1 at a fall and 0 else describes the same task: with a fall at step T the returns are $Q_1 = (1 -
\gamma^T)/(1 - \gamma)$ and $Q_2 = -\gamma^{T-1}$, so $Q_1 = (1 + \gamma Q_2)/(1 - \gamma)$. For the network it is
another one: its values lie between −1 and 0, near where it starts, and of ten runs without a target network one blows
up.

## Climb the return (13 min)

Why learn values at all? Let a softmax give the *probabilities* of the actions, $p(a \mid s)$, and climb the mean return
itself. For one choice with returns R(a):

$$\frac{\partial}{\partial \theta} \sum_a p(a) R(a) = \sum_a p(a)\, \frac{\partial \log p(a)}{\partial \theta}\, R(a)$$

since $p' = p\,(\log p)'$. The right side is a mean over actions *drawn* from p. So act, and take $R\, (\log p)'$ of
what was done. In an episode, add up the $(\log p)'$: its probability is a product, whose logarithm is a sum, and the
world's factors do not depend on θ. This is the **policy gradient**, in its simplest form **REINFORCE** (Williams 1992).
At the scores, $\partial \log p(a)/\partial z$ is one-hot minus p: minus the slope of lesson 05's cross-entropy, with
the action taken for a label.

The mean of $(\log p)'$ is $\sum_a p\,(\log p)' = (\sum_a p)' = 1' = 0$. So whatever does not depend on the action may
be subtracted from R without changing the mean: the rewards from before the action, and any **baseline** b(s). What is
left, $G_t - b(s_t)$, is here called the **advantage** (elsewhere its mean, if b is the policy's own value). Test it in
a corridor of five places, at most 12 steps an episode, where the exact slope is known. *Minus a value* takes for b what
the policy would earn without that limit; *variance* is that of one episode's slope.
"""

# %%
exact = lesson.exact_gradient()
size = np.linalg.norm(exact)
print("                 relative error after 100, 1,000, 8,000 episodes   variance")
for name in lesson.WAYS:
    drawn = lesson.estimates(name, 8000, seed=0)  # (8000, 5, 2)
    errors = [
        np.linalg.norm(drawn[:n].mean(axis=0) - exact) / size for n in (100, 1000, 8000)
    ]
    print(f"{name:15}", *(f"{error:13.2f}" for error in errors), end="")
    print(f" {drawn.var(axis=0).sum():15.1f}")

# %% [markdown]
r"""
All but the last tend to the exact slope; *past rewards* alone tend to 0 (an error of 1). The return to go is calmer
than the whole, and a baseline that is far off adds noise.

**Your turn.** [Exercise 28.4: Climb the
return](../exercises/28_reinforcement_learning_exercises.ipynb#28.4-Climb-the-return).

On the cart-pole, five episodes a step, 300 in all, ten seeds: steps held in the last 50, with actions drawn. *Mean*
subtracts the mean return to go of all five, *standardised* also divides by their spread, *step* subtracts the mean of
the same time step. (Each mean contains the return itself, which shrinks the slope a little.)
"""

# %%
print("baseline        rate 0.03     rate 0.01     steps of the world at each")
for baseline in ("none", "mean", "standardised", "step"):
    ends, steps = [], []
    for rate in (0.03, 0.01):
        rows = recorded("climbing", baseline=baseline, rate=rate)
        ends.append(spread([row["held"][-1] for row in rows], 0))
        steps.append(np.mean([row["steps"] for row in rows]))
    print(
        f"{baseline:13} {ends[0]:>11} {ends[1]:>13} {steps[0]:14,.0f} {steps[1]:10,.0f}"
    )

# %% [markdown]
r"""
At the larger rate every baseline gains far more than the three differ; at the smaller one only the plain mean gains
clearly. They took 50,000 to 100,000 steps of the world; the DQN had 12,000, and used each many times.

## The fair rivals (5 min)

Does balancing a pole take deep reinforcement learning? Ask a rule with four weights: push to the right if a weighted
sum of the state is above 0. Fifty episodes each; then rules are drawn at random until one holds five times.
"""

# %%
rules = {
    "push where it leans": (0, 0, 1, 0),
    "where it falls": (0, 0, 0, 1),
    "lean + fall": (0, 0, 1, 1),
    "and a little after the cart": (0.1, 0.2, 1, 1),
}
for name, weights in rules.items():
    held = lesson.lengths(lesson.rule(weights), 50, seed=1)
    print(f"{name:28} {held.mean():4.0f} ± {held.std():.0f}")
rows = recorded("guessing")
drawn, steps = (np.median([row[part] for row in rows]) for part in ("drawn", "steps"))
print(f"guessed until one holds five times: {drawn:.0f}, {steps:,.0f} steps (median)")

# %% [markdown]
r"""
Some forty random rules, and fewer than half of the DQN's steps. (Mania and others 2018 taught simulated robots to walk
by a random search for linear rules.) The cart-pole is there to find mistakes with, not to boast.

**Your turn.** [Exercise 28.5: Build the
world](../exercises/28_reinforcement_learning_exercises.ipynb#28.5-Build-the-world).

## On a GPU (2 min)

The same lines run there, but nothing here is large enough to gain by it. What a step costs with batches of 64:
"""

# %% tags=["machine"]
import time

import nnlearn.torch as other

rng = np.random.default_rng(0)
batch = (
    rng.normal(size=(64, 4)).astype("f4"),
    rng.integers(2, size=64),
    np.ones(64),
    rng.normal(size=(64, 4)).astype("f4"),
    np.zeros(64, dtype=bool),
)
for name, side in (("NumPy", nn), ("PyTorch", other)):
    net = side.MLP([4, 64, 64, 2]).to(side.device())
    adam, criterion = side.Adam(net.parameters(), lr=0.001), side.MSELoss()
    began = time.perf_counter()
    for _ in range(100):
        _ = side.dqn_step(net, net, criterion, adam, batch)
    print(f"{name:8} {10 * (time.perf_counter() - began):.1f} ms a step")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
## Where it breaks (4 min)

Look at single runs, not at means: the five of the full recipe with the squared error.
"""

# %% tags=["hide-input"]
rows = recorded("deep", kind="+1 a step, squared", crutches="all")
fig, ax = figure(height=2.4)
for k, row in enumerate(rows):
    ax.plot(np.arange(1, 13), row["held"], color=f"C{k}", linewidth=1.5)
ax.set(xlabel="thousand steps of the world", ylabel="steps held", ylim=(0, 520))
lost = sum(max(row["held"]) - row["held"][-1] > 100 for row in rows)
show(
    fig,
    alt="five curves of steps held, which rise, fall and rise again",
    caption=f"Learned, lost, learned again: {lost} of {len(rows)} end more than 100 "
    "steps below their best.",
)

# %% [markdown]
r"""
And the agent does what is paid, not what is meant. Pay the robot on the quay 0.2 for every step, so that it keeps
moving; γ = 0.99:
"""

# %%
world = quay(step=0.2)
best = value_iteration(world.P, world.R, 0.99)
visited = lesson.way(world, best.q)
reached = int(world.terminal[visited[-1]])
print(f"value {best.v[world.start]:.1f}; after {len(visited) - 1} steps", end=" ")
print(f"it has reached the goal {reached} times")

# %% [markdown]
r"""
To stay away from the goal for ever pays $0.2/(1 - 0.99) = 20$, twice what the goal does.

**Your turn.** The open one: [Exercise 28.6: A pole in
disguise](../exercises/28_reinforcement_learning_exercises.ipynb#28.6-A-pole-in-disguise).

## Recall (2 min)
"""

# %%
quiz("28.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A state is worth the reward and γ times the next value; a sweep leaves at most γ of the error.
- Q-learning does without a map. It learns the best way, SARSA the way it walks.
- A network's values may feed on themselves. A target network delays that, and a clipped slope needed it.
- Policy gradients climb the return: log p's slope times the advantage. A baseline may calm them; a bad one adds noise.
- Show every seed, and ask what a rule of four numbers would do.

### New terms

- **agent**: who acts, and learns from what is paid.
- **environment**: what answers with a reward and the next state.
- **state**: what the agent knows of where it is.
- **action**: what it chooses.
- **reward**: what a step pays.
- **episode**: the steps from a start to an end.
- **policy**: how to act in each state.
- **return**: the discounted sum of the rewards from a step on.
- **discount**: the factor by which a reward counts less one step later.
- **state value**: the mean return from a state under the best policy; an action has one, too.
- **Bellman equation**: the value of a state from those of the next ones.
- **value iteration**: the Bellman equation as an assignment, repeated.
- **model-free**: learned from steps, without the world's probabilities.
- **bootstrapping**: a target made of your own guess; in lesson 12, drawing with replacement.
- **temporal difference**: the sample of a value minus the value.
- **Q-learning**: temporal differences, with the best next action.
- **SARSA**: the same, with the next action taken.
- **exploration**: trying what does not look best.
- **ε-greedy**: any action in a share ε of steps, else the best.
- **off-policy**: learning the value of another policy than the acting one; on-policy: of that one.
- **semi-gradient**: a slope with the target held, though weights make it.
- **deep Q-network**: a network that gives the value of each action; DQN.
- **replay**: steps kept, from which batches are drawn.
- **target network**: a copy that follows slowly and makes the targets.
- **truncated**: cut off, not ended, of an episode.
- **deadly triad**: shared weights, bootstrapping and off-policy updates together.
- **policy gradient**: the slope of the mean return in the weights of a policy.
- **REINFORCE**: log p's slope times the return to go, summed.
- **baseline**: what is subtracted from a return, whatever the action.
- **advantage**: how much better than the baseline it turned out.

### Sources

- Sutton, Barto (2018), "Reinforcement learning: an introduction", 2nd edition.
- Bellman (1957), "Dynamic programming".
- Watkins (1989), "Learning from delayed rewards", thesis; Watkins, Dayan (1992),
  ["Q-learning"](https://doi.org/10.1007/BF00992698).
- Rummery, Niranjan (1994), "On-line Q-learning using connectionist systems": SARSA.
- Barto, Sutton, Anderson (1983), "Neuronlike adaptive elements that can solve difficult learning control problems": the
  cart-pole.
- Tsitsiklis, Van Roy (1996), ["Feature-based methods for large scale dynamic
  programming"](https://doi.org/10.1007/BF00114724): the two states.
- Mnih and others (2015), ["Human-level control through deep reinforcement
  learning"](https://doi.org/10.1038/nature14236).
- Williams (1992), ["Simple statistical gradient-following algorithms for connectionist reinforcement
  learning"](https://doi.org/10.1007/BF00992696).
- Mania, Guy, Recht (2018), ["Simple random search provides a competitive approach to reinforcement
  learning"](https://arxiv.org/abs/1803.07055).
- Silver and others (2017), ["Mastering the game of Go without human
  knowledge"](https://doi.org/10.1038/nature24270).
- Henderson and others (2018), ["Deep reinforcement learning that matters"](https://arxiv.org/abs/1709.06560): seeds.
"""
