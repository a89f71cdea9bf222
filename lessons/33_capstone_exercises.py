# %% [markdown]
r"""
<!-- header -->

Six exercises: an interval for what you report, a ledger, claims that are out of date, the group that fares worst, six
reports to audit, and an open one: your capstone. Replace the dots, run the cell, and read what `check` says. Stuck?
`hint("33.1")` gives three hints, one after the other.
"""

# %%
import hashlib
import math

import numpy as np

from nnlearn import metrics, report
from nnlearn.checks import check, hint
from nnlearn.lessons.capstone import auditing, reports

# %% [markdown]
r"""
## 33.1 The examples are the sample

Lesson 12 compared two models. You report the mean of several starts, and each start reads other examples. `right_a` is
(starts, N), 1 where a start of model a reads an example rightly and 0 where it does not; `right_b` is the same for model
b, with starts of its own, perhaps more or fewer. The N examples are the same for all.

Write `paired_interval(right_a, right_b, rng, draws)`. In each of `draws` draws take N of the N examples with
replacement, one set for all starts of both models, and keep the mean accuracy of a minus that of b. Return the two ends
between which 95 of 100 of these differences lie: their 2.5th and 97.5th percentile.
"""


# %%
def paired_interval(right_a, right_b, rng, draws):
    """Return the ends of the 95 % interval of mean accuracy a minus mean accuracy b."""
    # SOLUTION paired_interval


check("33.1", paired_interval)

# %% tags=["exercise"]
# hint("33.1")

# %% [markdown] tags=["solution"]
r"""
A draw of examples is a draw for all starts, so the mean over the starts may be taken first: what is left are N numbers,
one for each example. How much the starts differ is another question, and gets another line in the report.
"""

# %% [markdown]
r"""
## 33.2 What is not written down

Write a class `Ledger`, without a file. `add(settings, seed, value)` writes down a try: a dict of settings, the seed, and
the accuracy on validation, which is NaN (`float("nan")`) if the training failed. A search often changes one dict from
try to try, and may fill several ledgers at once.

`best()` returns settings, seed and value of the try with the highest value; the first of equals; None if there is none
that did not fail. `report()` returns two numbers: all tries, and how many of them failed.
"""


# %%
class Ledger:
    """Every try, in the order in which it was made."""

    # SOLUTION Ledger: def __init__(self): ...  # and add, best and report


check("33.2", Ledger)

# %% tags=["exercise"]
# hint("33.2")

# %% [markdown] tags=["solution"]
r"""
Nothing is ever removed, and what is kept is a copy. `report.Ledger` writes each line to a file before it returns, so
that a crash costs one training and not the memory of it.
"""

# %% [markdown]
r"""
## 33.3 Other weights

Weights get a name from their numbers: the first 12 hexadecimal digits of one SHA-256 (`hashlib.sha256`), into which go,
for each array in the alphabetical order of the names, the name (`name.encode()`) and then the bytes of the array
(`.tobytes()`).

Write `stale(card, weights)`. `weights` is a dict of names and arrays. `card` is a list of pairs: a claim, and the name
of the weights it was measured with, "" if nobody wrote that down. Return the name of `weights`, and a list of the claims
that were not measured with them, in the order of the card.
"""


# %%
def stale(card, weights):
    """Return the name of the weights, and the claims that were not made for them."""
    # SOLUTION stale


check("33.3", stale)

# %% tags=["exercise"]
# hint("33.3")

# %% [markdown] tags=["solution"]
r"""
A date would not do: a file that is copied gets a new one, and weights that are trained again within a minute do not. The
bits themselves do not depend on where or when they were saved. `report.state_hash` also feeds dtypes and shapes.
"""

# %% [markdown]
r"""
## 33.4 Worst group first

One accuracy hides who pays for it. `right` (N,) is 1 where an answer is right and 0 where it is not, and `groups` (N,)
is the name of the group of each example. Write `slices(right, groups, least)`, which returns two lists.

The first has a row for each group of `least` examples or more: its name, its accuracy, and the two ends of its interval
by `metrics.wilson(successes, n)`, where both are whole numbers (`int`). The worst group comes first; equally good ones
stand in the order of their names. The second has a row for each smaller group, in the order of the names: its name and
its number of examples.
"""


# %%
def slices(right, groups, least):
    """Return accuracy and interval of each group, and the groups that are too small."""
    # SOLUTION slices


check("33.4", slices)

# %% tags=["exercise"]
# hint("33.4")

# %% [markdown] tags=["solution"]
r"""
Python's sort keeps the order of equals, so the names decide where the accuracies do not. The worst of many groups is
also chosen, and by luck in part: its interval says how much.
"""

# %% [markdown]
r"""
## 33.5 Audit

Six short reports by six honest people, and in each of them one fault. The numbers are real: somebody ran these lines.
For each report name the fault, with one of the eight names below the reports (two of them are not needed), and the
number of the line that brings it in. Try to find five of the six before you call `check`, which runs the test that
shows the fault.
"""

# %%
print(reports.listing())

# %%
# BEGIN SOLUTION: findings = ...  # {"A": ("one start", 1), "B": ..., "C": ..., up to "F"}
findings = {
    "A": ("leak", 3),
    "B": ("best of many", 6),
    "C": ("untuned rival", 4),
    "D": ("masked attack", 3),
    "E": ("map of the picture", 4),
    "F": ("shuffled time", 3),
}
# END SOLUTION

check("33.5", findings)

# %% [markdown]
r"""
What the tests show, for the reports whose fault you have found:
"""

# %% tags=["nbval-ignore-output"]
print(auditing.told(findings))

# %% tags=["exercise"]
# hint("33.5")

# %% [markdown] tags=["solution"]
r"""
No step of these is a lie. In A the labels of the test patients choose the genes; in B the test part chooses the start;
in C one side had six tries and the other one; in D softmax is 0 or 1 to the last bit, so many digits have no slope; in E
ink times slope shows the ink; in F each tested window lies between two that were learned.
"""

# %% [markdown]
r"""
## 33.6 Your capstone

An open one, and the last. `nnlearn report my_capstone --start` in a terminal makes a folder with an empty template:
fill it in with a question of your own, run all of its cells, and save it. `check` counts the points of the rubric, and
says of those that are missing how to get them; 15 of the 20 are enough. The last point needs a run from clean, by
`nnlearn report my_capstone`.
"""

# %%
# BEGIN SOLUTION: folder = ...  # "my_capstone"
from nnlearn.lessons.capstone import example

folder = (
    example.EXAMPLE
)  # the finished example: a speaker never heard, and the answer is no
# END SOLUTION

check("33.6", folder)

# %%
if folder is not ...:
    for item in report.rubric(folder).missing:
        print("missing:", item.name)

# %% tags=["exercise"]
# hint("33.6")

# %% [markdown] tags=["solution"]
r"""
The example asks whether a network reads the digits of a speaker never heard better than tuned support vectors, and its
answer is no. That is a full result: it was asked before, counted to the end, and can be run again.
"""
