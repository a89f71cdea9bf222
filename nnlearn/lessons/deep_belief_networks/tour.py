"""The tour of the dream explorer: a guess upward, an argument, a dream, draws, a wish, one cell, one layer less."""

from functools import lru_cache
from statistics import mean

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.deep_belief_networks.dreamers import DEPTHS, HIDDEN, measured, read
from nnlearn.lessons.deep_belief_networks.dreaming import LAST, PIXELS
from nnlearn.lessons.deep_belief_networks.parts import binary
from nnlearn.lessons.deep_belief_networks.state import DIGIT, DRAWS, EACH, MEANS, NOISE, NONE, State, view_of
from nnlearn.lessons.deep_belief_networks.words import article, counted
from nnlearn.plots.numbers import fixed

BLANK = "\N{NO-BREAK SPACE}"


def percent(value):
    """Return a share in percent, on one line.

    Examples
    --------
    >>> percent(0.25).split(BLANK)
    ['25', '%']
    """
    return f"{fixed(100 * value, 0)}{BLANK}%"


def share(depth, name):
    """Return the mean of what was measured of five networks, in percent."""
    return percent(mean(measured(depth, name)))


def _on(view, layer):
    return int(view.layers[layer][0][view.dream].sum())


def _up(view):
    return (
        f"An unseen {view.label} goes up: its {int(view.pictures[view.dream].sum())} pixels of ink excite "
        f"{_on(view, 1)} of the {HIDDEN} cells of layer 1, and these excite {_on(view, 2)} of layer 2. Layer 1 is "
        f"a guess, made without asking layer 2. The label cells say {int(view.label_p.argmax())}; the label that fits "
        f"best is right for {share(2, 'named')} of unseen digits."
    )


def _noise(view):
    return (
        "Now the other way. The top two boards, with the label cells, are a Boltzmann machine: each is drawn again and "
        f"again, given the other. It starts from noise, {_on(view, 2)} of {HIDDEN} cells on, and so the {PIXELS} "
        "pixels are nothing that anybody wrote."
    )


def _dream(view):
    return (
        f"A dream: after {counted(view.at, 'sweep')} there are strokes, and a reader finds {_kinds(view)} different "
        f"digits in these ten, {fixed(_usual(view.at), 1)} on average over 40 starts. Only the top argues. Whatever is "
        "below it is made in one pass down, from layer 1 to the picture, and nothing goes back up."
    )


def _draws(view):
    good, pretty = share(2, "free, draws: precision"), share(2, "free, p > 1/2: precision")
    more, less = share(2, "free, draws: recall"), share(2, "free, p > 1/2: recall")
    return (
        "The same cells; only now each pixel is drawn, and not shown as its probability. Over five networks, "
        f"{good} of draws fall among the real digits, but {pretty} of probabilities cut at 1/2. Yet the draws cover "
        f"{more} of the real digits, and the others {less}: prettier is poorer."
    )


def _asked(view):
    first, tenth, last = (share(2, f"read as asked, {kind}") for kind in ("1 sweeps", "10 sweeps", "draws"))
    return (
        "One of each digit is asked for: its label cell is held on. It takes a while. Over five networks, the reader "
        f"reads {first} of draws as asked after 1 sweep, {tenth} after 10 and {last} after {LAST}; of real digits it "
        f"gets {_reader()} right. Here, shown as probabilities, it is {view.right} of 10."
    )


def _turned(view):
    now, before = (article(one.reads[view.dream]) for one in (view, view.before))
    return (
        f"One cell of the top, number {view.flipped[0] + 1}, is turned over, and the picture comes down again with the "
        f"same random numbers: read as {now}, before as {before}. That is rare. Over all top cells of many dreams, "
        f"{share(2, 'read changes')} of such turns change what is read."
    )


def _one_machine(view):
    one, two, three = (share(depth, "read as asked, draws") for depth in DEPTHS)
    return (
        "One machine alone: pixels, label cells, one board. Do the ten look worse? Of its draws, "
        f"{one} are read as asked; with a layer more {two}, with two more {three}. A nearest neighbour tells dreams "
        f"from unseen digits in {_told(1)}, {_told(2)} and {_told(3)} of cases; 50 % is chance."
    )


def _kinds(view):
    return len(set(view.reads.tolist()))


@lru_cache(maxsize=4)
def _usual(position, starts=40):
    """Return how many different digits are read in ten dreams, on average over many starts."""
    return mean(_kinds(view_of(State(seed=seed, position=position))) for seed in range(starts))


def _reader():
    data = binary()
    return percent((read(data.x_test).argmax(axis=1) == data.y_test).mean())


def _told(depth):
    """Return how many dreams and real digits have their nearest neighbour among their own kind."""
    both = [measured(depth, f"free, draws: {side} alone") for side in ("made", "real")]
    return percent(mean(map(mean, both)))


PLAIN = {
    **{"asked": NONE, "shown": MEANS, "start": NOISE, "depth": 2, "digit": 7, "seed": 40, "position": 0},
    **{"drawn": 0, "dream": 0, "chosen": (2, 50), "flips": ()},
}
CELL = 14  # of the top, counted from 0: turned over, it makes an 8 of a 9
TOUR = (
    Stop({**PLAIN, "start": DIGIT}, _up, "Draw on the picture: when do they change their mind?"),
    Stop(PLAIN, _noise, "Press Play: after how many sweeps do you see a stroke?"),
    Stop({**PLAIN, "position": 30}, _dream, "Click another of the ten: how many of its cells are on?"),
    Stop({**PLAIN, "position": 30, "shown": DRAWS}, _draws, "Which of the two is a sample?"),
    Stop({**PLAIN, "position": LAST, "asked": EACH}, _asked, "Ask for an 8: how different are ten of them?"),
    Stop(
        {**PLAIN, "seed": 5, "position": 80, "dream": 9, "chosen": (2, CELL), "flips": ((80, 9, CELL),)},
        _turned,
        "Turn it back, try others: which cells do nothing?",
    ),
    Stop({**PLAIN, "depth": 1, "position": LAST, "asked": EACH}, _one_machine, "Add layers: can you tell?"),
)
