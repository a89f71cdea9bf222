# %% [markdown]
r"""
# Playground

A small network learns while you watch, and you may change anything about it. Nothing here is graded and nothing breaks:
**Reset** always leads back. Run the cell, then press **Play**: within seconds the large picture closes a ring around the
orange squares.

Every unit shows a map of the plane: orange where the unit is positive, blue where it is negative. A line is a weight: the
wider the line, the larger the weight. Point at a unit, and its map is the large picture; point at a line to read its
weight. **+** and **−** above the network add and take away layers and units. The network learns from the large points;
the small ones only test it.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 1: a network without a hidden layer. Before you look: how much of the circle can a straight line get right?
2. Stop 3: one unit, enlarged. Point at the other three. Which of them could you take away?
3. Stop 7: noise learned by heart. Where does the dashed curve turn, and what would you have stopped for?
"""

# %%
from nnlearn.explorers import Playground

Playground()

# %% [markdown]
r"""
## Six things to try

1. **A line is not enough.** Take the circle and press **−** until no hidden layer is left. Press Play. Then add `x1²` and
   `x2²` by clicking them on the left. *Look for:* the loss that stood still now falls, with no hidden unit at all.
2. **The spiral.** Take the spiral, two layers of 8 units and, under Training, Adam and batches of 50; under Data, 80 % for
   training; learning rate 0.03. Press Play. *Look for:* the arms, which form within ten seconds. Then go back to 50 %:
   does the test loss, the dashed curve, still follow the training loss all the way?
3. **Too fast.** Turn the learning rate up while it runs, step by step. *Look for:* the rate at which the curve begins
   to shake, and how soon it is calm again after you have lowered it.
4. **Dead units.** Take ReLU with layers of 8 and a learning rate of 1. *Look for:* crossed-out units in yellow frames. Such a unit gives the
   same output for all points; what is the gradient of the weights that lead to it? Let the lines show the gradients.
5. **Your own data.** Take the empty set, draw ten points of each class, and train. Then drag one point deep into the
   other class. *Look for:* what the network gives up to get it right.
6. **Two starts.** Train, press **two runs** above the large picture, and take another seed. *Look for:* how differently two
   networks can solve the same task, and which of them needed fewer steps.

The field `state` under Save holds all of this as a short text that you can read: send it to a friend, who writes
`Playground("nn2.data=spiral&layers=8,8")`. **Copy link** copies an address with it, for pages of a course that runs at the
same address as yours: opened there, this page takes the state from the link as soon as its cell is run.
"""
