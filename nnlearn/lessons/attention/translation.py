"""Dates translated by two GRUs, with and without attention: training, and how many answers are right."""

import numpy as np

from nnlearn import datasets
from nnlearn.datasets.dates import MONTHS
from nnlearn.lessons.attention.training import train

RATE = 5e-3
BLANK = 0


def translator(nn, seed=0, *, attention=True, steps=400, after=None, forms=None):
    """Return a trained model that translates dates; 400 steps take about four seconds.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    seed : int, default 0
        Of weights and batches.
    attention : bool, default True
        Without, the last state of the encoder is all that the decoder gets.
    steps : int, default 400
        Batches of 64 texts.
    after : function (model, step), optional
        Called after each step.
    forms : list of int, optional
        The forms of the training texts; by default all eight.

    Returns
    -------
    nn.Seq2Seq

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> translator(nn, steps=1).hidden_size
    64
    """
    data = datasets.dates(form=forms)
    nn.manual_seed(seed)
    model = nn.Seq2Seq(len(data.characters), data.source_length, attention=attention, padding_idx=BLANK)
    model.to(nn.device())
    call = after and (lambda step: after(model, step))
    train(nn, model, data.x, data.y, steps=steps, rate=RATE, seed=seed, after=call)
    return model


def translate(model, data, texts):
    """Return what a model writes for each text.

    Parameters
    ----------
    model : Seq2Seq
    data : Dates
        It knows the codes.
    texts : list of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> len(translate(translator(nn, steps=1), datasets.dates(1), ["5 march 1998"])[0]) <= 10
    True
    """
    codes = model.generate(data.encode(list(texts)), data.y.shape[1], temperature=0)
    return [data.decode(row) for row in codes[:, data.source_length + 1 :]]


def exact_match(model, data):
    """Return the share of texts that a model translates without a mistake, writing by itself.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> exact_match(translator(nn, steps=1), datasets.dates(50, held_out=True))
    0.0
    """
    start = data.source_length + 1
    written = model.generate(data.x[:, :start], data.y.shape[1], temperature=0)[:, start:]
    return float((written == data.y).all(axis=1).mean())


def unseen(n=400):
    """Return texts of n days that no training text names, as every comparison of the lesson takes them.

    Examples
    --------
    >>> unseen().x.shape
    (400, 40)
    """
    return datasets.dates(n, seed=1, held_out=True)


def curve_of(nn, seed, attention, steps, every):
    """Return the exact match on unseen days after every so many steps, and the model."""
    held, matches = unseen(), []

    def after(model, step):
        if step % every == 0:
            matches.append(round(exact_match(model, held), 4))

    model = translator(nn, seed, attention=attention, steps=steps, after=after)
    return matches, model


def places(texts, width):
    """Return where year, month and day stand in texts that are filled up on the left: (n, 3, 2), first and end.

    Examples
    --------
    >>> places(["5.3.1998"], 10).tolist()  # __5.3.1998
    [[[6, 10], [4, 5], [2, 3]]]
    """
    return np.array([[[a + width - len(t), b + width - len(t)] for a, b in _parts(t)] for t in texts])


def _parts(text):
    words = _words(text)
    year = next((a, b) for a, b in words if text[a:b].isdigit() and b - a == 4)
    numbers = [(a, b) for a, b in words if text[a].isdigit() and (a, b) != year]
    names = [(a, b) for a, b in words if any(month.startswith(text[a:b]) for month in MONTHS) and b - a >= 3]
    day, month = (numbers[0], names[0]) if names else numbers
    digits = sum(c.isdigit() for c in text[day[0] : day[1]])
    return year, month, (day[0], day[0] + digits)


def _words(text):
    ends, start = [], 0
    for i, c in enumerate(text + " "):
        if c in " .,":
            if i > start:
                ends.append((start, i))
            start = i + 1
    return ends
