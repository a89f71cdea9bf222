# %% [markdown]
r"""
<!-- header -->

Five exercises: two that build an artificial neuron, and one each for a cell, a learner and a single neuron that follows
the cell. Replace the dots, run the cell, and read what `check` says. It tries your function on random inputs and names
the mistake if it knows it. Stuck? `hint("01.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint
from nnlearn.lessons.neuron import drive
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## 01.1 The weighted sum

Write `weighted_sum(x, weights, bias)`: inputs of shape (d,), as many weights, and a bias, one number. Return one
number: each input times its weight, all added up, and the bias.
"""


# %%
def weighted_sum(x, weights, bias):
    """Return the weighted sum of the inputs, plus the bias."""
    # SOLUTION weighted_sum


check("01.1", weighted_sum)

# %% tags=["exercise"]
# hint("01.1")

# %% [markdown] tags=["solution"]
r"""
`@` between two vectors multiplies element by element and adds up, in one go. `(x * weights).sum() + bias` does the same
in two steps; a loop in many.
"""

# %% [markdown]
r"""
## 01.2 A neuron with a threshold

Write `neuron(x, weights, threshold, activation)`, a whole artificial neuron. It has no bias but a threshold: subtract
the threshold from the sum of the weighted inputs, and return `activation` of the result. Here `activation` is a
function of one number, such as `np.tanh`. Use your `weighted_sum`; which bias does what this threshold does?
"""


# %%
def neuron(x, weights, threshold, activation):
    """Return the output of an artificial neuron."""
    # SOLUTION neuron


check("01.2", neuron)

# %% tags=["exercise"]
# hint("01.2")

# %% [markdown] tags=["solution"]
r"""
A threshold is a bias with its sign flipped: sum ≥ threshold says the same as sum − threshold ≥ 0. With the bias, the
activation always compares with the same number, 0.
"""

# %% [markdown]
r"""
## 01.3 Count the spikes

Write `spikes(current)`: how often does a leaky integrate-and-fire cell fire in one second, at a steady current $I$ in
nA? Its constants are those of the lesson: rest −65 mV, threshold −50 mV, $\tau = 10$ ms, $R = 10$ MΩ. Take 10,000 steps
of $\Delta t = 0.1$ ms. The voltage $V$ starts at −65 mV. In each step, add to it

$$\frac{\Delta t}{\tau}\,(-65 - V + R\,I) = \frac{0.1}{10}\,(-65 - V + 10\,I)$$

If $V$ is then at −50 mV or above, count a spike and set $V$ to −65 mV. Two things differ from the explorer's cell. It
solves the equation exactly within each step, which changes the count little. And yours has no dead time, which matters
more and more the faster it fires. At 4 nA yours should count 212 spikes, 44 % more than the explorer's 147.
"""


# %%
def spikes(current):
    """Return the number of spikes in one second."""
    # SOLUTION spikes


check("01.3", spikes)

# %% [markdown]
r"""
Draw the rate curve of your cell.
"""

# %%
currents = np.linspace(0, 4, 21)
rates = [spikes(current) for current in currents]
if rates[0] is None:
    print("not written yet")
else:
    fig, ax = figure(height=2.4)
    curve(ax, rates, x=currents, xlabel="current (nA)", ylabel="spikes a second")
    first = currents[np.argmax(np.array(rates) > 0)]
    shown = show(
        fig,
        alt=f"spikes a second against the current: 0 below {first:.1f} nA, then rising "
        f"to {rates[-1]} at 4 nA",
        caption=f"Silent below {first:.1f} nA; at 4 nA it fires {rates[-1]} times a "
        f"second.",
    )
    shown._ipython_display_()

# %% tags=["exercise"]
# hint("01.3")

# %% [markdown] tags=["solution"]
r"""
A step so small that the voltage hardly moves makes a good approximation of an equation for its change; this is
Euler's method. The leak pulls towards rest, the current pushes up, and the reset starts the race again.
"""

# %% [markdown]
r"""
## 01.4 Learn by trying

A line $p = wx + b$ is to follow targets y, and you have a guess (w, b). Write `better(x, y, w, b, step)`, one step of a
learner that tries: of the guess and the four guesses in which one of its two numbers is larger or smaller by `step`, it
returns the pair (w, b) with the smallest loss, the mean of the squared errors. x and y are arrays of shape (n,).
"""


# %%
def better(x, y, w, b, step):
    """Return the best of a guess and its four neighbours."""
    # SOLUTION better


check("01.4", better)

# %% [markdown]
r"""
Let your learner loose on the rates of the lesson's cell, step by step, until it no longer moves.
"""

# %%
x = np.linspace(0, 4, 41)  # nA
y = drive(np.tile(x, (10_000, 1)))[1].sum(axis=0)  # (41,) spikes in one second
w, b, moves = 0.0, 0.0, 0
found = better(x, y, w, b, 1.0)
while found is not None and tuple(found) != (w, b) and moves < 500:
    w, b = found
    moves += 1
    found = better(x, y, w, b, 1.0)
print(f"{moves} moves, then w = {w:g}, b = {b:g}")

# %% tags=["exercise"]
# hint("01.4")

# %% [markdown] tags=["solution"]
r"""
The guess itself is one of the five, so the loss never rises, and the learner stops where no neighbour is better. With
steps of 1 it needs 72 moves from (0, 0) to (44, -28) and a loss of 188.6; least squares gets 187.6. For two numbers
that is five losses per move, for a million numbers two million and one.
"""

# %% [markdown]
r"""
## 01.5 One neuron for a cell

An open one. Give one artificial neuron, (activation, weight, bias, height), so that height · f(w I + b) follows the
rates of the explorer's cell: 0 up to 1.5 nA, then 63 spikes a second at 2 nA, 112 at 3 nA and 149 at 4 nA. (These come
from the lesson's formula with the dead time; the explorer counts in steps of 0.1 ms and finds up to two fewer.) The
activation may be any function of an array that treats each number separately. The target: at most 9 spikes a second
off, root mean square over 41 currents. The best line of the lesson, w = 44.8 and b = −29.4, is off from these rates by
13.8, and after ReLU by 11.6.
"""

# %%
# BEGIN SOLUTION: unit = ...  # (activation, weight, bias, height)
unit = (lambda z: np.sqrt(np.maximum(z, 0)), 1.0, -1.45, 95.0)
# END SOLUTION
check("01.5", unit)

# %% tags=["exercise"]
# hint("01.5")

# %% [markdown] tags=["solution"]
r"""
The root of a ReLU rises steeply past the threshold and flattens out, as the cell does. A sigmoid with its middle at
2.25 nA is off by 8.3. Which activation is best for a network is another question: lesson 03.
"""
