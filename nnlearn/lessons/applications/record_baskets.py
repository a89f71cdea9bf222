"""Train the networks that the basket explorer shows, and store their weights in basket_networks.npz.

Run by hand; it takes some seconds:

    python -m nnlearn.lessons.applications.record_baskets

They are those of lab F's first draw, with the settings that its validation data chose (`results.json`). Their weights
are kept with 16 bits each.
"""

import io

import numpy as np

import nnlearn.numpy as nn
from nnlearn.files import write_atomically
from nnlearn.lessons.applications import baskets
from nnlearn.lessons.applications.basket_lists import LEARNED, RECORD, shop
from nnlearn.lessons.applications.recommenders import network
from nnlearn.lessons.applications.records import recorded


class Keeper:
    """The library, keeping the layers that are made with it."""

    def __init__(self):
        self.made = []

    def __getattr__(self, name):
        made = getattr(nn, name)
        if name not in ("EmbeddingBag", "Linear"):
            return made

        def make(*sizes, **how):
            self.made.append(made(*sizes, **how))
            return self.made[-1]

        return make


def main():
    """Train both."""
    _, known, *_ = shop()
    found: dict = {}
    for name in LEARNED:
        (row,) = [one for one in recorded("baskets", split=0, rival=name) if "tried" in one]
        keeper, more = Keeper(), baskets.NETWORK if name == "network" else {}
        network(known, row["seed"], **more, **row["setting"], layers=name == "network", nn=keeper)
        bag, out = keeper.made[:2]
        parts = {"bag": bag.weight.data[1:], "weight": out.weight.data, "bias": out.bias.data}
        found |= {f"{name}_{part}": np.asarray(values, np.float16) for part, values in parts.items()}
    file = io.BytesIO()
    np.savez_compressed(file, **found)
    write_atomically(RECORD, file.getvalue())


if __name__ == "__main__":
    main()
