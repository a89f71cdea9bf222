# %% [markdown]
r"""
<!-- header -->

Six exercises: rules without data, a margin, features of your own, a look into the layers of a network, a fair
comparison, and 400 labels to spend. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("13.1")`
gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 13.1 Match ten templates
"""

# %% [markdown]
r"""
## 13.2 A margin by gradient descent
"""

# %% [markdown]
r"""
## 13.3 Features that do not move
"""

# %% [markdown]
r"""
## 13.4 Read a layer
"""

# %% [markdown]
r"""
## 13.5 A fair learning curve
"""

# %% [markdown]
r"""
## 13.6 400 minutes
"""
