"""The tour of the gate explorer: forget, keep, keep out, train, count, and hold a gate."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.lstm.records import recorded
from nnlearn.lessons.lstm.state import FARTHEST, State, view_of
from nnlearn.plots.numbers import fixed, short

END = FARTHEST + 2
HIGH, LOW = 0.01, 0.003  # the rates of the recorded trainings


def _text(view):
    return (
        f"A symbol, {len(view.x) - 2} steps of noise (grey), the question: which symbol was it? Below are the gates "
        f"and states of one of {view.gates['h'].shape[1]} units. At step 1, i times g flows into its tank: c is "
        f"{fixed(view.levels[1])}."
    )


def _fresh(view):
    f = view.gates["f"]
    left = f[1:3].prod(axis=0).mean()
    return (
        f"This is PyTorch's own start: f is {fixed(f.mean())} on average. After two steps {fixed(left)} of "
        f"what was in a "
        f"tank is left, and {short(view.shares[20])} of the gradient arrives 20 steps back."
    )


def _pulled(view):
    return (
        f"Forget bias 3: f is {fixed(view.gates['f'].mean())} on average, and {short(view.shares[20])} of the gradient "
        f"arrives 20 steps back (dashed: σ(3) to the power of the steps). Trained from here, {solved(view)}."
    )


def _flooded(view):
    shut = view_of(_with(view, write=-5.0))
    size, small = (fixed(abs(each.gates["c"][80]).mean()) for each in (view, shut))
    return (
        f"Eighty steps, bias 5: it keeps, and it writes the noise, too. At the end |c| is {size} on average; at a "
        f"rate of {HIGH}, {solved(view, HIGH)}; at {LOW}, {solved(view, LOW)}. Pull the input bias to "
        f"−5: |c| is {small}, and {solved(shut, HIGH)} at both."
    )


def _trained(view):
    f, i = view.gates["f"][1:-1].mean(), view.gates["i"][1:-1].mean()
    early, late = abs(view.levels[1]), abs(view.levels[-2])
    return (
        f"Trained from bias 3: over the noise f stays at {fixed(f)}, and i at {fixed(i)} on average: this net has not "
        f"learned to shut. It writes its symbol again at every step: |c| of this unit grows from {fixed(early)} to "
        f"{fixed(late)}."
    )


def _counter(view):
    moves = view.levels[1:] - view.levels[:-1]
    n = len(moves) // 2
    return (
        f"Same layer, {view.gates['h'].shape[1]} units, another task: it reads {n} letters a and as many b. This cell "
        f"moves by {_signed(moves[2 : n - 1].mean())} at each a and by {_signed(moves[n + 1 : -1].mean())} at "
        f"each b: it "
        "counts."
    )


def _held(view):
    held, n = view.state.held, len(view.x) // 2
    ends = int((view.p > 0.5).argmax()) + 1
    return (
        f"Hold f at 0 for one step, step {held}. What was counted is lost, c goes from "
        f"{fixed(view.levels[held - 1])} to "
        f"{fixed(view.levels[held])}. Counting is not: it continues from there, and announces the end at step "
        f"{ends}, not "
        f"at step {2 * n}."
    )


def solved(view, rate=None):
    """Return how many recorded trainings from a start solve the task, at the better rate or at this one."""
    rows = view.record
    if rate:
        rows = recorded("recall", start=rows[0]["start"], distance=rows[0]["distance"], rate=rate)
    count = sum(row["solved"] is not None for row in rows)
    return f"{count} of {len(rows)} learn it"


def _signed(value):
    return ("+" if value > 0 else "−") + fixed(abs(value))


def _with(view, **changes):
    return State(**{**vars(view.state), **changes})


START = {"network": "LSTM", "forget": 0.0, "write": 0.0, "distance": 20, "hold": "nothing", "unit": 1, "symbol": 0}
COUNT = {**START, "network": "LSTM that counts", "position": END}
TOUR = (
    Stop({**START, "position": 1}, _text, "Press Play: how long can you see A?"),
    Stop({**START, "position": END}, _fresh, "What would help?"),
    Stop({**START, "forget": 3.0, "position": END}, _pulled, "And with 1, the usual advice?"),
    Stop({**START, "forget": 5.0, "distance": 80, "position": END}, _flooded),
    Stop(
        {**START, "network": "LSTM over 20", "unit": 12, "position": END}, _trained, "Which symbol is it? Take another."
    ),
    Stop(COUNT, _counter, "And the GRU?"),
    Stop({**COUNT, "hold": "f 0", "held": 11}, _held, "What would be lost with i at 0?"),
)
