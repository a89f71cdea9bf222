"""What the ring explorer says: its title and lines, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.scaling_out.rings import ALL, ONE, RING
from nnlearn.lessons.scaling_out.state import MOST, holders, sending
from nnlearn.plots.numbers import fixed, real_minus, significant

NAMES = {RING: "A ring of {} workers", ONE: "{} workers, all to one", ALL: "{} workers, everyone to everyone"}


def number(count, noun):
    """Return a number with its noun.

    Examples
    --------
    >>> number(1, "piece"), number(1000, "parameter")
    ('1 piece', '1,000 parameters')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def time(value):
    """Return seconds in the unit that suits them.

    Examples
    --------
    >>> time(0.0002), time(0.0351), time(95.0)
    ('0.2 ms', '35.1 ms', '95 s')
    """
    return f"{significant(value)} s" if value >= 1 else f"{significant(1000 * value)} ms"


def listed(names):
    """Return names as a sentence has them.

    Examples
    --------
    >>> listed([3]), listed([3, 4, 1])
    ('3', '3, 4 and 1')
    """
    *others, last = map(str, names)
    return f"{', '.join(others)} and {last}" if others else last


def title(view):
    """Return the setting in one line."""
    name = NAMES[view.state.way].format(view.state.workers)
    return f"{name}: {view.at} of {number(len(view.plan), 'message')} sent"


def first(view):
    """Return the line below the title: how far the sums are."""
    done, count = int(view.finished.sum()), view.finished.size
    if done == count:
        return "Every worker holds the sum of all gradients."
    over = sum(end <= view.at for end in view.rounds)
    ended = f"{number(over, 'round')} of {len(view.rounds)} over. " if over else ""
    return ended + f"{done} of {count} pieces are finished."


def second(view):
    """Return the second line: why a message was refused, or what the chosen piece holds."""
    return refusal(view) if view.state.refused else f"{holding(view, *view.state.chosen)}."


def holding(view, worker, piece):
    """Return what a piece holds, and its sum."""
    whose = holders(view, worker, piece)
    terms = [int(view.gradients[i, piece]) for i in whose]
    names = f"workers {listed([i + 1 for i in whose])}"
    what = {1: "its own gradient", view.state.workers: "the sum of all"}.get(len(whose), f"the sum of {names}")
    added = "".join(f" {'+' if term >= 0 else '−'} {abs(term)}" for term in terms[1:])
    total = f" = {real_minus(str(view.sums[worker, piece]))}" if len(terms) > 1 else ""
    return f"Worker {worker + 1}, piece {piece + 1} holds {what}: {real_minus(str(terms[0]))}{added}{total}"


def refusal(view):
    """Return why a message cannot be sent."""
    sender, piece, receiver = view.state.refused
    way, workers, name = view.state.way, view.state.workers, f"Worker {sender + 1}"
    if way == RING:
        if receiver != (sender + 1) % workers:
            return f"{name} sends only to its neighbour clockwise, worker {(sender + 1) % workers + 1}."
        mine = [one for one in view.plan[view.at :] if one.sender == sender]
        if not mine:
            return f"{name} has sent all its messages."
        wanted = mine[0].pieces[0]
        if wanted != piece:
            return f"Not piece {piece + 1}: the next message of worker {sender + 1} is piece {wanted + 1}."
        return f"{name} has to wait: its left neighbour has not sent piece {piece + 1} yet."
    if way == ONE and sender and receiver:
        return "All messages go to worker 1 or come from there."
    if way == ONE and not sender and not view.finished[0].all():
        return "Worker 1 has to wait for the others."
    return f"{name} has sent its vector to worker {receiver + 1} before."


def pace(view):
    """Return how fast it is, in one line."""
    state = view.state
    said = f"{state.workers} workers: {fixed(view.speed_up[state.workers - 1])} times as fast as one"
    return said + (f", the best of 1 to {MOST}." if state.workers == view.best else ".")


def spent(view):
    """Return where the time of a step goes."""
    total = view.seconds(view.state.workers)
    factor, unit = (1, "s") if total >= 1 else (1000, "ms")
    serial, shared, messages = (significant(factor * part) for part in view.shares)
    return f"{time(total)} a step: {serial} {unit} not shared, {shared} shared, {messages} messages."


def describe(view):
    """Return the alt text."""
    state = view.state
    sent = listed([significant(one) for one in view.moved[0]])
    said = [f"{title(view)}. {first(view)} {second(view)} Sent so far, in vectors: {sent}."]
    if state.held:
        said.append(f"Piece {state.held[1] + 1} of worker {state.held[0] + 1} is being dragged.")
    if state.moving:
        said.append(f"The next message has gone {state.moving:.0%} of its way.")
    said.append(
        f"{number(state.parameters, 'parameter')}, {state.serial} % not shared, latency {state.latency:,} µs: one "
        f"worker takes {time(view.compute)} a step. {pace(view)} {spent(view)}"
    )
    return " ".join(said)


# Under the pointer.


def at_piece(view, worker, piece):
    """Return what a piece holds, and whether it can be sent."""
    ready = [one for one in view.ready if one.sender == worker and piece in one.pieces]
    what = "this piece" if view.state.way == RING else "the vector"
    goes = f"drag {what} to worker {ready[0].receiver + 1}" if ready else "cannot be sent now"
    told = holding(view, worker, piece).replace(" holds ", "\nholds ").replace(": ", "\n")
    return f"{told}\n{goes}"


def at_bar(view, y):
    """Return how much a worker has sent and received, or "" below the last bar."""
    worker = int(MOST * max(y, 0))
    if worker >= view.state.workers:
        return ""
    sent, received = (significant(one) for one in view.moved[:, worker])
    return f"worker {worker + 1}\nsent {sent} vectors\nreceived {received}"


def at_curve(view, x):
    """Return the speed-up with a number of workers."""
    workers = count_at(x, 1)
    return (
        f"{number(workers, 'worker')}\nideal {workers}\nAmdahl {fixed(view.amdahl[workers - 1])}\n"
        f"with messages {fixed(view.speed_up[workers - 1])}"
    )


def count_at(x, least=2):
    """Return the number of workers at a place of the curve."""
    return int(np.clip(round(x), least, MOST))


def sendable(view, worker, piece):
    """Return the worker to which a piece can be sent now, or the one to which it would go."""
    state = view.state
    for receiver in ((worker + k) % state.workers for k in range(1, state.workers)):
        if sending(view, worker, piece, receiver):
            return receiver
    return 0 if state.way == ONE and worker else (worker + 1) % state.workers
