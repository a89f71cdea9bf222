"""What a trained network does with a text: its weights, scores, queries and keys, and what it writes."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.attention.networks import LETTERS, network
from nnlearn.numpy.attention_functional import attention_weights
from nnlearn.numpy.backprop import evaluating
from nnlearn.numpy.no_grad import no_grad

DIGITS, PLACES = 10, 18  # letters of a date that is written; most letters of a name or a copy


class Reading(NamedTuple):
    """A text as a network reads it.

    Parameters
    ----------
    text : str
        What it reads, letter by letter: S places. "·" begins a name.
    typed : int
        How many of them the reader has typed; the network wrote the rest.
    asks : str
        What each of the T rows follows: the letter read or written last.
    writes : str
        The most probable letter of each row; "·" ends a name.
    chances : ndarray of shape (T, K)
        Probabilities of the letters of `characters`.
    weights, scores : ndarrays of shape (layers, H, T, S)
        Attention; scores are -inf where it may not look.
    queries, keys, values : ndarrays of shape (layers, H, T or S, d)
    characters : str
        The alphabet, K characters.
    changes : ndarray of shape (T, S), bool
        Whether forbidding a place, in all rows, changes the letter that a row writes.
    """

    text: str
    typed: int
    asks: str
    writes: str
    chances: np.ndarray
    weights: np.ndarray
    scores: np.ndarray
    queries: np.ndarray
    keys: np.ndarray
    values: np.ndarray
    characters: str
    changes: np.ndarray


def alphabet(name):
    """Return the characters of a network in the order of their codes."""
    if name.startswith("dates"):
        return datasets.dates(1).characters
    return _names() if name.startswith("names") else LETTERS


@lru_cache(maxsize=1)
def _names():
    return datasets.colour_names().characters.replace("\n", "·")


def cleaned(name, text):
    """Return what a network can read of a text: small letters, no characters that it does not know, not too many.

    Examples
    --------
    >>> cleaned("dates", "May 5th, 1998!"), cleaned("names", "Dark-Green"), cleaned("copy", "abc abc")
    ('may 5th, 1998', 'darkgreen', 'abcabc')
    >>> cleaned("dates", "?"), cleaned("names", "?"), cleaned("copy", "?")  # something must be there to look at
    (' ', '', 'a')
    """
    known, most = set(alphabet(name)) - set("_=·"), 30 if name.startswith("dates") else PLACES - 2
    kept = "".join(letter for letter in text.lower() if letter in known)[:most]
    return kept or {"dates": " ", "copy": "a"}.get(name.split(",")[0], "")


@lru_cache(maxsize=64)
def read(name, steps, text, temperature=1.0, hidden=()):
    """Return what a network does with a text.

    Parameters
    ----------
    name : str
        One of `networks.NETWORKS`.
    steps : {0, 100, 300, 1000}
        Of its training.
    text : str
        As `cleaned` returns it.
    temperature : float, default 1.0
        What the scores are divided by, > 0.
    hidden : tuple of int, default ()
        Places that no row may look at.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading = read("dates", 1000, "thu 5 mar 1998")
    >>> reading.writes, reading.weights.shape
    ('1998-03-05', (1, 1, 10, 14))
    >>> read("copy", 1000, "planetspl").text
    'planetsplanetsplan'
    """
    model = network(name, steps, temperature)
    with evaluating(model), no_grad():
        return (_date if name.startswith("dates") else _letters)(model, name, text, hidden)


def _date(model, name, text, hidden):
    """Read a date with every single place forbidden in addition, all at once: row 0 of the batch is the plain one."""
    characters, n = alphabet(name), len(text)
    x = datasets.dates(1).encode([text])[:, :30]
    first = 30 - n  # the blanks on the left are of no interest, though a text without letters has nothing else
    may_look = np.repeat(x != 0, n + 1, axis=0)
    may_look[:, [first + place for place in hidden if place < n]] = False
    may_look[np.arange(1, n + 1), first + np.arange(n)] = False
    h, last = model.encoder(model.source(x))
    codes, state = np.full((n + 1, 1), characters.index("=")), np.repeat(last, n + 1, axis=1)
    h, found, asked = np.repeat(h, n + 1, axis=0), [], codes
    for _ in range(DIGITS):
        d, state = model.decoder(model.target(asked), state)
        q = model.query(d)
        a = attention_weights(q, h, may_look[:, None], model.scale)
        z = model.head(np.tanh(model.mix(np.concatenate([a @ h, d], axis=2))))[:, 0]
        asked = z.argmax(axis=1)[:, None]
        codes = np.column_stack([codes, asked])
        found.append((q[0, 0], a[0, 0], z[0]))
    q, a, z = (np.array(part) for part in zip(*found, strict=True))
    keys = h[0, first:]
    scores = np.where(may_look[0, first:], q @ keys.T * model.scale, -np.inf)
    written = "".join(characters[code] for code in codes[0])
    return Reading(
        text, n, written[:-1], written[1:], softmax(z), a[None, None, :, first:], scores[None, None], q[None, None],
        keys[None, None], keys[None, None], characters, (codes[1:, 1:] != codes[0, 1:]).T,
    )  # fmt: skip


def _letters(model, name, text, hidden):
    """Let a GPT write on, then read it all, with every single place forbidden in addition, all at once."""
    characters, start = alphabet(name), [0] if name.startswith("names") else []
    codes = [*start, *(characters.index(letter) for letter in text)]
    typed, end = len(codes), 0 if start else None
    while len(codes) < PLACES:
        code = int(model.next_scores(np.array([codes]))[0].argmax())
        if code == end:
            break
        codes.append(code)
    x, places = np.array([codes]), np.arange(len(codes))
    h, future = model.embed(x)
    must_not = np.zeros((len(codes) + 1, len(codes), len(codes)), bool)
    must_not |= False if future is None else future
    must_not[:, :, [place for place in hidden if place < len(codes)]] = True
    must_not[places + 1, :, places] = True
    h, found = np.repeat(h, len(codes) + 1, axis=0), []
    for block in model.blocks:
        look = block.self_attn
        z = block.norm1(h[:1])
        q, k, v = (look.project(part, z)[0] for part in range(3))
        scores = np.where(must_not[0], -np.inf, q @ k.swapaxes(1, 2) / np.sqrt(q.shape[2]))
        found.append((attention_weights(q, k, ~must_not[0], 1 / np.sqrt(q.shape[2])), scores, q, k, v))
        h = block(h, np.repeat(must_not, look.num_heads, axis=0))
    z = model.head(model.norm(h))
    best = z.argmax(axis=2)
    said = "".join(characters[code] for code in codes)
    writes = "".join(characters[code] for code in best[0])
    a, s, q, k, v = (np.array(part) for part in zip(*found, strict=True))
    return Reading(said, typed, said, writes, softmax(z[0]), a, s, q, k, v, characters, (best[1:] != best[0]).T)


def softmax(z):
    """Return the probabilities of the last axis.

    Examples
    --------
    >>> softmax(np.array([0.0, 0.0]))
    array([0.5, 0.5])
    """
    z = np.exp(z - z.max(axis=-1, keepdims=True))
    return z / z.sum(axis=-1, keepdims=True)


@lru_cache(maxsize=64)
def samples(name, steps, text, number=3):
    """Return texts that a GPT writes on from a text, drawn at temperature 0.8.

    Examples
    --------
    >>> len(samples("names", 0, "dark ", 2))
    2
    """
    model, characters = network(name, steps), alphabet(name)
    codes = np.array([[0, *(characters.index(letter) for letter in text)]] * number)
    written = model.generate(codes, PLACES - codes.shape[1], temperature=0.8, generator=np.random.default_rng(0))
    return tuple("".join(characters[code] for code in row[1:]).split("·")[0] for row in written)


def entropy(weights):
    """Return the entropy of weights in bits.

    Examples
    --------
    >>> entropy(np.full(4, 0.25)), entropy(np.array([1.0, 0.0]))
    (2.0, 0.0)
    """
    kept = weights[weights > 0]
    return float(abs(kept @ np.log2(kept)))
