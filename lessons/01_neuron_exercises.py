# %% [markdown]
r"""
<!-- header -->

Four exercises: an artificial neuron in two, a living cell in one, and both together. Replace the dots, run the cell,
and read what `check` says. It tries your function on random inputs and names the mistake if it knows it. Stuck?
`hint("01.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint
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

Write `neuron(x, weights, threshold, activation)`, a whole artificial neuron, that uses your `weighted_sum`. Its output
is the function `activation`, applied to how far the weighted sum lies above the threshold.
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

Write `spikes(current)`: how often does a leaky integrate-and-fire cell fire in one second, at a steady current in nA?
Take 10,000 steps of 0.1 ms. The potential starts at −65 mV. In each step it changes by $\frac{0.1}{10}\,(-65 - V +
10\,I)$; if it is then at −50 mV or above, count a spike and set it to −65 mV. (This cell has no dead time, so it fires
a little faster than the explorer's.)
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
        alt=f"spikes a second against the current: 0 below {first:.1f} nA, then rising to {rates[-1]} at 4 nA",
        caption=f"Silent below {first:.1f} nA; at 4 nA it fires {rates[-1]} times a second.",
    )
    shown._ipython_display_()

# %% tags=["exercise"]
# hint("01.3")

# %% [markdown] tags=["solution"]
r"""
A step so small that the potential hardly moves makes a good approximation of an equation for its change; this is
Euler's method. The leak pulls towards rest, the current pushes up, and the reset starts the race again.
"""

# %% [markdown]
r"""
## 01.4 One neuron for a cell

An open one. Give one artificial neuron, (activation, weight, bias, height), so that height · f(w I + b) follows the
rates of the explorer's cell: 0 up to 1.5 nA, then 63 spikes a second at 2 nA, 112 at 3 nA and 149 at 4 nA. (These come
from a formula for the cell; the explorer counts in steps of 0.1 ms and finds one or two fewer.) The activation may be
any function of an array that treats each number separately. The target: at most 9 spikes a second off, root mean square
over 41 currents.
"""

# %%
# BEGIN SOLUTION: unit = ...  # (activation, weight, bias, height)
unit = (lambda z: np.sqrt(np.maximum(z, 0)), 1.0, -1.45, 95.0)
# END SOLUTION
check("01.4", unit)

# %% tags=["exercise"]
# hint("01.4")

# %% [markdown] tags=["solution"]
r"""
The root of a ReLU rises steeply past the threshold and flattens out, as the cell does. A sigmoid with its middle at
2.25 nA is off by 8.3. Which activation is best for a network is another question: lesson 03.
"""
