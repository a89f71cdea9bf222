# %% [markdown]
r"""
<!-- header -->

Replace the dots, run the cell, and read what `check` says. Stuck? `hint("28.1")` gives three hints, one after the
other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 28.1 Double a number

Write `double(x)`, which returns twice the number `x`.
"""


# %%
def double(x):
    """Return twice x."""
    # SOLUTION double


check("28.1", double)

# %% tags=["exercise"]
# hint("28.1")

# %% [markdown] tags=["solution"]
r"""
Why this is so, in two sentences.
"""
