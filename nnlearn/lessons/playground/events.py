"""What the reader changes during a run of the playground, and what follows from it.

A run is its settings and its events: (step, name, ...) records what was changed after that many steps.

- (step, "lr", 0.1), and likewise l1, l2 and batch: a rate was set;
- (step, "weight", layer, unit, source, value): a weight was set by hand, source -1 is the bias;
- (step, "point", index, x1, x2, y): a point was moved or drawn; (step, "point", index, None): it was deleted.

This is all it takes to run it again to the same numbers, so a state fits into a short text (`link.py`) and into the
lines of code that repeat it (`code.py`).
"""

from dataclasses import replace

from nnlearn.lessons.playground.data import COUNT, points
from nnlearn.lessons.playground.options import LOSSES
from nnlearn.lessons.playground.state import DATA, RATES, SETTINGS, State, regression, with_valid_choice


def next_state(state: State, **changes):
    """Return the next state: a new run if a setting has changed, an event if a rate has.

    Examples
    --------
    >>> late = next_state(State(), position=100)
    >>> next_state(late, lr=0.3).events, next_state(late, activation="ReLU").position
    (((100, 'lr', 0.3),), 0)
    """
    new = replace(state, **changes)
    if regression(new) and LOSSES[new.loss][1] == "classes":
        new = replace(new, loss="squared error")
    if any(getattr(new, name) != getattr(state, name) for name in SETTINGS):
        same_points = all(getattr(new, name) == getattr(state, name) for name in DATA)
        new = restarted(new, same_points, changes.get("position", 0), changes.get("survey", -1))
    moved = {name: getattr(new, name) for name in RATES if getattr(new, name) != getattr(state, name)}
    if moved and "events" not in changes:
        new = with_rates(replace(new, base=initial_rates(state)), moved)
    return with_valid_choice(new)


def with_rates(state: State, moved):
    """Return the state with rates that change at the step shown; at step 0 the run begins with them."""
    if state.position == 0:
        events = tuple(event for event in state.events if event[0] == 0)
        return replace(state, **{**rates_at(state, 0), **moved}, base=(), events=events)
    for name, value in moved.items():
        state = with_event(state, name, value)
    return state


def restarted(state: State, keep_points=True, position=0, survey=-1):
    """Return the state at the first step of a new run: with the rates and the points that there are now."""
    latest = {event[2]: (0, *event[1:]) for event in state.events if event[1] == "point"}
    events = tuple(latest.values()) if keep_points else ()
    return replace(state, events=events, base=(), position=position, half=False, survey=survey, grasped=-1)


def with_event(state: State, *what):
    """Return the state with an event at the step shown; later events are dropped, they have not happened yet.

    If one thing is changed several times at one step, only the last change counts.

    Examples
    --------
    >>> once = with_event(State(position=5), "weight", 0, 1, 0, 2.0)
    >>> with_event(once, "weight", 0, 1, 0, 3.0).events
    ((5, 'weight', 0, 1, 0, 3.0),)
    """
    event = (state.position, *what)
    before = [e for e in state.events if e[0] <= state.position and subject(e) != subject(event)]
    new = replace(state, events=(*before, event), base=initial_rates(state), half=False)
    return replace(new, **rates_at(new, state.position))


def subject(event):
    """Return what an event changes: its step with the name of the rate, the place of the weight or the point's index.

    Examples
    --------
    >>> subject((5, "lr", 0.1)), subject((5, "point", 300, None))
    ((5, 'lr'), (5, 'point', 300))
    """
    return event[: {"weight": 5, "point": 3}.get(event[1], 2)]


def initial_rates(state: State):
    """Return lr, batch, l1 and l2 at step 0."""
    return state.base or tuple(getattr(state, name) for name in RATES)


def rates_at(state: State, step):
    """Return {name: value} of lr, batch, l1 and l2 after `step` steps.

    Examples
    --------
    >>> state = next_state(State(position=100), lr=0.3)
    >>> rates_at(state, 99)["lr"], rates_at(state, 100)["lr"]
    (0.1, 0.3)
    """
    found = dict(zip(RATES, initial_rates(state), strict=True))
    found.update({event[1]: event[2] for event in state.events if event[1] in found and event[0] <= step})
    return found


def points_at(state: State, step):
    """Return the points after `step` steps, with what the reader has drawn, moved and deleted."""
    return points(state.data, state.noise, state.share, state.sample, drawn_at(state, step))


def drawn_at(state: State, step):
    """Return what `data.points` takes as drawn: where each point is that was drawn, moved or deleted by then.

    Examples
    --------
    >>> drawn_at(with_event(State(position=5), "point", 300, 1.0, 2.0, 1.0), 5)
    ((300, 1.0, 2.0, 1.0),)
    """
    latest = {e[2]: e[2:] for e in state.events if e[1] == "point" and e[0] <= step}
    return tuple(latest.values())


def next_index(state: State):
    """Return the index that the next point drawn gets."""
    return max([COUNT - 1, *(event[2] for event in state.events if event[1] == "point")]) + 1
