# %% [markdown]
r"""
# Start here

This course teaches neural networks in three ways at once. You move a picture until the idea is plain. You write the ten
lines of NumPy that are the idea. You change one line and the same code runs on a GPU through PyTorch. After it you can
build, train, break and explain every network in the map below, and you have written the heart of each one yourself.

You need Python, a little NumPy, and a memory of what a derivative is. Never trained a network? Begin with the first
lesson.

## How a lesson works

Each lesson begins with a question: answer it before you see anything, because a guess that turns out wrong is one you
remember. Then you move a picture, read what it shows, and derive the idea one small equation at a time. Links lead to
the exercises, at the moment you can do them. `check` says what is wrong with an answer, not only that it is wrong;
`hint` helps in three steps.

Press Shift and Enter to run a cell. All files here are your own copy: change what you like. In a terminal,
`nnlearn fresh 02` gives you a clean copy of lesson 02 and keeps yours under its date.
"""

# %% tags=["machine"]
from nnlearn.doctor import doctor

doctor()

# %% [markdown]
r"""
The lines above say what this installation is made of. A line that reports a fault also gives the command that fixes it.
Without a GPU everything in the course still runs; the large experiments take longer.

## Your progress
"""

# %% tags=["machine"]
from nnlearn.checks import progress

progress()

# %% [markdown]
r"""
## The map

The lessons with a link are ready; the others are being written. New terms are explained where they first come up and
collected in the [glossary](glossary.ipynb). Between lessons, train networks by hand in the
[playground](playground.ipynb).

<!-- lessons -->
"""
