"""Relations of a step: seen from an argument, the result went the wrong way, too far, or nowhere."""

import numpy as np

from nnlearn.checks.diagnosis.relations.size import same
from nnlearn.checks.diagnosis.relations.words import up


def relations(cases, what):
    """Yield a sentence for each argument from which the result went by a constant times the right step.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> w, g = np.array([1.0, 2.0, 4.0]), np.array([0.5, -1.0, 3.0])
    >>> case = SimpleNamespace(expected=w - g, found=w + g, arguments={"w": w, "g": g}, tolerance=1e-6)
    >>> list(relations([case, case], "the result"))
    ['Seen from `w`, the result went as far as it should, but the wrong way: which sign has the change?']
    """
    for name in cases[0].arguments:
        steps = [_steps(case, name) for case in cases]
        if len(cases) < 2 or any(step is None for step in steps):
            continue
        right, ours = (np.concatenate([step[i].ravel() for step in steps]) for i in (0, 1))
        if right.size < 3 or not right.any():
            continue
        times = float(ours @ right / (right @ right))
        if not ours.any():
            new = f"the new {what}" if what == f"`{name}`" else what
            yield f"{up(new)} is `{name}` as it came in. Is the new value computed, and returned?"
        if abs(times) < 1e-3 or abs(times - 1) < 1e-3:
            continue
        starts = [np.asarray(case.arguments[name], float) for case in cases]
        if all(
            same(start + times * step[0], case.found, case.tolerance)
            for start, step, case in zip(starts, steps, cases, strict=True)
        ):
            yield _sentence(name, what, times)


def _steps(case, name):
    """Return the right step and the one made, from an argument of the same shape as the result; or None."""
    start = case.arguments[name]
    if not isinstance(start, np.ndarray) or start.dtype.kind != "f" or start.ndim == 0:
        return None
    if not start.shape == case.expected.shape == case.found.shape or not np.isfinite(case.found).all():
        return None
    return case.expected - start, case.found - start


def _sentence(name, what, times):
    what = f"the new {what}" if what == f"`{name}`" else what
    if abs(times + 1) < 1e-6:
        return f"Seen from `{name}`, {what} went as far as it should, but the wrong way: which sign has the change?"
    way = "the right way" if times > 0 else "the wrong way"
    far = f"{abs(times):.4g} times as far as it should"
    return f"Seen from `{name}`, {what} went {way}, {far}: by which factor is the change multiplied?"
