# %% [markdown]
r"""
# My capstone

Say here in one sentence what is asked, and for whom. `nnlearn report` on this folder counts the points at any time and
says of each missing one how to get it. Numbers in the text are printed by cells, never typed.

## 1 The question, before any training
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import attacks, attributions, metrics, report

ledger = report.Ledger("ledger.csv")
# report.preregister("question.md", ledger, question=..., measure=..., baseline=..., smallest_difference=...,
#                    what_would_say_no=...)

# %% [markdown]
r"""
## 2 The data, and the seal

Divide once: to learn from, to choose on, to test. Look at twenty examples of the first part with your own eyes.
"""

# %%
# report.seal("test.sealed", x=..., y=...)

# %% [markdown]
r"""
## 3 A layer of my own

It takes the place of the library's in the network that is handed over.
"""

# %%
# class Mine(nn.Module):
#     def forward(self, x):
#         return self.keep(..., x)
#
#     def backward(self, grad):
#         x = self.kept(grad)
#         return ...

# %% [markdown]
r"""
## 4 Search: every try is a line

As many tries for the baseline as for the model, measured on the part to choose on. The bad ones, too.
"""

# %%
# ledger.add("model", value=..., settings={"lr": ...}, seed=0, weights=model)
# ledger.add("baseline", value=..., settings={"C": ...})

# %% [markdown]
r"""
## 5 The seal is opened

Nothing is chosen after this cell. One of the five networks is handed over; say which before you look.
"""

# %%
# nn.save(model, "weights.safetensors")
# test = report.open_seal("test.sealed", ledger, "the final measurement of the report")
evidence = report.Evidence("evidence.json")
# evidence.final("silly", "always the most frequent", said, test["y"])
# evidence.final("baseline", "baseline", said, test["y"])
# evidence.final("model", "model", said, test["y"], seed=0, weights=model)  # and four more starts
# metrics.paired_bootstrap(ours, theirs, rng=np.random.default_rng(0))
# evidence.slices(groups)

# %% [markdown]
r"""
## 6 Attacks and strangers
"""

# %%
# evidence.attack(what, predict, x, y, attacks.fgsm(slope, x, y, eps), attacks.tossed(x, eps, rng=rng))
# evidence.strangers(what, confidence, known, strange)

# %% [markdown]
r"""
## 7 What it looks at
"""

# %%
# evidence.attribution(what, explain, model, untrained, x)
# evidence.counterfactual(what, predict, x, y, without, elsewhere)
# evidence.hypothesis("what it says", before, after, least)

# %% [markdown]
r"""
## 8 The layer's gradient, and the other side
"""

# %%
# evidence.own_layer(Mine(), x, model)
# evidence.parity(model, mirror, x)

# %% [markdown]
r"""
## 9 The card
"""

# %%
card = report.Card("My capstone")
# card.write("Intended use", "For ...; not for ...")
# card.claim("what", value, interval=(low, high), evidence="report.ipynb, part 5", weights=model)
# card.save("card.md", model=model)
print("still empty:", ", ".join(card.missing()))

# %%
evidence
