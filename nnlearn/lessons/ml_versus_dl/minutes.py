"""Exercise 13.6: how much 400 labelled signals teach an answer, and what keeps it from more."""

import inspect

import numpy as np

from nnlearn import datasets
from nnlearn.arguments import describe
from nnlearn.lessons.ml_versus_dl.signals import PLACES, TRAINED, UNSEEN, sample

ENOUGH = 0.8  # five draws and starts of the solution: 0.85 to 0.89
STEP = 10  # places that the unseen signals are rolled by
CLASSES = 10


def measure(learn):
    """Let the answer learn from 400 signals, and measure how many of 1,000 others it reads."""
    import nnlearn.numpy as nn

    _check_learn(learn)
    x, y, unseen, labels = sample(np.random.default_rng(0))
    nn.manual_seed(0)
    read = _checked(nn, learn(nn, x.copy(), y.copy()))
    guesses = _labels(read, unseen)
    share = float((guesses == labels).mean())
    sentence = f"{share:.1%} of {UNSEEN:,} unseen signals are read right."
    advice = _other_labels(learn)
    if share < ENOUGH:
        advice += _too_few(read, (x, y), (unseen, guesses), share)
    else:
        advice += _alone(read, unseen, guesses)
    return share, not advice, sentence, " ".join(advice)


def _check_learn(learn):
    if not callable(learn):
        raise TypeError(f'Expected the function learn itself, got {describe(learn)}: write check("13.6", learn).')
    try:
        inspect.signature(learn).bind(None, None, None)
    except TypeError:
        count = len(inspect.signature(learn).parameters)
        raise TypeError(f"learn is called with three arguments, nn, x and y; yours takes {count}.") from None


def _checked(nn, read):
    wanted = "Expected learn to return a function that reads signals, got"
    if read is None:
        raise TypeError(f"{wanted} None: is there a `return`?")
    if isinstance(read, nn.Module):
        raise TypeError(
            f"{wanted} a network. It gives scores, and may want another shape than (n, {PLACES}): return a function of "
            "the signals that calls it with nn.predict and picks the largest score."
        )
    if type(read).__name__ == "History":
        raise TypeError(f"{wanted} a History, which is what nn.fit gives. Return a function that uses the network.")
    if not callable(read):
        raise TypeError(f"{wanted} {describe(read)}.")
    return read


def _labels(read, signals):
    found = np.asarray(read(signals.copy()))
    if found.shape == (len(signals), CLASSES):
        raise ValueError(
            f"The function that learn returns gave scores, shape {found.shape}. Return the label of the largest score "
            "in each row."
        )
    if found.shape != (len(signals),):
        raise ValueError(
            f"The function that learn returns should give a label for each signal, shape ({len(signals)},), and gave "
            f"shape {found.shape}."
        )
    if found.dtype.kind not in "biuf":
        raise TypeError(f"The function that learn returns should give labels from 0 to 9, and gave {describe(found)}.")
    return found


def _other_labels(learn):
    """Say if it uses labelled signals beyond the 400."""
    used = _names(learn)
    called = any(getattr(one, "__name__", "") == "mnist1d" for one in used.values())
    kept = [
        name
        for name, one in used.items()
        for values in (one, getattr(one, "x", None))
        if isinstance(values, np.ndarray) and values.ndim >= 2 and values.size > TRAINED * PLACES
    ]
    if called or kept:
        what = f"`{kept[0]}`" if kept else "mnist1d"
        return [
            f"It uses {what}, which holds more labelled signals than the {TRAINED} that you paid for, or those it is "
            "asked about. Learn from x and y alone; the ten strokes are yours as well."
        ]
    return []


def _names(function, depth=3):
    """Return {name: object} of the global names in a function's code, in functions in it, and in those that it calls.

    Attributes of modules count too: {"mnist1d": the function} for `datasets.mnist1d`.
    """
    found: dict = {}
    codes = [getattr(function, "__code__", None)]
    names = getattr(function, "__globals__", {})
    while codes:
        code = codes.pop()
        for name in getattr(code, "co_names", ()):
            found[name] = names[name] if name in names else getattr(datasets, name, None)
        codes += [one for one in getattr(code, "co_consts", ()) if inspect.iscode(one)]
    if depth:
        for one in [one for one in found.values() if inspect.isfunction(one) and one.__globals__ is names]:
            found = _names(one, depth - 1) | found
    return found


def _alone(read, unseen, guesses):
    """Say if an answer depends on the other signals it is asked about."""
    some = np.arange(0, len(unseen), 50)
    one_by_one = np.concatenate([_labels(read, unseen[k : k + 1]) for k in some])
    changed = int((one_by_one != guesses[some]).sum())
    if changed <= 1:
        return []
    return [
        f"Asked about one signal at a time, it gives another label for {changed} of {len(some)}: it looks at the other "
        "signals it is asked about. Scale with the numbers of x, the 400."
    ]


def _too_few(read, trained, asked, share):
    """Return sentences about what keeps it back, from what it does with its own signals and with rolled ones."""
    x, y = trained
    unseen, guesses = asked
    own = _labels(read, x)
    known = float((own == y).mean())
    changed = float((_labels(read, np.roll(unseen, STEP, axis=1)) != guesses).mean())
    told = [f"Of its own {TRAINED} it reads {known:.1%}."]
    if len(np.unique(guesses)) == 1:
        return [
            f"It reads every signal as {guesses[0]:g}, and of its own {TRAINED} it reads {known:.1%}. Look at its "
            "losses: if they do not fall, or are not numbers, try a tenth of the learning rate."
        ]
    if known < 0.3 and share < 0.2:
        told.append(
            "That is near guessing, so the number of labels is not what is missing. Do signals and labels belong "
            "together, does the loss fall, and does the function prepare signals as the training did?"
        )
        return told
    if changed > 0.5:
        told.append(
            f"Rolled by {STEP} places, {changed:.0%} of the unseen signals get another label: what it has learned "
            "depends on where a stroke stands. Who in the lesson does not care?"
        )
    if known < 0.9 and changed <= 0.5:
        told.append(
            "So it does not even know these. A longer training, a larger network, or features that say more would show."
        )
    elif changed <= 0.05:
        told.append(
            "Where a stroke stands does not matter to it: good. It knows its own better than others, so what it "
            "looks at says too little, or too much that is chance. Could a network learn better features than these? "
            "And strokes of one digit differ in more than their place: in loudness and slant."
        )
    elif changed <= 0.5:
        told.append(
            f"Rolled by {STEP} places, {changed:.0%} of the unseen signals get another label. It knows its own better "
            "than others, so it could use more examples: what may you do to a signal that leaves its digit as it is?"
        )
    return told
