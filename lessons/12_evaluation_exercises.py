# %% [markdown]
r"""
<!-- header -->

Six exercises: four boxes, pairs, other people, an interval, folds, and a report card. Replace the dots, run the cell, and
read what `check` says. Stuck? `hint("12.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 12.1 Four boxes
"""

# %% [markdown]
r"""
## 12.2 Count the pairs
"""

# %% [markdown]
r"""
## 12.3 Other people
"""

# %% [markdown]
r"""
## 12.4 The same cases for both
"""

# %% [markdown]
r"""
## 12.5 Every case is tested once
"""

# %% [markdown]
r"""
## 12.6 A report card
"""
