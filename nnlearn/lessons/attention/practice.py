"""21.6: dates written in ways that the model has never seen, and what practice with one of them repairs."""

import copy
import datetime
import inspect

import numpy as np

from nnlearn import datasets
from nnlearn.arguments import describe

WAYS, FAIL, UNREAD, TARGET = 5, 3, 0.5, 0.9
DAYS, OTHER_DAYS, STEPS, RATE = 200, 4000, 150, 3e-3


def measure(ways):
    """Ask the trained model for unseen days in the learner's ways, let it practise the first one, and ask again."""
    import nnlearn.numpy as nn
    from nnlearn.lessons.attention.networks import network

    _check(ways)
    unseen = datasets.dates(DAYS, seed=1, held_out=True)
    model = copy.deepcopy(network("dates", 1000))  # which others read with, too
    texts = _written(ways, unseen)
    old = [share(model, unseen, unseen.texts)]
    before = [share(model, unseen, way) for way in texts]
    practise(nn, model, ways)
    old.append(share(model, unseen, unseen.texts))
    after = [share(model, unseen, way) for way in texts]
    fails = sum(one < UNREAD for one in before)
    sentence = (
        f"{_examples(texts, before, after)} The eight old ways: {old[0]:.0%}, then {old[1]:.0%}. "
        "Whether a friend reads yours, ask a friend."
    )
    passed = fails >= FAIL and before[0] < UNREAD and after[0] >= TARGET
    return after[0], passed, sentence, "" if passed else advice(texts, before, after)


def practise(nn, model, ways, steps=STEPS, new=0.5, seed=0):
    """Train the model on, with the first way and the eight old ones in turn."""
    old = datasets.dates(OTHER_DAYS, seed=seed)
    fresh = datasets.dates(OTHER_DAYS, seed=seed + 1)
    written = [_texts(ways, answer)[0] for answer in fresh.answers]
    x = np.concatenate([old.encode(written), fresh.x[:, old.source_length + 1 :]], axis=1)
    rng, adam, loss = np.random.default_rng(seed), nn.Adam(model.parameters(), lr=RATE), nn.CrossEntropyLoss()
    for step in range(steps):
        adam.param_groups[0]["lr"] = RATE * min(1, (step + 1) / 20) * (1 - step / steps)
        mine, others = (rng.integers(OTHER_DAYS, size=int(64 * part)) for part in (new, 1 - new))
        adam.zero_grad()
        batch = np.concatenate([x[mine], old.x[others]]), np.concatenate([fresh.y[mine], old.y[others]])
        nn.backprop(model, loss, *batch)
        nn.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()


def share(model, data, texts):
    """Return the share of texts that the model translates without a mistake."""
    found = model.generate(data.encode(list(texts)), 10, temperature=0)[:, data.source_length + 1 :]
    return float((found == data.y).all(axis=1).mean())


def advice(texts, before, after):
    """Say what is missing."""
    known = [f"{way[0]!r} ({one:.0%})" for way, one in zip(texts, before, strict=True) if one >= UNREAD]
    if before[0] >= UNREAD:
        return f"The first way is one that it reads already, in {before[0]:.0%}: put one first that it cannot read."
    if after[0] < TARGET:
        return (
            f"After {STEPS} steps it reads {after[0]:.0%} in the first way. Is everything in it that says the day, the "
            "month and the year?"
        )
    return (
        f"It reads {', '.join(known)}. What did it rely on: the order of the three, the full stops, four digits of a "
        "year?"
    )


def _examples(texts, before, after):
    told = [f"{way[0]!r} {old:.0%}, {new:.0%}" for way, old, new in zip(texts, before, after, strict=True)]
    return (
        f"Of {DAYS} unseen days, read right before and after {STEPS} steps of practice with the first way: "
        f"{'; '.join(told)}."
    )


def _texts(ways, answer):
    day = datetime.date.fromisoformat(answer)
    found = ways(day)
    if isinstance(found, str) or not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise TypeError(
            f"ways should return a list of at least {WAYS} texts; for {day} yours returns {describe(found)}."
        )
    if len(found) < WAYS:
        raise ValueError(f"ways should return at least {WAYS} texts; for {day} yours returns {len(found)}.")
    return found


def _written(ways, data):
    """Return, for each way, the texts of all days; raise if the model could not take them."""
    rows = [_texts(ways, answer) for answer in data.answers]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("ways returns more texts for some days than for others.")
    columns = list(zip(*rows, strict=True))
    for column in columns:
        for text, answer in zip(column, data.answers, strict=True):
            if strange := sorted(set(text) - set(data.characters[2:])):
                raise ValueError(
                    f"{text!r} has {strange[0]!r}, a character that the model does not know. It knows these: "
                    f"{data.characters[2:]!r}."
                )
            if len(text) > data.source_length:
                raise ValueError(
                    f"{text!r}, for {answer}, has {len(text)} characters, and the model reads {data.source_length}."
                )
        if len(set(column)) < len(column):
            twice = next(text for text in column if column.count(text) > 1)
            raise ValueError(f"Several days are written {twice!r}. Nobody can tell which of them is meant.")
    if len(set(columns)) < len(columns):
        raise ValueError("Two of the ways are the same.")
    return columns


def _check(ways):
    if not callable(ways):
        raise TypeError(f'Expected the function ways itself, got {describe(ways)}: write check("21.6", ways).')
    try:
        inspect.signature(ways).bind(None)
    except TypeError:
        count = len(inspect.signature(ways).parameters)
        raise TypeError(f"ways is called with one argument, a day; yours takes {count}.") from None
