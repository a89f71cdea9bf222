# %% [markdown]
r"""
# Start here

Move a picture until the idea is plain. Write the ten lines of NumPy that are the idea. Change one import, and the same
code runs on a GPU. After this course you can build, train, break and explain the networks in the map below, and you
will have written the heart of each one yourself.
"""

# %% tags=["hide-input"]
import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.plots import around, decision, figure, scatter, show

spirals = datasets.spirals(n=200, seed=1)
labels = spirals.y.reshape(-1, 1).astype("float32")
nn.manual_seed(3)
network = nn.MLP([2, 24, 24, 1], activation=nn.Tanh)
optimizer, loss = nn.Adam(network.parameters(), lr=0.01), nn.BCEWithLogitsLoss()
fig, axes = figure(width=9, height=2.4, columns=4)
steps = 0
for ax, until in zip(axes, (1, 60, 200, 1000), strict=True):
    nn.fit(
        network,
        loss,
        optimizer,
        spirals.x,
        labels,
        epochs=until - steps,
        batch_size=len(labels),
    )
    steps = until
    decision(
        ax, lambda points: nn.predict(network, points), around(spirals.x), resolution=80
    )
    scatter(ax, spirals.x, spirals.y, size=9, legend=False)
    ax.set(title=f"step {until}", xticks=[], yticks=[])
show(
    fig,
    alt="four maps of the plane with two spirals of points: a straight border after "
    "one step, both spirals told apart "
    "after a thousand",
    caption="A network learns to tell two spirals apart. You will write every line of "
    "it.",
)

# %% tags=["nbval-ignore-output"]
from nnlearn.checks import start

start()

# %% [markdown]
r"""
You need Python, a little NumPy, and a memory of what a derivative is.

## How a lesson works

Each lesson begins with a question: answer it before you see anything, because a guess that turns out wrong is one you
remember. Then you move a picture, read what it shows, and derive the idea one small equation at a time. Links lead to
the exercises, at the moment you can do them. `check` says what is wrong with an answer, not only that it is wrong;
`hint` helps in three steps, and `progress()` lists what you have done.

Press Shift and Enter to run a cell. All files here are your own copy: change what you like. In a terminal,
`nnlearn fresh 02` gives you a clean copy of lesson 02 and keeps yours under its date.

New terms are explained where they first come up and collected in the [glossary](glossary.ipynb). Between lessons, train
networks by hand in the [playground](playground.ipynb).

## This installation
"""

# %% tags=["machine"]
from nnlearn.doctor import doctor

doctor(short=True)
