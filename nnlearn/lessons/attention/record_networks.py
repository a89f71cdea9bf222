"""Train the networks that the attention explorer shows, and store their weights after 0, 100, 300 and 1,000 steps.

Run by hand, about a minute of one quiet core:

    python -m nnlearn.lessons.attention.record_networks

It writes `networks.npz`. The scores are those of the weights as stored, rounded.
"""

import sys
import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.attention.networks import NETWORKS, RECORD, SEEDS, STEPS, copies, made, pack, unpack
from nnlearn.lessons.attention.training import train

HELD_OUT = 90  # names that are not trained on
RATES = {"dates": 5e-3, "names": 3e-3, "copy": 1e-2}


def task(name):
    """Return x, y to train on, and what `measured` needs."""
    if name.startswith("dates"):
        data = datasets.dates(20_000)
        return data.x, data.y, datasets.dates(400, held_out=True)
    if name.startswith("names"):
        data, order = datasets.colour_names(), np.random.default_rng(0).permutation(918)
        train_on, held = order[HELD_OUT:], order[:HELD_OUT]
        return data.x[train_on], data.y[train_on], (data.x[held], data.y[held])
    return *copies(np.random.default_rng(1), 32_000), copies(np.random.default_rng(2), 500)


def measured(name, model, held):
    """Return the scores of a network, as `networks.scores_of` tells them."""
    if name.startswith("dates"):
        written = model.generate(held.x[:, :31], 10, temperature=0)[:, 31:]
        return [(written == held.y).all(axis=1).mean()]
    x, y = held
    if name == "copy":
        return [(model(x).argmax(axis=1) == y)[y >= 0].mean()]
    criterion = nn.CrossEntropyLoss(ignore_index=-100)
    alone = np.stack([model(x[:, : t + 1])[:, :, t] for t in range(x.shape[1])], axis=2)  # it has read no further
    return [criterion(scores, y) for scores in (model(x), alone)]


def record():
    """Train everything and return the arrays of the record, by name."""
    found = {}
    for name in NETWORKS:
        began, (x, y, held), taken = time.process_time(), task(name), {}
        model = made(name)
        taken[0] = pack(model)

        def look(steps, model=model, taken=taken):
            if steps in STEPS:
                taken[steps] = pack(model)

        kind, size = name.split(",")[0], 32 if name.startswith("names") else 64
        decay = 0.1 if kind == "names" else 0.0
        settings = {"batch_size": size, "decay": decay, "seed": SEEDS[name]}
        train(nn, model, x, y, steps=STEPS[-1], rate=RATES[kind], **settings, after=look)
        found[f"{name} seconds"] = np.array(time.process_time() - began)
        model.eval()
        for steps, parts in taken.items():
            model.load_state_dict(unpack(model, **parts))
            scores = found[f"{name} {steps} scores"] = np.array(measured(name, model, held), float)
            if steps:
                found |= {f"{name} {steps} {part}": values for part, values in parts.items()}
            say(name, steps, *scores.round(3))
        say(round(float(found[f"{name} seconds"]), 1), "s")
    return found


def say(*what):
    """Print how far it has come."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    np.savez_compressed(RECORD, **record())
    say(RECORD.stat().st_size, "bytes")
