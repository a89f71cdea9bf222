"""Train the network that ships with the letter explorer: `letter_network.npz`, in ten seconds on one core.

    python -m nnlearn.lessons.applications.record_letters

It is the network of lab C with Greek and Sanskrit held out, with the setting that the validation alphabets chose, and
the first start: the one that `results.json` has in split 1. Its weights are kept with 16 bits each.
"""

import io

import numpy as np

import nnlearn.numpy as nn
from nnlearn.files import write_atomically
from nnlearn.lessons.applications.letter_network import FILE
from nnlearn.lessons.applications.letters import data, distances, split
from nnlearn.lessons.applications.pairs import embedder, trained_by_pairs
from nnlearn.lessons.applications.records import recorded

SPLIT, SEED = 1, 1


def typical(vectors, letter):
    """Return the mean distance of two drawings of different letters."""
    apart = np.sqrt(np.maximum(distances(vectors), 0))
    return apart[letter[:, None] != letter].mean()


def main():
    """Train, measure and write."""
    x, y, _, _ = data()
    parts = split(SPLIT)
    setting = recorded("letters", split=SPLIT, rival="network", seed=SEED)[0]["setting"]
    nn.manual_seed(SEED)
    net = embedder(nn)
    trained_by_pairs(net, x[parts.final], np.unique(y[parts.final], return_inverse=True)[1], SEED, **setting)
    weights = {name: value.astype(np.float16) for name, value in net.state_dict().items()}
    net.load_state_dict({name: value.astype(np.float32) for name, value in weights.items()})
    letter = y[parts.test]
    far = {"pixels": typical(x[parts.test], letter), "network": typical(nn.predict(net, x[parts.test]), letter)}
    file = io.BytesIO()
    arrays: dict = weights | {name: np.float32(value) for name, value in far.items()}
    np.savez_compressed(file, **arrays)
    write_atomically(FILE, file.getvalue())


if __name__ == "__main__":
    main()
