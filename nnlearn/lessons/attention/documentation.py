"""Python's documentation, read by a GPT and by a GRU for the same time, as lesson 19 read it."""

import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets

CONTEXT = 60  # characters that are read at once: lesson 19's windows
BATCH = 16


def parts():
    """Return the codes of the first nine tenths, and windows (x, y) of the rest.

    Examples
    --------
    >>> codes, (x, y) = parts()
    >>> len(codes), x.shape
    (144588, (267, 60))
    """
    docs = datasets.python_docs()
    codes, cut = docs.encode(docs.text), len(docs.text) * 9 // 10
    return codes[:cut], datasets.windows(codes[cut:], CONTEXT, step=CONTEXT)


def made(kind):
    """Return a new model: "GPT" has 90,701 weights, "GRU" about as many.

    Examples
    --------
    >>> sum(p.numel() for p in made("GPT").parameters()) < 100_000
    True
    """
    docs = datasets.python_docs()
    if kind == "GPT":
        return nn.GPT(len(docs.characters), CONTEXT, d_model=56, nhead=4, num_layers=2)
    return nn.CharRNN(docs.characters, 144, cell="GRU", embedding_size=24)


def read(kind, seed, seconds, rate, decay):
    """Train a model for some seconds of processor time.

    Parameters
    ----------
    kind : {"GPT", "GRU"}
    seed : int
        Of weights and batches.
    seconds : float
        Of processor time, without what measuring takes.
    rate : float
        The highest learning rate; it rises for 50 steps, then falls along a cosine.
    decay : float
        Weight decay, which only the GPT gets.

    Returns
    -------
    row : dict
        With "perplexity" on the last tenth after each fifth of the time, "steps" and "weights".
    model : Module

    Examples
    --------
    >>> row, _ = read("GRU", 0, 0.2, 0.004, 0.0)
    >>> len(row["perplexity"]), row["weights"]
    (5, 89157)
    """
    codes, unseen = parts()
    nn.manual_seed(seed)
    rng, model = np.random.default_rng(seed), made(kind)
    optimizer = nn.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    criterion = nn.CrossEntropyLoss()
    spent, step = 0.0, 0
    perplexity: list[float] = []
    steps: list[int] = []
    while len(perplexity) < 5:
        begin = time.process_time()
        share = min(spent / seconds, 1)
        optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-5
        at = rng.integers(0, len(codes) - CONTEXT - 1, BATCH)[:, None] + np.arange(CONTEXT + 1)
        optimizer.zero_grad()
        nn.backprop(model, criterion, codes[at[:, :-1]], codes[at[:, 1:]])
        nn.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        spent += time.process_time() - begin
        if spent >= seconds * (len(perplexity) + 1) / 5:
            perplexity.append(round(perplexity_of(model, *unseen), 3))
            steps.append(step)
    weights = sum(p.numel() for p in model.parameters())
    return {"perplexity": perplexity, "steps": steps, "weights": weights}, model


def read_as_before(cell, units, seed, *, epochs=4):
    """Train a network as lesson 19 does: four epochs of batches of 32 windows, Adam at its better rate, 0.01.

    Parameters
    ----------
    cell : {"RNN", "GRU"}
        "RNN" is the network of lesson 18.
    units, seed : int
    epochs : int, default 4

    Returns
    -------
    dict
        With "perplexity" on the last tenth after each epoch, and "weights".

    Examples
    --------
    >>> read_as_before("RNN", 2, 0)["weights"]
    1807
    """
    codes, unseen = parts()
    nn.manual_seed(seed)
    model = nn.CharRNN(datasets.python_docs().characters, units, cell=cell, embedding_size=16)
    optimizer = nn.Adam(model.parameters(), lr=0.01)
    x, y = datasets.windows(codes, CONTEXT, step=CONTEXT)
    settings = {"epochs": epochs, "batch_size": 32, "validation": unseen}
    history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, **settings)
    perplexity = np.exp(history.validation).round(3).tolist()
    return {"perplexity": perplexity, "weights": sum(p.numel() for p in model.parameters())}


def perplexity_of(model, x, y):
    """Return the perplexity of windows."""
    with nn.no_grad():
        losses = [nn.CrossEntropyLoss()(model(x[i : i + 89]), y[i : i + 89]) for i in range(0, len(x), 89)]
    return float(np.exp(np.mean(losses)))
