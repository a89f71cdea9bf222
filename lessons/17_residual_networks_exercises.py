# %% [markdown]
r"""
<!-- header -->

Six exercises: a deep network made from a shallow one, the block that lets it learn, how it is kept in scale and what
each block is worth, a ResNet for digits, and an open one without any skip. Replace the dots, run the cell, and read
what `check` says. Stuck? `hint("17.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 17.1 As good as two

## 17.2 A residual block

## 17.3 Keep the signal

## 17.4 Take a block out

## 17.5 A ResNet for digits

## 17.6 Forty plain layers
"""
