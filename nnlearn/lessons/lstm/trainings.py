"""The trainings that lesson 19 compares: recall, addition, counting, brackets, code, text; `record.py` stores them."""

import math

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lstm.counting import counter_of, right_up_to
from nnlearn.lessons.lstm.models import reader
from nnlearn.lessons.lstm.starts import made
from nnlearn.lessons.lstm.statements import CLOSING, START, damaged, padded
from nnlearn.metrics import perplexity

UNSEEN = 99  # seed of the unseen sequences; trainings draw from the seeds 1000 and up
KINDS = ((1, 2), (3, 5), (6, 10), (11, 20), (21, 60))  # distances of a closing bracket to its opening


def step(model, criterion, optimizer, x, y):
    """Take one step on a batch, with the gradient clipped to length 1."""
    optimizer.zero_grad()
    nn.backprop(model, criterion, x, y)
    nn.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def task_run(task, start, distance, steps, rate, seed, *, units=32, every=50):
    """Train on recall or addition, every batch new; stop when it is solved, measured on 1,000 unseen sequences.

    Solved is 99 % right, or a mean squared error below 0.01.
    """
    recall = task == "recall"
    make = datasets.recall_task if recall else datasets.adding_task
    size = {"distance": distance} if recall else {"length": distance}
    pool, unseen = make(64 * steps, seed=1000 + seed, **size), make(1000, seed=UNSEEN, **size)
    model = reader(nn, made(start, pool.x.shape[2], units, seed), 4 if recall else 1)
    criterion, optimizer = nn.CrossEntropyLoss() if recall else nn.MSELoss(), nn.Adam(model.parameters(), lr=rate)
    solved, score = None, math.nan
    for k in range(steps):
        rows = slice(64 * k, 64 * k + 64)
        step(model, criterion, optimizer, pool.x[rows], pool.y[rows])
        if (k + 1) % every == 0:
            p = nn.predict(model, unseen.x)
            score = float((p.argmax(axis=1) == unseen.y).mean() if recall else ((p - unseen.y) ** 2).mean())
            if score > 0.99 if recall else score < 0.01:
                solved = k + 1
                break
    return {"solved": solved, "score": round(score, 4)}


def counter(start, steps, seed, *, units=8):
    """Train on a^n b^n with n from 1 to 20, and look for a counter among the cells (LSTM) or units."""
    model = reader(nn, made(start, 2, units, seed), 1, last=False)
    optimizer, rng = nn.Adam(model.parameters(), lr=1e-2), np.random.default_rng(seed)
    for k in range(steps):
        if k == steps * 2 // 3:
            optimizer.param_groups[0]["lr"] = 2e-3
        words = datasets.counting_task(rng.integers(1, 21, 32).tolist())
        optimizer.zero_grad()
        p = 1 / (1 + np.exp(-np.clip(model(words.x).swapaxes(1, 2), -30, 30)))
        weight = words.mask * np.where(words.y > 0, 5, 1)
        model.backward(((p - words.y) * weight / weight.sum()).swapaxes(1, 2).astype(np.float32))
        nn.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    x, state, values = datasets.counting_task([20]).x, None, []
    with nn.no_grad():
        for t in range(40):
            _, state = model.recurrent(x[:, t : t + 1], state)
            values.append((state[1] if start.startswith("LSTM") else state)[0, 0])
        unit, r = counter_of(np.array(values))
        moves = np.diff(np.array(values)[:, unit])
        longest = right_up_to(lambda x: model(x))
    return {
        "up to": longest,
        "r": round(r, 4),
        "a": round(float(moves[2:19].mean()), 3),
        "b": round(float(moves[20:38].mean()), 3),
        "values": [round(float(v), 3) for v in np.array(values)[:, unit]],
    }, model


def bracket_run(start, units, rate, seed, *, steps=500):
    """Train on generated brackets; how many closing brackets get the right kind, by distance, and the perplexity."""
    train, unseen = datasets.brackets(1600, length=61, seed=1000 + seed), datasets.brackets(200, length=61, seed=UNSEEN)
    one_hot, rng = np.eye(7, dtype=np.float32), np.random.default_rng(seed)
    model = reader(nn, made(start, 7, units, seed), 7, last=False)
    criterion, optimizer = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=rate)
    for _ in range(steps):
        codes = train.codes[rng.integers(0, 1600, 32)]
        step(model, criterion, optimizer, one_hot[codes[:, :-1]], codes[:, 1:])
    z, codes, distance = nn.predict(model, one_hot[unseen.codes[:, :-1]]), unseen.codes[:, 1:], unseen.distance[:, 1:]
    right = (z[:, 1] > z[:, 3]) == (codes == 1)
    row = {
        f"{low}-{high}": round(float(right[(distance >= low) & (distance <= high)].mean()), 4) for low, high in KINDS
    }
    with nn.no_grad():
        return row | {"perplexity": round(math.exp(float(criterion(z, codes))), 3), "weights": count(model)}


def count(model):
    """Return the number of weights of a model."""
    return sum(parameter.numel() for parameter in model.parameters())


def finder(start, units, rate, seed, *, steps=1500):
    """Train on statements of code; find the wrong bracket in damaged unseen ones."""
    train, rng = datasets.code_signs().statements, np.random.default_rng(seed)
    model = reader(nn, made(start, START + 1, units, seed), START + 1, last=False)
    optimizer = nn.Adam(model.parameters(), lr=rate)
    for _ in range(steps):
        x, y, mask = padded([train[i] for i in rng.integers(0, len(train), 48)])
        optimizer.zero_grad()
        p = softmax(model(x))
        grad = (p - np.eye(START + 1, dtype=np.float32)[y].swapaxes(1, 2)) * (mask / mask.sum())[:, None]
        model.backward(grad.astype(np.float32))
        nn.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return finder_scores(model) | {"weights": count(model)}, model


def softmax(z):
    """Return probabilities over axis 1."""
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def finder_scores(model):
    """Return the share of wrong brackets found, near and far, and the perplexity of 1,500 unseen statements."""
    broken, where, distance = damaged()
    kinds = softmax(nn.predict(model, padded(broken).x)[:, list(CLOSING)])  # only the three closing kinds compete
    named = []
    for p, statement in zip(kinds, broken, strict=True):
        places = [j for j, code in enumerate(statement) if code in CLOSING]
        named.append(min(places, key=lambda j: p[CLOSING.index(statement[j]), j]))
    found = np.array(named) == where
    x, y, mask = padded(datasets.code_signs("test").statements[:1500])
    p = softmax(nn.predict(model, x)).swapaxes(1, 2)[mask]  # (signs, 13)
    return {
        "found": round(float(found.mean()), 4),
        "far": round(float(found[distance > 15].mean()), 4),
        "perplexity": round(perplexity(p, y[mask]), 3),
    }


def docs_run(start, units, rate, seed, *, epochs=4):
    """Train a character model on Python's documentation; perplexity of the unseen tenth after each epoch."""
    docs = datasets.python_docs()
    codes, cut = docs.encode(docs.text), len(docs.text) * 9 // 10
    (x, y), unseen = (datasets.windows(part, 60, step=60) for part in (codes[:cut], codes[cut:]))
    nn.manual_seed(seed)
    model = nn.CharRNN(docs.characters, units, cell=start[:4].strip(","), embedding_size=16)
    if start.startswith("LSTM, "):
        model.recurrent.load_state_dict(made(start, 16, units, seed).state_dict())
    optimizer = nn.Adam(model.parameters(), lr=rate)
    history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs, batch_size=32, validation=unseen)
    return {"perplexity": np.exp(history.validation).round(3).tolist(), "weights": count(model)}


def table_perplexity(order):
    """Return the perplexity of a table of the characters that followed the last `order`, mixed with shorter ones."""
    docs = datasets.python_docs()
    codes, cut, K = docs.encode(docs.text), len(docs.text) * 9 // 10, len(docs.characters)
    p = np.full(len(codes) - cut - 4, 1 / K)  # of the true character, by the mix so far
    for k in range(order + 1):
        seen: dict[tuple, dict] = {}
        for i in range(k, cut):
            counts = seen.setdefault(tuple(codes[i - k : i]), {})
            counts[codes[i]] = counts.get(codes[i], 0) + 1
        for j, i in enumerate(range(cut + 4, len(codes))):
            found = seen.get(tuple(codes[i - k : i]))
            if found:
                p[j] = (found.get(codes[i], 0) + 2 * p[j]) / (sum(found.values()) + 2)
    return float(np.exp(-np.log(p).mean()))
