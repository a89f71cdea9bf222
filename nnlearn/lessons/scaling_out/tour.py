"""The tour of the ring explorer: four gradients, a round, the sum in parts, then whole, all to one, a small net."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.scaling_out.rings import ONE, RING
from nnlearn.lessons.scaling_out.state import MOST, View, next_state
from nnlearn.lessons.scaling_out.words import number, time
from nnlearn.plots.numbers import fixed, significant

BASE = {
    "workers": 4, "way": RING, "position": 0, "parameters": 1_000_000, "serial": 5, "latency": 50, "own": (),
    "chosen": (0, 0),
}  # fmt: skip


def _start(view):
    workers = view.state.workers
    return (
        f"{workers} workers, {workers} different gradients, each cut into {workers} pieces. All need the sum: every "
        f"piece has to collect {workers} colours, in every worker. What is outlined can be sent now."
    )


def _round(view):
    return (
        f"One round: each worker has sent one piece clockwise and added the one that came from its left. Each has sent "
        f"{significant(view.moved[0, 0])} of its vector, and no link was idle."
    )


def _one_each(view):
    over, done = view.rounds.index(view.at) + 1, view.finished.sum(axis=1)
    return (
        f"After {over} rounds every worker holds exactly {number(int(done.max()), 'finished piece')} (✓), each a "
        "different one: the sum exists, but in parts."
    )


def _all(view):
    more = len(view.rounds) - view.state.workers + 1
    eight = View(next_state(view.state, workers=MOST))
    return (
        f"{more} more rounds pass the finished pieces on; nothing is added any more. Each worker has sent "
        f"{significant(view.moved[0, 0])} vectors. Of {MOST} workers each would send {significant(eight.moved[0, 0])}, "
        "and no number of workers makes it 2."
    )


def _one(view):
    ring = View(next_state(view.state, way=RING))
    sent, count = view.moved[0], view.state.workers
    return (
        f"The same sum, all to one: worker 1 sends {significant(sent[0])} vectors and receives as many while the "
        f"others wait. {count} workers are {fixed(view.speed_up[count - 1])} times as fast as one, with the ring "
        f"{fixed(ring.speed_up[count - 1])} times."
    )


def _small(view):
    _, _, messages = view.shares
    count = view.state.workers
    return (
        f"A small network: one worker takes {time(view.compute)} a step. {count} take "
        f"{time(view.seconds(count))}, of which {time(messages)} are messages: the curve turns over, and more workers "
        "cost time."
    )


TOUR = (
    Stop(BASE, _start, "Drag one of them clockwise to the next worker."),
    Stop({**BASE, "position": 4}, _round, "Which piece does worker 1 send next? Why that one?"),
    Stop({**BASE, "position": 12}, _one_each, "Press Next round: what is different now?"),
    Stop({**BASE, "position": 24}, _all, "Count: which worker was the bottleneck?"),
    Stop({**BASE, "way": ONE, "position": 6}, _one, "And with 8 workers?"),
    Stop(
        {**BASE, "workers": 8, "position": 112, "parameters": 10_000},
        _small,
        "Drag the marker to the best number; then lower the latency.",
    ),
)
