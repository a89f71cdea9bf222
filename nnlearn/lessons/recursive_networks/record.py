"""Train what the text of lesson 20 compares, and record it: sizes, rivals, nesting, pictures, xor, arithmetic.

Run by hand, one part after the other, or all; together they take about five minutes on one core:

    python -m nnlearn.lessons.recursive_networks.record sizes rivals
    python -m nnlearn.lessons.recursive_networks.record

Each part goes into `records.json` after every seed, with the processor time of each training.
`tests/lessons/test_claims_recursive_networks.py` trains in small and compares.
"""

import json
import sys
import time
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, trees
from nnlearn.lessons.recursive_networks import arithmetic, pictures, rivals
from nnlearn.lessons.recursive_networks.heaps import apart, push, vectors_of
from nnlearn.metrics import accuracy

RECORD = Path(__file__).parent / "records.json"
SEEDS, MORE_SEEDS = range(5), {"sizes": range(10)}  # size 1 fails in few of the starts
DEPTHS = (1, 2, 3, 4, 6, 8, 10)
XOR = ("not", "and", "or", "xor")


@lru_cache(maxsize=32)
def unseen(depth, operators=XOR[:3]):
    """Return 500 expressions of one depth that no training has seen."""
    return datasets.expressions(500, depth, operators=operators, seed=1000 + depth)


def fit(model, x, y, epochs=10, lr=0.01, drop=None):
    """Train, with a third of the rate from epoch `drop` on, and return the processor time in seconds."""
    adam, start = nn.Adam(model.parameters(), lr=lr), time.process_time()
    for part in (epochs,) if drop is None else (drop, epochs - drop):
        nn.fit(model, nn.CrossEntropyLoss(), adam, x, y, epochs=part, batch_size=64)
        adam.param_groups[0]["lr"] = lr / 3
    return round(time.process_time() - start, 2)


def network(size, operators=3, leaves=2, hidden=None, classes=2):
    return nn.Sequential(nn.TreeRNN(operators, size, leaves, hidden), nn.Linear(size, classes))


def by_depth(read, operators=XOR[:3], depths=DEPTHS):
    """Return the share that `read(data)` gets right, for each depth."""
    tests = {depth: unseen(depth, operators) for depth in depths}
    return {f"d{depth}": round(accuracy(read(data), data.y), 4) for depth, data in tests.items()}


def sizes(seed):
    """Told the root alone: unseen trees and real conditions, inner nodes, heaps, and a push on its way up."""
    data = datasets.expressions(seed=seed)
    for size in (1, 2, 4, 16):
        nn.manual_seed(seed)
        model = network(size)
        seconds = fit(model, data.x, data.y)
        row = {"size": size, "seed": seed, "seconds": seconds} | by_depth(lambda t, m=model: nn.predict(m, t.x))
        for name, depth in (("real 1-5", (1, 5)), ("real 6-14", (6, 14))):
            real = datasets.conditions(depth, draws=1 if depth[0] == 1 else 60, seed=7)
            row[name] = round(accuracy(nn.predict(model, real.x), real.y), 4)
        six = unseen(6)
        vectors, said = vectors_of(nn, model, six.x)
        truth, batch = trees.truths(six.trees)[six.x[:, :, 3] >= 0], trees.flat(six.x)
        root = np.isin(np.arange(len(truth)), batch.root)
        inner, leaves = (batch.height > 0) & ~root, batch.height == 0
        row["inner"], row["leaves"] = (round(float((said == truth)[of].mean()), 4) for of in (inner, leaves))
        row["apart"] = round(apart(vectors[inner], truth[inner]), 2)
        for share in (0.2, 0.4):
            weights = {name: getattr(model[0], name).data for name in ("weight_left", "weight_right", "bias")}
            left = push(weights, vectors, six.x, truth, share, seed=seed)
            row[f"push {share}"] = [round(float(each.mean()), 3) for each in left]
            row[f"push {share}, 95 %"] = [round(float(np.quantile(each, 0.95)), 3) for each in left]
        yield row


def told(seed):
    """The same with size 2, told the truth of every node."""
    data = datasets.expressions(seed=seed)
    nn.manual_seed(seed)
    model = nn.Sequential(nn.TreeRNN(3, 2, 2, every_node=True), nn.Linear(2, 2), arithmetic.ClassesSecond())
    seconds = fit(model, data.x, trees.truths(data.trees, nodes=data.x.shape[1]))
    model[0].every_node = False
    yield {"seed": seed, "seconds": seconds} | by_depth(lambda t: nn.predict(nn.Sequential(*model[:2]), t.x))


def nesting(seed):
    """Size 2, trained on depth 1 alone, or up to 2, 3, 4."""
    for most in (1, 2, 3, 4):
        data = datasets.expressions(3200, (1, most), seed=seed)
        nn.manual_seed(seed)
        model = network(2)
        seconds = fit(model, data.x, data.y)
        yield {"most": most, "seed": seed, "seconds": seconds} | by_depth(lambda t, m=model: nn.predict(m, t.x))


class Reader(nn.Module):
    """An embedding, a recurrent layer over the tokens, and a head on its last state."""

    def __init__(self, cell, size):
        self.embed, self.recurrent = nn.Embedding(8, 12), getattr(nn, cell)(12, size, batch_first=True)
        self.head = nn.Linear(size, 2)

    def forward(self, x):
        states, _ = self.recurrent(self.embed(x))
        return self.keep(self.head(np.ascontiguousarray(states[:, -1])), states.shape)

    def backward(self, grad):
        states = np.zeros(self.kept(grad), grad.dtype)
        states[:, -1] = self.head.backward(grad)
        return self.embed.backward(self.recurrent.backward(states)[0])


def reader(cell, seed):
    """Return a reader of tokens; the LSTM starts with a forget bias of 1."""
    nn.manual_seed(seed)
    model = Reader(cell, 40 if cell == "RNN" else 24)
    if cell == "LSTM":
        model.recurrent.bias_ih_l0.data[24:48] = 1
    return model


def read_tokens(cell, seed, data, epochs=12, lr=0.005):
    """Train on batches of like length, clipped at 1, and return the model and the processor time."""
    model, rng, start = reader(cell, seed), np.random.default_rng(seed), time.process_time()
    adam, criterion = nn.Adam(model.parameters(), lr=lr), nn.CrossEntropyLoss()
    size = np.array([len(trees.tokens(tree)) for tree in data.trees])
    for _ in range(epochs):
        order = np.argsort(size + 4 * rng.random(len(size)), kind="stable")
        batches = [order[k : k + 64] for k in range(0, len(order), 64)]
        for k in rng.permutation(len(batches)):
            adam.zero_grad()
            nn.backprop(model, criterion, rivals.sequences([data.trees[i] for i in batches[k]]), data.y[batches[k]])
            nn.clip_grad_norm_(model.parameters(), 1.0)
            adam.step()
    return model, round(time.process_time() - start, 2)


def counts(seed):
    """Bags of tokens and pairs of neighbours, with a logistic regression or boosted trees; a tree without brackets."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    data = datasets.expressions(seed=seed)
    for name, features, boosted in (("bag", rivals.bag, False), ("pairs", rivals.pairs, False),
                                    ("bag, boosted", rivals.bag, True)):  # fmt: skip
        start = time.process_time()
        regression = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
        model = HistGradientBoostingClassifier(max_iter=60, random_state=seed) if boosted else regression
        model.fit(features(data.trees), data.y)
        seconds, seen = round(time.process_time() - start, 2), model.score(features(data.trees), data.y)
        yield {"rival": name, "seed": seed, "seconds": seconds, "training": round(seen, 4)} | {
            f"d{depth}": round(model.score(features(unseen(depth).trees), unseen(depth).y), 4) for depth in DEPTHS
        }
    nn.manual_seed(seed)
    model, blind = network(16), lambda t: trees.encode(rivals.without_brackets(t.trees))
    seconds, seen = fit(model, blind(data), data.y, 12), accuracy(nn.predict(model, blind(data)), data.y)
    yield {"rival": "tree without brackets", "seed": seed, "seconds": seconds, "training": round(seen, 4)} | by_depth(
        lambda t: nn.predict(model, blind(t))
    )


def readers(seed):
    """RNN, GRU and LSTM, which read the tokens from left to right."""
    data = datasets.expressions(seed=seed)
    for cell in ("RNN", "GRU", "LSTM"):
        model, seconds = read_tokens(cell, seed, data)
        seen = accuracy(nn.predict(model, rivals.sequences(data.trees)), data.y)
        yield {"rival": cell, "seed": seed, "seconds": seconds, "training": round(seen, 4)} | by_depth(
            lambda t, m=model: nn.predict(m, rivals.sequences(t.trees))
        )


def longer(seed):
    """The LSTM again, three times as long, at three rates."""
    data = datasets.expressions(seed=seed)
    for lr in (0.002, 0.005, 0.01):
        model, seconds = read_tokens("LSTM", seed, data, 36, lr)
        seen = accuracy(nn.predict(model, rivals.sequences(data.trees)), data.y)
        yield {"rate": lr, "seed": seed, "seconds": seconds, "training": round(seen, 4)} | by_depth(
            lambda t, m=model: nn.predict(m, rivals.sequences(t.trees))
        )


def xor(seed):
    """With xor among the operators: one layer or two, by size; 15 epochs."""
    data = datasets.expressions(operators=XOR, seed=seed)
    for size, hidden in ((1, None), (1, 8), (2, None), (4, None), (16, None), (8, 8)):
        nn.manual_seed(seed)
        model = network(size, 4, hidden=hidden)
        seconds = fit(model, data.x, data.y, 15, drop=10)
        yield {"size": size, "hidden": hidden, "seed": seed, "seconds": seconds} | by_depth(
            lambda t, m=model: nn.predict(m, t.x), XOR
        )


def modulo(seed):
    """Sums, differences and products modulo 5, trained to depth 3: the root told or every node, one layer or two."""
    _, x, y = arithmetic.calculations(3200, (1, 3), seed=seed)
    for every in (False, True):
        for hidden in (None, 16):
            nn.manual_seed(seed)
            tree = nn.TreeRNN(3, 16, 5, hidden, every_node=every)
            last = [arithmetic.ClassesSecond()] if every else []
            model = nn.Sequential(tree, nn.Linear(16, 5), *last)
            seconds = fit(model, x, y if every else arithmetic.at_roots(x, y), 15, drop=10)
            _, four, values = arithmetic.calculations(500, 4, seed=2004)
            vectors, _ = vectors_of(nn, model, four)
            height, truth = four[:, :, 3][values >= 0], values[values >= 0]
            heaps = [apart(vectors[height == k], truth[height == k]) for k in (1, 2, 3, 4)]
            tree.every_node, row = False, {f"apart {k}": round(each, 2) for k, each in enumerate(heaps, 1)}
            for depth in (1, 2, 3, 4, 6, 8):
                _, others, values = arithmetic.calculations(500, depth, seed=2000 + depth)
                scores = nn.predict(nn.Sequential(*model[:2]), others)
                row[f"d{depth}"] = round(accuracy(scores, arithmetic.at_roots(others, values)), 4)
            yield {"told": "every node" if every else "the root", "hidden": hidden, "seed": seed,
                   "seconds": seconds} | row  # fmt: skip


class Eye(nn.Module):
    """A small network that makes a vector of each picture, by its number."""

    pictures: np.ndarray

    def __init__(self, shown, size):
        self.register_buffer("pictures", shown)
        self.layers = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, size), nn.Tanh())

    def forward(self, k):
        return self.layers(self.pictures[k])

    def backward(self, grad):
        return self.layers.backward(grad)


def eyes(seed):
    """Pictures of digits at the leaves, told the truth of the whole: odd, or 5 and more, by size and depth seen."""
    shown, digit = pictures.digits()
    rules = {"odd": digit % 2 == 1, "5 and more": digit >= 5}
    last = np.arange(pictures.SHOWN, len(digit))
    for rule, size, most in (("odd", 4, 3), ("odd", 2, 3), ("odd", 1, 3), ("odd", 4, 1), ("5 and more", 4, 3)):
        true, row = rules[rule], {}
        _, x, y = pictures.picture_expressions(3200, (1, most), seed=seed, true=true)
        nn.manual_seed(seed)
        eye = Eye(shown, size)
        model = nn.Sequential(nn.TreeRNN(3, size, eye), nn.Linear(size, 2))
        seconds = fit(model, x, y, 10, 0.005)
        for depth in (1, 2, 3, 5, 8):
            _, x, y = pictures.picture_expressions(500, depth, unseen=True, seed=1000 + depth, true=true)
            row[f"d{depth}"] = round(accuracy(nn.predict(model, x), y), 4)
        vectors = eye(last)
        by_head = float((nn.predict(model[1], vectors).argmax(axis=1) == true[last]).mean())
        row |= {"head": round(max(by_head, 1 - by_head), 4),
                "leaves": round(pictures.parity_of_leaves(vectors, true[last]), 4)}  # fmt: skip
        yield {"rule": rule, "size": size, "most": most, "seed": seed, "seconds": seconds} | row
    nn.manual_seed(seed)
    reference = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 2))
    odd = rules["odd"].astype(np.int64)
    seconds = fit(reference, shown[: last[0]], odd[: last[0]], 30, 0.005)
    right = round(accuracy(nn.predict(reference, shown[last]), odd[last]), 4)
    yield {"rule": "told every picture", "seed": seed, "seconds": seconds, "leaves": right}


FUNCTIONS = (sizes, told, nesting, counts, readers, longer, xor, modulo, eyes)
PARTS = {part.__name__: part for part in FUNCTIONS}


def write(part, rows):
    """Put a part of the record into the file, one row a line."""
    record = (json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}) | {part: rows}
    parts = (f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record)
    RECORD.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        rows: list[dict] = []
        for seed in MORE_SEEDS.get(name, SEEDS):
            rows += PARTS[name](seed)
            write(name, rows)
            sys.stderr.write(f"{name} {seed}\n")
