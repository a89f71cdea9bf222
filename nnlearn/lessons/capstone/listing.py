"""The lines of Python that give what the card explorer shows."""

LINES = """import numpy as np
from nnlearn.lessons.capstone.replays import record, replay

reported, fresh = replay({tries}, {size})  # 2,000 times the best of {tries}
print(reported.mean(), fresh.mean(), (reported - fresh).mean())
ok = record()["{name}"][{first}:{last}, :{size}]  # right or wrong, by start and example
means, rival = ok.mean(axis=0), record()["rivals"][{rival}, :{size}]
difference = means.mean() - rival.mean()
variance = {variance}
half = 1.96 * np.sqrt(variance / {size})
print(means.mean(), rival.mean(), difference, half)"""


def code(view):
    """Return the lines that reproduce the picture."""
    state, one = view.state, view.measures
    first = 0 if one.leaked else one.first
    where = {"name": "leaked" if one.leaked else "right", "first": first}
    where |= {"last": first + len(one.ok), "rival": int(one.linear)}
    where |= {"variance": "(means - rival).var()" if state.paired else "means.var() + rival.var()"}
    return LINES.format(tries=state.tries, size=state.test_size, **where)


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    one = view.measures
    return {
        "reported.mean()": view.replays[0].mean(),
        "(reported - fresh).mean()": view.gap,
        "means.mean()": one.accuracy,
        "difference": one.difference,
        "half": one.paired_half if view.state.paired else one.apart_half,
    }
