"""Exercise 32.6: beat a lab's strong baseline on the validation data, then look at the test once."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.lessons.applications import records

SPLITS: dict[str, tuple] = {
    "A": (0, 1, 2, 3, 4), "B": ("time",), "C": (0, 1), "D": ("heard",), "E": (0, 1, 2), "F": (0, 1, 2),
    "G": ("random 0", "random 1", "random 2"),
}  # fmt: skip
LOOKS: Counter = Counter()  # {lab: how often its test was looked at, since the notebook was started}
ENTRY = '("C", predict, 4): a lab from "A" to "G", a function, and how many settings were tried on the validation data'
KNOWN = (
    "It is right about every example, and nothing that has learned from other examples is. Does predict look at the "
    "answers of `ask`, or learn from all examples? It may use the answers of `learn` alone."
)
TURNED = {
    "A": "a large number has to mean a bad loan", "C": "a small number has to mean that two drawings are alike",
    "E": "1 has to mean praise", "F": "a large number has to mean that a thing is likely",
}  # fmt: skip


@dataclass(frozen=True)
class Rivals:
    """What is to be beaten: numbers of the strong baseline, one for each split, and whether large ones are good.

    Parameters
    ----------
    name : str
    validation, test : ndarray of shape (splits,)
    choice, measure : str
        What is measured on the validation data, and on the test.
    sign : int
        1 if a larger number is better, -1 if a smaller one is.
    tries : int
        How many settings the baseline tried.
    noise : float
        With a single split: two standard deviations over starts of the lesson's network.
    network : float
        What the lesson's network came to on the validation data, on average.
    """

    name: str
    validation: np.ndarray
    test: np.ndarray
    choice: str
    measure: str
    sign: int
    tries: int
    noise: float
    network: float


def lab_of(letter):
    return import_module(f"nnlearn.lessons.applications.{records.CONTESTS[letter].lab}")


def parts(letter, split):
    """Return the split of a lab under the name that the record gives it."""
    lab = lab_of(letter)
    if split == "heard":
        return lab.split()
    if isinstance(split, str) and " " in split:
        kind, k = split.split()
        return lab.split(kind, int(k))
    return lab.split(split)


@cache
def rivals(letter):
    """Return the numbers of the strong baseline of a lab, as recorded; nothing is trained.

    Examples
    --------
    >>> rivals("C").name, rivals("C").choice, rivals("C").validation.round(3)
    ('blurred and moved', 'of 20', array([0.556, 0.635]))
    """
    contest, lab = records.CONTESTS[letter], lab_of(letter)
    better, choice = lab.CHOICE

    def best(rival):
        rows = [records.recorded(contest.lab, split=split, rival=rival) for split in SPLITS[letter]]
        return np.array([better(next(row["tried"] for row in some if "tried" in row)) for some in rows]), rows

    strong, network = records.chosen(letter, "strong"), records.chosen(letter, "network")
    validation, rows = best(strong)
    test = np.array([np.mean([row[contest.measure] for row in some]) for some in rows])
    return Rivals(
        name=strong, validation=validation, test=test, choice=choice, measure=contest.measure,
        sign=1 if better is max else -1, tries=len(lab.SETTINGS[strong]),
        noise=2 * float(records.values(letter, network).std()) if len(rows) == 1 else 0.0,
        network=float(best(network)[0].mean()),
    )  # fmt: skip


def said(letter, predict, learn, ask, seed):
    """Return what an answer says about the examples `ask`, if it has the right form.

    Raises
    ------
    ValueError
        If it is not of the shape that the lab needs, or not finite. The sentence says so.
    """
    found = predict(learn.copy(), ask.copy(), seed)
    shape = {"C": (len(ask), len(ask)), "D": (len(ask),), "F": (len(ask), None)}.get(letter, (len(ask),))
    if letter == "F":
        shape = lab_of("F").seen(ask)[0].shape
    what = {"C": "a distance of each drawing from each", "D": "a digit for each recording",
            "F": "a score of each thing for each basket"}.get(letter, "a number for each example")  # fmt: skip
    numbers = np.asarray(found) if found is not None else None
    if numbers is None or numbers.shape != shape or numbers.dtype.kind not in "fiub":
        raise ValueError(
            f"predict(learn, ask, seed) returned {named(found)} for {len(ask)} examples, expected an array of shape "
            f"{shape}: {what}." + (" Is a `return` missing?" if found is None else "")
        )
    if np.isnan(numbers).any() or (letter != "F" and not np.isfinite(numbers).all()):
        raise ValueError("predict returned NaN or infinity: did the training diverge?")
    return numbers.astype(int) if numbers.dtype.kind == "b" else numbers


def reached(letter, predict, splits, which, measure):
    """Return a measure on the validation data or the test of each split."""
    lab, found = lab_of(letter), []
    for seed, split in enumerate(splits):
        some = parts(letter, split)
        learn, ask = (some.train, some.validation) if which == "validation" else (some.final, some.test)
        found.append(lab.measures(said(letter, predict, learn, ask, seed), ask)[measure])
    return np.array(found)


def accepted(entry):
    """Return lab, function and number of tries of what was handed in, or raise what it lacks."""
    if not isinstance(entry, tuple | list) or len(entry) != 3:
        raise TypeError(f"Expected {ENTRY}; got {named(entry)}.")
    letter, predict, tries = entry
    letter = letter.strip().upper() if isinstance(letter, str) else letter
    if not isinstance(letter, str) or letter not in SPLITS:
        raise ValueError(f'Expected a lab from "A" to "G" first, got {entry[0]!r}.')
    if isinstance(predict, type) or not callable(predict):
        raise TypeError(f"Expected the function predict itself, without brackets after its name, got {named(predict)}.")
    if isinstance(tries, bool) or not isinstance(tries, int | np.integer) or tries < 1:
        raise ValueError(
            f"Expected how many settings you tried on the validation data, this one included: a whole number from 1 "
            f"on, got {tries!r}. Nobody can judge the best of a number of tries without the number."
        )
    return letter, predict, int(tries)


def against(mine, other, rival, measure):
    """Return two means as text, and in how many splits the first is ahead."""
    lead = rival.sign * (mine - other)
    count = f", ahead in {int((lead > 0).sum())} of {len(lead)} splits" if len(lead) > 1 else ""
    return f"{measure} {mine.mean():.3g}, {rival.name} {other.mean():.3g}{count}", lead


def measure(entry):
    """Compare an answer with the strong baseline of its lab, on validation data first; if it leads, on the test.

    Returns the lead on the validation data, positive where the answer is better.
    """
    letter, predict, tries = accepted(entry)
    rival, splits = rivals(letter), SPLITS[letter]
    mine = reached(letter, predict, splits, "validation", rival.choice)
    text, lead = against(mine, rival.validation, rival, rival.choice)
    value, sentence = float(lead.mean()), f"On the validation data of lab {letter}: {text}."
    if not value > 0:
        return value, False, sentence, advice(letter, predict, mine, rival)
    if letter != "D" and (mine.min() >= 0.999 if rival.sign > 0 else mine.max() < 0.01 * rival.validation.min()):
        return value, False, sentence, KNOWN
    LOOKS[letter] += 1
    result = reached(letter, predict, splits, "test", rival.measure)
    text, lead = against(result, rival.test, rival, rival.measure)
    return value, True, f"{sentence} On the test: {text}. {verdict(lead, rival.noise)} {caution(letter, tries, rival)}"


def verdict(lead, noise):
    """Say whether a lead on the test is one, for one split by the spread over starts, for several by their signs."""
    if len(lead) == 1:
        if abs(lead[0]) <= noise:
            return f"A draw: with other starts alone it would move by up to {noise:.2g}."
        return "A win." if lead[0] > 0 else "A loss, whatever the validation data said."
    if (lead > 0).all():
        return f"A win; with {len(lead)} splits luck alone would give that once in {2 ** len(lead)}."
    if (lead < 0).all():
        return "A loss, whatever the validation data said."
    return "A draw: it depends on the split."


def caution(letter, tries, rival):
    """Say what the number of tries, and of looks at the test, does to the numbers."""
    words = (
        f"You tried {tries}, the baseline {rival.tries}." if tries > 1 else f"One try; the baseline had {rival.tries}."
    )
    if tries > rival.tries:
        words += " More tries alone make the best of them look better on the validation data."
    if LOOKS[letter] > 1:
        words += (
            f" This was look {LOOKS[letter]} at this test since the notebook was started: if you choose by it, it is "
            "validation data, and there is no test left."
        )
    return words


def advice(letter, predict, mine, rival):
    """Say what keeps an answer from the lead, as far as it can be measured."""
    some = parts(letter, SPLITS[letter][0])
    learn = some.train
    answers = said(letter, predict, learn, learn, 0)
    spread = np.ptp(answers[np.isfinite(answers)])
    if not spread > 0:
        return "It says the same of every example: does predict use `ask`, and has anything been learned?"
    if letter == "A" and np.isin(said(letter, predict, learn, some.validation, 0), (0, 1)).all():
        return "It says 0 or 1 of everybody, and log loss punishes what is wrong and certain. Return the probabilities."
    own = lab_of(letter).measures(answers, learn)[rival.choice]
    if letter in TURNED:
        turned = np.where(np.isfinite(answers), 0.0 - answers if letter in "CF" else 1 - answers, answers)
        other = lab_of(letter).measures(turned, learn)[rival.choice]
        if rival.sign * (other - own) > 0.5 * max(own, other):
            return f"With its sign turned round it would do better: {TURNED[letter]}. Which way does yours go?"
    seen = f"On the examples that it learned from it comes to {own:.3g}"
    if rival.sign * (own - rival.validation.mean()) <= 0:
        words = (
            f"{seen}, no better than the baseline on new ones: it has learned too little. Train longer, or with a "
            "larger rate, or let it become larger."
        )
    elif rival.sign * (own - mine[0]) > abs(float((mine - rival.validation).mean())):
        words = (
            f"{seen}, on new ones to {mine[0]:.3g}: some of that is known by heart. Fewer epochs, weight decay or more "
            "varied examples may do."
        )
    else:
        words = (
            f"{seen}, on new ones to {mine[0]:.3g}, so knowing by heart is not what is in its way. Other inputs may "
            "help, or a form that fits the data better."
        )
    if rival.sign * (rival.network - rival.validation.mean()) <= 0:
        words += f" The lesson's network does not lead in lab {letter} either ({rival.network:.3g})."
    return words
