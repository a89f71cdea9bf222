"""Say of a result that holds nothing but NaN where NaN comes from: it has lost what it was computed from."""

import numpy as np

from nnlearn.checks.trial import parts

SENTENCE = (
    "Every number of the result is NaN, not a number. NaN comes from 0 / 0, infinity - infinity and 0 times infinity, "
    "and all that is computed with it is NaN, too."
)


def all_nan(trial, found):
    """Return a sentence in a list, if an answer gives NaN alone on each ordinary input, and the reference does not.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome

    Returns
    -------
    list of str
    """
    given = [parts(trial.part(found[i])) for i in trial.ordinary if found[i].error is None]
    wanted = [parts(trial.part(trial.expected[i])) for i in trial.ordinary if trial.expected[i].error is None]
    lost = given and all(map(_nan, given)) and not any(map(_nan, wanted))
    return [SENTENCE] if lost and len(given) == len(trial.ordinary) else []


def _nan(values):
    return bool(values) and all(_numbers(one) and np.isnan(one).all() for one in values.values())


def _numbers(value):
    if isinstance(value, float):
        return True
    return isinstance(value, np.ndarray | np.floating) and value.dtype.kind == "f" and np.size(value) > 0
