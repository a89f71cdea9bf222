"""The lines that give what the ring explorer shows."""


def lines(view):
    """Return the code for a view."""
    state, way = view.state, f"{view.state.workers}, {view.state.way!r}"
    first = f", first={state.own}" if state.own else ""
    return f"""\
import numpy as np
from nnlearn.lessons.scaling_out.costs import seconds
from nnlearn.lessons.scaling_out.rings import example, gathered, messages, vectors_sent

sent = messages({way}{first})[:{view.at}]  # sender, receiver, pieces, round
held = gathered({way}, sent)  # worker, piece, whose gradient
sums = np.einsum("rji,ij->rj", held, example({state.workers}))  # worker, piece
vectors, received = vectors_sent({state.workers}, sent)
alone = {view.compute:g}  # seconds of a step on one worker
times = seconds(np.arange(1, 9), alone, {state.parameters}, serial={state.serial / 100:g}, \
way={state.way!r}, latency={1e-6 * state.latency:g})
print(sums, vectors.round(2), (alone / times).round(2), sep="\\n")"""


def numbers(view):
    """Return what of the picture the lines must give."""
    return {"sums": view.sums, "vectors": view.moved[0], "received": view.moved[1], "alone / times": view.speed_up}
