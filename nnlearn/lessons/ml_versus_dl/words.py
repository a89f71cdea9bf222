"""What the duel explorer says in words, and the lines of Python that give the same numbers."""

from nnlearn.lessons.ml_versus_dl.curves import curve, following, hours
from nnlearn.lessons.ml_versus_dl.looks import ABOUT
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.plots.numbers import fixed, significant

UNITS = {"accuracy": "", "seconds to train": " s", "microseconds an answer": " µs", "numbers kept": ""}
LETTER = 6.6  # pixels of the page that a letter takes, on average


def folded(text, pixels):
    """Return a text in lines that are no longer than so many pixels.

    Examples
    --------
    >>> folded("one two three", 50)
    'one two\\nthree'
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(f"{lines[-1]} {word}") * LETTER > pixels:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def ordered(name):
    """Return a rival with its article.

    Examples
    --------
    >>> ordered("SVM"), ordered("rules")
    ('the SVM', 'the rules')
    """
    article = {"logistic": "logistic regression", "hand-made": "hand-made features", "rule scores": "rule scores"}
    return article.get(name) or f"the {name.replace('neighbours', 'nearest neighbours').replace('dense', 'dense net')}"


def rolled(state):
    """Return how far the signal is rolled, and whether it was bent."""
    places = f"rolled by {state.roll} place{'s' if state.roll != 1 else ''}" if state.roll else "in place"
    return f"{places}{', bent' if state.bent else ''}"


def title(view):
    """Return the first line: who is right about this signal, and who changed his mind."""
    right = sum(view.now(name) == view.label for name in NAMES)
    text = f"A {view.label}, {rolled(view.state)}: {right} of {len(NAMES)} rivals are right"
    if view.state.roll:
        text += f", {changed(view)} changed their answers"
    return text


def changed(view):
    """Return how many rivals answer otherwise than without the roll."""
    return sum(view.now(name) != view.before(name) for name in NAMES)


def ranking(state, names=NAMES, axis="accuracy"):
    """Return (rival, point) of those measured at this n, the largest mean first."""
    found = [(name, curve(name, axis, state.places).get(state.n)) for name in names]
    return sorted((one for one in found if one[1]), key=lambda one: -one[1].mean)


def ahead(view):
    """Return the second line: who is ahead with so many labels."""
    state = view.state
    order = ranking(state)
    if len(order) < 2:
        return f"{_labels(state)}: not measured."
    (first, one), (second, two) = order[:2]
    seeds = f"{one.seeds} seeds: {fixed(one.low)} to {fixed(one.high)}"
    return f"{_labels(state)}: {first} {fixed(one.mean)} ({seeds}), then {second} {fixed(two.mean)}."


def _labels(state):
    return f"{state.n:,} labels, places {state.places}"


def head(view):
    """Return the line above the signal."""
    state = view.state
    how = "drag the pen" if state.pen else "drag to roll"
    return f"unseen signal {state.sample}, places {state.places}: {how}"


def measure(state):
    """Return the line above the curves."""
    return {
        "accuracy": "accuracy on 1,000 unseen signals",
        "seconds to train": "seconds to tune and train (log scale)",
        "microseconds an answer": "microseconds an answer (log scale)",
        "numbers kept": "numbers kept to answer (log scale)",
    }[state.axis]


def tick(value, axis):
    """Return a tick of the upright axis of the curves.

    Examples
    --------
    >>> tick(0.2, "accuracy"), tick(-2, "seconds to train"), tick(6, "numbers kept")
    ('0.2', '0.01', '1e6')
    """
    if axis == "accuracy":
        return fixed(value, 1)
    return f"1e{value}" if value > 5 else f"{10.0**value:,.{max(-value, 0)}f}"


def cost(time):
    """Return hours of an expert.

    Examples
    --------
    >>> cost(1.6667), cost(66.7), cost(0.1667)
    ('1.7 h', '67 h', '10 min')
    """
    return f"{time * 60:.0f} min" if time < 1 else f"{time:,.0f} h" if time >= 10 else f"{fixed(time, 1)} h"


def price(state):
    """Return the line below the curves: what the labels cost."""
    return f"labels n; an expert takes {state.price:g} min for each"


def share(value):
    """Return a share of answers that change, as it stands in the table."""
    return "never" if value == 0 else fixed(value)


def amount(value, axis):
    """Return a mean as it stands in the table.

    Examples
    --------
    >>> amount(0.858, "accuracy"), amount(22.04, "seconds to train"), amount(16298, "numbers kept")
    ('0.86', '22 s', '16,298')
    """
    if axis == "accuracy":
        return fixed(value)
    text = f"{value:,.0f}" if value >= 10 else "0" if value < 5e-3 else significant(value, 2)
    return text + UNITS[axis]


HEADS = ("this signal, computed now", "recorded: 1,000 signals")  # over the two parts of the table


def columns(state):
    """Return the heads of the columns of the table."""
    step, roll = following(state.n), f"roll {state.roll}" if state.roll else "any roll"
    after = f"to {step:,}" if step else ""
    return "rival", "answer", "right at each roll?", f"changed, {roll}", f"n = {state.n:,}", after


def values(state, name):
    """Return a rival's mean at this n, and what the next n brings; empty texts where nothing was measured."""
    points = curve(name, state.axis, state.places)
    here, there = points.get(state.n), points.get(following(state.n))
    if here is None:
        return "", ""
    if there is None:
        return amount(here.mean, state.axis), ""
    gain = there.mean - here.mean
    if state.axis == "accuracy":
        after = f"{'+' if round(gain, 2) >= 0 else ''}{fixed(gain)}"
    else:
        after = f"× {significant(there.mean / here.mean, 2)}" if here.mean > 0 else ""
    return amount(here.mean, state.axis), after


# Words at the pointer, and of the whole picture.


def about(view, name):
    """Return what a rival is, and how it did."""
    state = view.state
    point = curve(name, state.axis, state.places).get(state.n)
    lines = [f"{name}: {ABOUT[name]}"]
    if point is not None:
        lines.append(f"{state.axis}, n = {state.n:,}: {amount(point.mean, state.axis)} ({spread(point, state.axis)})")
    roll = f"a roll by {state.roll}" if state.roll else "a roll"
    lines.append(f"n = 400: {roll} changes {fixed(view.share(name))} of its answers to 1,000 signals")
    return "\n".join(lines)


def spread(point, axis):
    """Return smallest and largest of the seeds."""
    return f"{point.seeds} seeds: {amount(point.low, axis)} to {amount(point.high, axis)}"


def in_strip(view, name, roll):
    """Return what a rival answers at one roll."""
    answer = int(view.answers[name][roll])
    how = "right" if answer == view.label else f"wrong, it is a {view.label}"
    return f"{name} (400 labels), rolled by {roll}: {answer}, {how}\nclick: roll it there"


def in_signal(view, place):
    """Return the height at a place."""
    act = "draw" if view.state.pen else "drag to roll the signal"
    return f"place {place}: height {fixed(view.shown[place])}\n{act}"


def in_eye(view, bar):
    """Return one bar of what the rival sees."""
    sight = view.sight
    one = {"digits": "digit", "places": "place", "frequencies": "frequency", "units": "unit"}[sight.along]
    return f"{one} {bar}: {significant(sight.bars[bar])}"


def on_curve(state, name, n):
    """Return one point of a curve."""
    point = curve(name, state.axis, state.places)[n]
    same = f"\nall seeds learn from the same {n:,}" if following(n) is None else ""
    return f"{name}, n = {n:,}: {amount(point.mean, state.axis)}\n{spread(point, state.axis)}{same}"


def on_plane(state, n):
    """Return what so many labels cost."""
    return f"n = {n:,}: {cost(hours(n, state.price))} of an expert\nclick or drag to choose n"


def describe(view):
    """Return the alt text."""
    state = view.state
    answers = ", ".join(f"{name} {view.now(name)}" for name in NAMES)
    shares = ", ".join(f"{name} {fixed(view.share(name))}" for name in NAMES)
    curves = ", ".join(
        f"{name} {amount(point.mean, state.axis)}" for name, point in ranking(state, state.ticked, state.axis)
    )
    return (
        f"{title(view)}. Answers: {answers}. Of the answers to 1,000 signals with n = 400 "
        f"{'this' if state.roll else 'a'} roll changes these shares: {shares}. "
        f"Seen by {ordered(state.focus)}: {view.sight.title}. {view.sight.words} {ahead(view)} "
        f"{state.axis} with {state.n:,} labels: {curves or 'nobody is ticked'}; they cost "
        f"{cost(hours(state.n, state.price))}."
    )


def code(view):
    """Return the lines of Python that give the answers, the share and the point of the curve of the rival in focus."""
    state = view.state
    lines = [
        "import numpy as np",
        "from nnlearn import datasets",
        "from nnlearn.lessons.ml_versus_dl.curves import curve, hours",
        "from nnlearn.lessons.ml_versus_dl.live import answers, rolls",
        "",
        f"x = datasets.mnist1d().x[{4000 + state.sample}].copy()  # (40,), a {view.label}",
    ]
    if state.bent:
        places, heights = zip(*state.bent, strict=True)
        lines.append(f"x[{list(places)}] = {list(heights)}  # bent")
    column = state.roll or "1:"
    lines += [
        f"moved = np.roll(x, {state.roll})",
        f'found = answers(np.stack([x, moved]), "{state.places}")  # before and after the roll',
        f'share = rolls()["{state.places}"]["{state.focus}"][:, {column}].mean()  # of answers to 1,000 signals',
        f'points = curve("{state.focus}", "{state.axis}", "{state.places}")',
        "for name, (before, now) in found.items():",
        "    print(name, before, now)",
        f'print("{state.focus}", share, points.get({state.n}), hours({state.n}, {state.price}))',
    ]
    return "\n".join(lines)


def numbers(view):
    """Return what the code must give."""
    state = view.state
    found = {f'found["{name}"]': [view.before(name), view.now(name)] for name in NAMES}
    point = curve(state.focus, state.axis, state.places).get(state.n)
    if point is not None:
        found[f"points[{state.n}].mean"] = point.mean
    return found | {
        "share": view.share(state.focus),
        "moved": view.line,
        f"hours({state.n}, {state.price})": hours(state.n, state.price),
    }
