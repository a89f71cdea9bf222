"""What the recurrent explorer says in words."""

from nnlearn.lessons.recurrent_networks.machine import most_likely
from nnlearn.lessons.recurrent_networks.train import LETTERS
from nnlearn.plots.numbers import fixed, short, significant
from nnlearn.plots.strips import SEEN


def seen(letter):
    """Return a letter as it is drawn: a space is visible.

    Examples
    --------
    >>> seen(" "), seen("a")
    ('␣', 'a')
    """
    return SEEN.get(letter, letter)


def value(number):
    """Return what a unit says; without tanh it may explode."""
    return fixed(number) if abs(number) < 100 else significant(number)


def title(view):
    """Return what the colours show, of the step that is framed."""
    kind, at, last = view.state.tint, view.at, len(view.text) - 1
    if not at:
        return f"Before the first of {last} letters: every unit is zero"
    where = f"after {at} of {last} letters"
    if kind == "unit":
        return f"Unit {view.state.unit} is {value(view.values[-1])} {where}"
    if kind == "surprise":
        return f"Surprise {fixed(view.surprises[:at].mean())} on average {where}"
    far = min(10, at - 1)
    return f"{steps(far)} back the gradient is {short(view.shares[far])} times as large as here ({where})"


def line(view):
    """Return a second sentence."""
    if not view.at:
        return "Press Play: it reads letter by letter, and guesses the next one each time"
    if view.state.tint == "gradient":
        return f"Spectral radius {fixed(view.radius)}; {truncation(view)}"
    chances = view.run.chances[view.at]
    best = int(chances.argmax())
    right = view.text[view.at]
    verdict = f"and is right: {seen(right)} comes" if LETTERS[best] == right else f"but {seen(right)} comes"
    return f"Next it expects {seen(LETTERS[best])} with probability {fixed(chances[best])}, {verdict} (dotted frame)"


def truncation(view):
    """Return what truncation costs."""
    cut = min(view.state.cut, view.at)
    if cut == view.at:
        return "nothing of dL/dW is cut off"
    return f"truncation after {steps(cut)} loses {short(100 * view.back.shares[cut - 1])} % of dL/dW"


def describe(view):
    """Return the alt text."""
    state = view.state
    bend = "" if state.tanh else ", no tanh"
    network = f"{state.network.capitalize()} network, spectral radius {fixed(view.radius)}{bend}"
    chances = view.run.chances[view.at]
    best = int(chances.argmax())
    return (
        f'{network}, after {view.at} of {len(view.text) - 1} letters, "{view.text[: view.at]}". '
        f"Most probable next letter: {seen(LETTERS[best])} with {fixed(chances[best])}. {title(view)}. {line(view)}."
    )


def steps(count):
    """Return a number of steps.

    Examples
    --------
    >>> steps(1), steps(4)
    ('1 step', '4 steps')
    """
    return f"{count} step{'' if count == 1 else 's'}"


# What lies under the pointer.


def letter(view, index):
    """Return what belongs to a letter of the text, counted from 0."""
    k = index + 1
    chances, code = view.run.chances[index], LETTERS.index(view.text[index])
    best = int(chances.argmax())
    head = f"step {k}: {seen(view.text[index])}"
    guess = f"expected: {seen(LETTERS[best])} with {fixed(chances[best])}"
    surprise = f"its own probability: {significant(chances[code], 2)}, surprise {fixed(view.surprises[index])}"
    if k > view.at:
        return f"{head}, not yet read\nclick to read up to here"
    if view.state.tint == "gradient":
        where, size, _ = sent(view, view.at - k).split("\n")
        return f"{head}\n{where}\n{size}\nclick to send the gradient back from here"
    unit = f"unit {view.state.unit} after it: {value(view.run.states[k][view.state.unit - 1])}"
    return f"{head}, {unit}\n{guess}\n{surprise}\nclick to go to this step"


def sent(view, back):
    """Return what is left of the gradient some steps back."""
    where = f"{steps(back)} back" if back else "here"
    cut = ", cut off by truncation" if back >= view.state.cut else ""
    power = f"radius to the power of {back}: {significant(view.radius**back, 2)}"
    return f"{where}{cut}\ngradient: {short(view.shares[back])} times as large as here\n{power}"


def unit(view, which):
    """Return what a unit of the network says now, counted from 0."""
    return f"unit {which + 1}: {value(view.run.states[view.at][which])}\nclick to colour the text by it"


def chance(view, row):
    """Return the probability of the letter under the pointer; row 0 is the most probable."""
    chances, right = view.run.chances[view.at], view.text[view.at]
    k = most_likely(chances)[row]
    verdict = ", the right one" if LETTERS[k] == right else ""
    return f"next letter {seen(LETTERS[k])}{verdict}\nprobability {significant(chances[k])}"
