"""Find the first value on a wrong answer's way that, replaced by one that the solution computes, makes the rest right.

A change of the code (`repair.py`) can only find a slip; this finds any place, if it is one: an operation of another
kind, a wrong formula, a line that raises. The value itself is never told, only where it is and how it is wrong.
"""

import ast
import contextlib
import time

import numpy as np

from nnlearn.checks.compare import as_numbers, plain
from nnlearn.checks.diagnosis import relations
from nnlearn.checks.diagnosis.source import source_of
from nnlearn.checks.diagnosis.values.pool import Pool
from nnlearn.checks.diagnosis.values.recorded import Recorded
from nnlearn.checks.diagnosis.values.watched import text_of
from nnlearn.checks.guarded_call import quiet
from nnlearn.checks.limits import TimeUp, time_limit
from nnlearn.checks.trial import parts

SECONDS = 2.5  # for the whole search
ONE_TRY = 0.25
SHAPE, NUMBER = " Its shape there", " It is a single number there"


def transplant(trial, answer, wrong, names):
    """Return sentences that say where a value goes wrong and, if that is known, how; [] if no single place explains it.

    Parameters
    ----------
    trial : Trial
    answer : function or class
    wrong : list of int
        The inputs on which it is wrong.
    names : list of str
        Of the arguments.
    """
    source, right = source_of(answer), source_of(trial.exercise.reference)
    places = [i for i in trial.ordinary if i in wrong]
    if source is None or right is None or not places:
        return []
    with quiet(), contextlib.suppress(TimeUp):  # it is slower when every value is kept
        search = _Search(trial, Recorded(source), Recorded(right), places[-1])  # the last is sampled
        return search.replaced(names)
    return []


class _Search:
    def __init__(self, trial, ours, theirs, first):
        self.trial, self.ours, self.theirs, self.first = trial, ours, theirs, first
        self.end = time.monotonic() + SECONDS
        self.call(theirs, first)
        result = [trial.part(trial.expected[first])]
        self.pool = Pool([*trial.inputs[first].arguments, *_all(theirs.values), *parts(result[0]).values()])
        self.rights = {k: values for k, values in _distinct(theirs.values).items() if not self._is_result(values)}
        self.call(ours, first)
        self.found, self.order = dict(ours.values), list(ours.order)

    def call(self, recorded, place, instead=None):
        arguments = self.trial.inputs[place].arguments
        with time_limit(ONE_TRY):
            return recorded.run(lambda: self.trial.call(recorded.answer, arguments), instead)

    def _is_result(self, values):
        whole = self.trial.part(self.trial.expected[self.first])
        return len(values) == 1 and self.trial.compare(whole, values[0]) is None

    def replaced(self, names):
        """Try every foreign value, in the order in which they are computed, with every value of the solution."""
        for number in self.order:
            found = self.found.get(number, [])
            if found and all(value is not None and self.pool.holds(value) for value in found):
                continue
            said = shaped = None
            for right, values in self.rights.items():
                if time.monotonic() > self.end:
                    return said or shaped or []
                if _could(found, values) and self.works(self.first, number, values):
                    pairs = self.everywhere(number, right)
                    if pairs is not None:
                        how = self.how(pairs, names)
                        if how.startswith((SHAPE, NUMBER)):  # a mean where one is taken next fits, but is not needed
                            shaped = shaped or self.told(number, how)
                            continue
                        said = said if said and not how else self.told(number, how)
                        if how:
                            return said
            if said or shaped:
                return said or shaped
        return []

    def works(self, place, number, values):
        try:
            outcome = self.call(self.ours, place, {number: values})
        except TimeUp:
            return False
        return self.trial.differ(self.trial.expected[place], outcome) is None

    def everywhere(self, number, right):
        """Return (right values, found values) for every ordinary input, None if they do not make all of them right."""
        pairs = []
        for place in self.trial.ordinary:
            self.call(self.theirs, place)
            values = self.theirs.values.get(right, [])
            self.call(self.ours, place)
            found = self.ours.values.get(number, [])
            if number in self.ours.order and (not values or not self.works(place, number, values)):
                return None
            pairs.append((values, found))
        return pairs

    def told(self, number, how):
        expression = self.ours.watched.expressions[number]
        order = " Python multiplies and divides first, then adds." if _mixed(expression) else ""
        code = text_of(expression)
        line = "" if self.once(code) else f" in the line `{self.ours.source.line(expression.lineno)}`"
        before = "" if how or order or not self.reads_own(expression) else ", or in what goes into it"
        rest = "with another value there, the rest would be right"
        return [f"It goes wrong at `{code}`{line}{before}: {rest}.{how}{order}"]

    def reads_own(self, expression):
        """Return whether an expression reads a name that the answer has given a value."""
        given = self.ours.watched.given
        return any(isinstance(one, ast.Name) and one.id in given for one in ast.walk(expression))

    def once(self, code):
        return [text_of(one) for one in self.ours.watched.expressions].count(code) == 1

    def how(self, pairs, names):
        """Say how the value differs from the one that is needed, or "" if that is not simple."""
        full = [(right, found) for right, found in pairs if right and found]
        if not full or len(full) < len(pairs) or any(isinstance(found[0], range) for _, found in full):
            return ""
        has, needs = np.shape(plain(full[0][1][0])), np.shape(plain(full[0][0][0]))
        if has != needs and not needs:  # a mean fits wherever a mean is taken next
            return ""
        if has != needs and [n for n in has if n != 1] == [n for n in needs if n != 1]:  # both may fit
            return ""
        if has != needs:
            return f"{SHAPE} is {has}, and {needs} is needed." if has else f"{NUMBER}, and shape {needs} is needed."
        arrays = [(_array(right), _array(found)) for right, found in full]
        if any(one is None or other is None or one.shape != other.shape for one, other in arrays):
            return ""
        if len(np.unique(np.concatenate([right.ravel() for right, _ in arrays]))) < 3:
            return ""
        arguments = [dict(zip(names, self.trial.inputs[i].arguments, strict=True)) for i in self.trial.ordinary]
        said = relations.of_pairs("that value", arrays, arguments, self.trial.exercise.tolerance)
        return f" {said[0]}" if said else ""


def _all(values):
    return [value for found in values.values() for value in found]


def _array(values):
    numbers = [as_numbers(plain(value)) for value in values]
    if any(one is None or one.shape != numbers[0].shape for one in numbers):
        return None
    return np.stack(numbers).astype(float) if len(numbers) > 1 else numbers[0].astype(float)


def _distinct(values):
    """Return the values of the solution's expressions, every sequence of them once."""
    kept: dict = {}
    for number, found in values.items():
        if all(value is not None for value in found):
            key = repr([value if isinstance(value, range) else as_numbers(plain(value)).tolist() for value in found])
            kept.setdefault(key, (number, found))
    return dict(kept.values())


def _could(found, values):
    """Return whether values could stand in the place of what was found: as many, and of the same kind."""
    if not found:  # it raised
        return not isinstance(values[0], range)
    if any(value is None for value in found) or len(values) not in (1, len(found)):
        return False
    return isinstance(found[0], range) is isinstance(values[0], range) and found is not values


def _mixed(expression):
    """Return whether a sum has a quotient or product with a sum's look beside it: a / b + c."""
    return (
        isinstance(expression, ast.BinOp)
        and isinstance(expression.op, ast.Add | ast.Sub)
        and isinstance(expression.left, ast.BinOp)
        and isinstance(expression.left.op, ast.Div)
    )
