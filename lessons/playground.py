# %% [markdown]
r"""
# Playground

A small network learns while you watch, and you may change anything about it. Nothing here is graded and nothing breaks:
**Reset** always leads back. Run the cell, then press **Play**.

Every unit shows a map of the plane: vermilion where the unit is positive, blue where it is negative. A line is a
weight: the wider the line, the larger the weight. On the right are the output and the points, below them the losses.
The network learns from the squares and circles with a white edge; those with a dark edge only test it.
"""

# %%
from nnlearn.explorers import Playground

Playground()

# %% [markdown]
r"""
## Six things to try

1. **A line is not enough.** Take the circle and set all layers to 0 units. Press Play. Then add `x1^2` and `x2^2` by
   clicking them on the left. *Look for:* the loss that stood still now falls, with no hidden unit at all.
2. **The spiral.** Take the spiral, two layers of 8 units, and Adam under Training; play it at full speed. *Look for:*
   the test loss, the dashed curve. Does it follow the training loss all the way?
3. **Too fast.** Turn the learning rate up while it runs, step by step. *Look for:* the rate at which the curve begins
   to shake, and the sentence that appears when the loss is no longer finite.
4. **Dead units.** Take ReLU with layers of 8 and a learning rate of 1. *Look for:* orange frames. Such a unit gives the
   same output for all points; what is the gradient of the weights that lead to it? Let the lines show the gradients.
5. **Your own data.** Take the empty set, draw ten points of each class, and train. Then drag one point deep into the
   other class. *Look for:* what the network gives up to get it right.
6. **Two starts.** Train, press Keep as second run under View, and take another seed. *Look for:* how differently two
   networks can solve the same task, and which dotted test loss is lower.

The field `state` under Save holds all of this as a short text: send it to a friend, who writes `Playground("nn1....")`.
Or copy the link beside it: opened in a course that runs at the same address, this page takes the state from the link as
soon as its cell is run.
"""
