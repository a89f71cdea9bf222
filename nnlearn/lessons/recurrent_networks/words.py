"""What the recurrent explorer says in words."""

from nnlearn.lessons.recurrent_networks.train import LETTERS
from nnlearn.plots.numbers import fixed, short, significant
from nnlearn.plots.strips import SEEN


def step(view, k):
    """Return a step and the letter it reads."""
    letter = view.state.text[k - 1]
    return f"step {k}, letter {SEEN.get(letter, letter)}"


def unit(view, k, which):
    """Return the number of a unit after the step under the pointer; `which` counts from 0."""
    if k > view.at:
        return f"{step(view, k)}\nnot yet read"
    value = view.run.states[k][which]
    shown = fixed(value) if abs(value) < 100 else significant(value)  # without tanh it may explode
    return f"{step(view, k)}\nunit {which + 1}: {shown}"


def sent(view, k):
    """Return what is left of the gradient at the step under the pointer."""
    back = view.at - k
    if back < 0:
        return f"{step(view, k)}\nnot yet read"
    steps = f"{back} step{'' if back == 1 else 's'} back" if back else "here"
    cut = ", cut off by truncation" if back >= view.state.unroll else ""
    power = f"radius to the power of {back}: {significant(view.radius**back, 2)}"
    return f"{step(view, k)}: {steps}{cut}\ngradient: {short(view.shares[back])} of its size here\n{power}"


def copy(view, k, which):
    """Return what is under the pointer in the copy of a step: a unit, or -1 for the whole."""
    if which >= 0:
        return unit(view, k, which)
    chances = view.run.chances[k]
    guess, right = LETTERS[chances.argmax()], view.state.text[k]
    expects = f"expects {SEEN.get(guess, guess)} with {fixed(chances.max())}; next is {SEEN.get(right, right)}"
    return f"{step(view, k)}\n{expects}\ngradient: {short(view.shares[view.at - k])} of its size here"


def chance(view, row):
    """Return the probability of the letter under the pointer; row 0 is the most probable."""
    chances, right = view.run.chances[view.at], view.state.text[view.at]
    k = (-chances).argsort(kind="stable")[row]
    verdict = ", the right one" if LETTERS[k] == right else ""
    return f"next letter {SEEN.get(LETTERS[k], LETTERS[k])}{verdict}\nprobability {significant(chances[k])}"
