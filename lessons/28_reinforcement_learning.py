# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- one thing;
- a second thing;
- a third thing.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import quiz
from nnlearn.explorers import QuayExplorer

# %% [markdown]
r"""
## Predict (2 min)
"""

# %%
quiz("28.predict")

# %% [markdown]
r"""
## Explore (8 min)

**Next stop** leads you through two stops. Two of them, and what to look for:

1. *Stop 1.* One thing.
2. *Stop 2.* A second thing.
"""

# %%
QuayExplorer()

# %% [markdown]
r"""
## What you saw (2 min)
"""

# %% [markdown]
r"""
## Derive (20 min)

**Your turn.** [Exercise 28.1](../exercises/28_reinforcement_learning_exercises.ipynb)
"""

# %% [markdown]
r"""
## On a GPU (5 min)
"""

# %% [markdown]
r"""
## Where it breaks (5 min)
"""

# %% [markdown]
r"""
## Recall (5 min)
"""

# %%
quiz("28.recall")

# %% [markdown]
r"""
## Summary (2 min)

### New terms

### Sources
"""
