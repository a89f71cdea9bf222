"""The tour of the attack explorer: a digit, a toss, a choice, the map, fixed ink, no depth, training on attacks."""

from statistics import mean, stdev

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.adversarial_robustness.readers import (
    CNN,
    INK,
    LINEAR,
    MLP,
    NOTHING,
    SIZES,
    THREE_QUARTERS,
    TRAINED,
    measured,
)
from nnlearn.lessons.adversarial_robustness.state import FOUR
from nnlearn.lessons.adversarial_robustness.words import article, sure
from nnlearn.plots.numbers import fixed

BLANK = "\N{NO-BREAK SPACE}"


def share(name, what, digits=0):
    """Return what was measured of five readers, in percent: mean and standard deviation.

    Examples
    --------
    >>> share("MLP", "tossed 0.2").replace(BLANK, " ")
    '90 ± 3 %'
    """
    values = [100 * value for value in measured(name, what)]
    return f"{fixed(mean(values), digits)}{BLANK}±{BLANK}{fixed(stdev(values), digits)}{BLANK}%"


def at(size):
    """Return a border in words.

    Examples
    --------
    >>> at(0.12), at(None)
    ('at 0.12', 'nowhere up to 0.6')
    """
    return f"nowhere up to {SIZES[-1]:g}" if size is None else f"at {fixed(size)}"


def _clean(view):
    return (
        f"An unseen {view.label}, as it was written. The reader, an MLP with one hidden layer, is sure: "
        f"{sure(view.p[view.label])}. Five such networks read {share(MLP, 'unchanged')} of unseen digits."
    )


def _tossed(view):
    return (
        "Each pixel has gained or lost 0.2 of full ink, as a coin said, but none can fall below white paper or rise "
        f"above black. You see the noise; the reader does not mind: {article(view.read)}, {sure(view.p[view.read])}. "
        f"Five networks still read {share(MLP, 'tossed 0.2')} of the digits."
    )


def _chosen(view):
    return (
        f"The same size, but each sign is chosen: it is that of the loss's slope. Now it is read as "
        f"{article(view.read)}, {sure(view.p[view.read])}. Look at the change: no pixel differs by more than before. "
        f"Five networks read {share(MLP, 'chosen 0.2', 1)} of the digits."
    )


def _map(view):
    medians = [fixed(mean(measured(MLP, f"{kind} border"))) for kind in ("chosen", "tossed")]
    return (
        f"On the map, right is chosen and up is tossed. Along chosen signs the {view.label} is lost "
        f"{at(view.border('chosen'))}, along tossed ones {at(view.border('tossed'))}. Over all digits and five "
        f"networks, the medians are {medians[0]} and {medians[1]}."
    )


def _ink(view):
    ink, most = (share(MLP, f"chosen 0.2, {held}") for held in (INK, THREE_QUARTERS))
    return (
        "Green dots: pixels with ink may not change. The attack makes do with the paper, but needs more: the "
        f"{view.label} is lost {at(view.border('chosen'))}. At 0.2, five networks still read {ink} of the digits with "
        f"the ink fixed, and {most} with three quarters of the pixels fixed."
    )


def _linear(view):
    linear, cnn = (share(name, "chosen 0.2", 1) for name in (LINEAR, CNN))
    return (
        f"This reader has no hidden layer: it is one matrix. At 0.2 the {view.label} is read as {article(view.read)}, "
        f"and the border is {at(view.border('chosen'))}. Five linear readers read {linear} of the attacked digits, "
        f"five CNNs {cnn}. So depth is not the cause."
    )


def _trained(view):
    return (
        "This MLP has learned from attacked digits. The border has moved to the right: the "
        f"{view.label} is lost {at(view.border('chosen'))}. It has not vanished: five such networks read "
        f"{share(TRAINED, 'chosen 0.2')} at 0.2 and {share(TRAINED, 'chosen 0.3')} at 0.3."
    )


HERE = {"digit": FOUR, "reader": MLP, "held": NOTHING, "seed": 0, "drawn": 0, "chosen": 0.0, "tossed": 0.0}
TOUR = (
    Stop(HERE, _clean, "Every pixel may change by 0.2. What share is left?"),
    Stop({**HERE, "tossed": 0.2}, _tossed, "Toss again."),
    Stop({**HERE, "chosen": 0.2}, _chosen, "Raise the size from 0: where does the answer change?"),
    Stop({**HERE, "tossed": 0.4}, _map, "Drag the mark down to the corner, then to the right."),
    Stop({**HERE, "held": INK, "chosen": 0.3}, _ink, "Fix three quarters: where is the border now?"),
    Stop({**HERE, "reader": LINEAR, "chosen": 0.2}, _linear, "And the CNN?"),
    Stop({**HERE, "reader": TRAINED, "chosen": 0.2}, _trained, "Go on to 0.3."),
)
