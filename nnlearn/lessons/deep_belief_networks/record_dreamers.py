"""Train the networks that the explorer of lesson 25 shows, store their weights, and measure the dreams of five of each.

Run by hand, about four minutes of one quiet core:

    python -m nnlearn.lessons.deep_belief_networks.record_dreamers

It writes `dreamers.npz`, the weights of the first seed rounded to float16 and those of lesson 22's reader, and
`dreams.json`, one row for each network. Every layer sees the 1,078 black and white digits of lesson 22.
"""

import json
import sys
import time
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders.samples import judged, reader
from nnlearn.lessons.deep_belief_networks.dreamers import DEPTHS, HIDDEN, LABELS, MEASURED, RECORD, read
from nnlearn.lessons.deep_belief_networks.parts import binary

SEEDS = 5
LOW = {"epochs": 100, "lr": 0.1, "momentum": 0.9}
TOP = {"epochs": 150, "lr": 0.05, "chains": 100}
SWEEPS, EARLY = 100, (1, 3, 10, 30)
DREAMS, FLIPPED = 450, 50  # dreams that are read; dreams of which each top cell is flipped


def trained(seed):
    """Return {depth: network}; the lower layers of the deeper ones are the same."""
    x, y = binary().x.astype(float), binary().y
    found: dict = {}
    rng = np.random.default_rng(seed)
    for depth in DEPTHS:
        nn.manual_seed(seed)
        dbn = nn.DBN([64] + [HIDDEN] * depth, labels=LABELS, std=0.05).double()
        for layer in range(depth - 1):
            if layer < depth - 2:
                dbn.layers[layer].load_state_dict(found[depth - 1].layers[layer].state_dict())
            else:
                dbn.pretrain(x, layer=layer, rng=rng, **LOW)
        dbn.pretrain(x, y, layer=depth - 1, rng=rng, **TOP)
        found[depth] = dbn
    return found


def measures(dbn, seed):
    """Return what is measured of a network, by name.

    read as asked: the share of 450 dreams, 45 of each digit asked for, that the reader reads so, after 100 sweeps from
    noise; of draws, of probabilities, of probabilities above one half, and of draws after fewer sweeps. free: what
    lesson 22's judges say of 449 dreams without a label, as draws and as probabilities above one half. read changes:
    the share of flips of one top cell that change what the reader reads in the probabilities; ink: the mean change of a
    pixel's probability. named: the share of held-out digits whose label the label cells name.
    """
    asked, found = np.arange(DREAMS) % 10, {}

    def dreams(sweeps, **kind):
        return dbn.dream(DREAMS, sweeps, rng=np.random.default_rng([seed, sweeps]), **kind)

    def share(pictures):
        return float((read(pictures).argmax(axis=1) == asked).mean())

    means = dreams(SWEEPS, labels=asked, draws=False)
    found["read as asked, draws"] = share(dreams(SWEEPS, labels=asked))
    found["read as asked, probabilities"] = share(means)
    found["read as asked, p > 1/2"] = share(means > 0.5)
    for sweeps in EARLY:
        found[f"read as asked, {sweeps} sweeps"] = share(dreams(sweeps, labels=asked))
    free = dbn.dream(449, 2 * SWEEPS, rng=np.random.default_rng(seed), draws=False)
    drawn = np.random.default_rng(seed).random(free.shape) < free
    for kind, pictures in (("draws", drawn), ("p > 1/2", free > 0.5)):
        found |= {f"free, {kind}: {name}": value for name, value in judged(pictures.astype(float)).items()}
    found |= flips(dbn, seed)
    found["named"] = named(dbn)
    return {name: round(value, 4) for name, value in found.items()}


def flips(dbn, seed):
    """Return how often the flip of one top cell changes what is read, with all random numbers the same, and the ink."""
    top = dbn.layers[-1]
    rng = np.random.default_rng(seed)
    visible = top.gibbs((rng.random((FLIPPED, top.visible_features)) < 0.5).astype(float), SWEEPS, rng=rng)
    h = (rng.random((FLIPPED, HIDDEN)) < top.hidden(visible)).astype(float)
    changed, ink = [], []
    for k, one in enumerate(h):
        every = np.tile(one, (HIDDEN + 1, 1))
        every[np.arange(HIDDEN), np.arange(HIDDEN)] = 1 - one
        u = [np.random.default_rng([seed, k, i]).random(dbn.sizes[i]) for i in range(len(dbn.layers))]
        cells = every
        for i in reversed(range(len(dbn.layers))):
            p = dbn.layers[i].visible(cells)[:, : dbn.sizes[i]]
            cells = (u[i] < p).astype(float) if i else p
        reads = read(cells).argmax(axis=1)
        changed.append((reads[:-1] != reads[-1]).mean())
        ink.append(np.abs(cells[:-1] - cells[-1]).mean())
    return {"read changes": float(np.mean(changed)), "ink": float(np.mean(ink))}


def named(dbn):
    """Return the share of held-out digits whose label has the lowest free energy, the lower layers passed upward."""
    data, top = binary(), dbn.layers[-1]
    h = data.x_test.astype(float)
    for layer in list(dbn.layers)[:-1]:
        h = layer.hidden(h)
    energies = [top.free_energy(np.hstack([h, np.tile(np.eye(LABELS)[k], (len(h), 1))])) for k in range(LABELS)]
    return float((np.argmin(energies, axis=0) == data.y_test).mean())


def main():
    """Train, measure, and write both files."""
    rows, began, arrays = [], time.process_time(), {}
    for k in (1, 2, 3):
        layer = reader()[2 * (k - 1)]
        arrays[f"reader W{k}"], arrays[f"reader b{k}"] = layer.weight.data, layer.bias.data
    for seed in range(SEEDS):
        networks = trained(seed)
        if seed == 0:
            machines = {f"layer {k + 1}": networks[3].layers[k] for k in range(2)}
            machines |= {f"top {depth}": networks[depth].layers[-1] for depth in DEPTHS}
            for name, rbm in machines.items():
                parts = rbm.weight.data, rbm.visible_bias.data, rbm.hidden_bias.data
                arrays |= {f"{name} {part}": values for part, values in zip("Wbc", parts, strict=True)}
            small: dict[str, Any] = {name: np.asarray(values, np.float16) for name, values in arrays.items()}
            np.savez_compressed(RECORD, **small)
        for depth in DEPTHS:
            rows.append({"depth": depth, "seed": seed, **measures(networks[depth], seed)})
            sys.stdout.write(f"{rows[-1]}\n")
            sys.stdout.flush()
    write(rows, round(time.process_time() - began))


def write(rows, seconds):
    """Write the file of measures, one network a line."""
    lines = ",\n  ".join(map(json.dumps, rows))
    head = f' "processor seconds": {seconds},\n "low": {json.dumps(LOW)},\n "top": {json.dumps(TOP)},\n "dreams": [\n  '
    MEASURED.write_text("{\n" + head + lines + "\n ]\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
