"""The depth explorer's state and view: one network, a moment of its training, and which of its blocks run."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.explorers.recorded import END
from nnlearn.lessons.residual_networks.lesions import Lesion, run_blocks
from nnlearn.lessons.residual_networks.replays import DEPTHS, KINDS, MOMENTS, STEPS, STORED, Runs, recorded_runs

NAMES = ("plain", "plain + BN", "x + F", "x + F, zero start", "x + F + BN")


@dataclass(frozen=True)
class State:
    """Settings of the depth explorer."""

    kind: str = pick("plain", tuple(zip(NAMES, KINDS, strict=True)), "network")
    depth: int = slide_over(20, DEPTHS, "hidden layers")
    position: int = slide(END, 0, 1, 1, "moment")
    order: tuple = ()  # of the blocks, from first to last, if some were swapped
    off: tuple = ()  # blocks that are taken out, in ascending order
    chosen: int = 0  # block for the keys


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    runs : dict of int to Runs
        Of this kind, by depth.
    at : int
        Place of the moment.
    order : tuple of int
        All blocks, from first to last.
    live : Lesion or None
        What the stored network does with the blocks that are left: at the end of a training, but not with 40 layers.
    whole : Lesion or None
        With all blocks.
    """

    state: State
    runs: dict
    at: int
    order: tuple
    live: Lesion | None = None
    whole: Lesion | None = None

    @property
    def run(self) -> Runs:
        """The training of this depth."""
        return self.runs[self.state.depth]

    @property
    def step(self):
        """Number of the step."""
        return MOMENTS[self.at]

    @property
    def residual(self):
        """Whether it has blocks of two layers."""
        return residual(self.state.kind)

    @property
    def changed(self):
        """Whether a block is taken out or in another place."""
        return bool(self.state.off) or self.order != tuple(range(len(self.order)))

    @cached_property
    def stem(self):
        """Spread of the signal before the first block."""
        return float(self.live.spreads[0] if self.live else self.run.stem[self.at])

    @cached_property
    def spreads(self):
        """Spread of the signal after each place of `order`; NaN where the block is taken out."""
        live = self.live.spreads[1:] if self.live else None
        return self._placed(live, self.run.spread[self.at][1 if self.residual else 0 :])

    @cached_property
    def branches(self):
        """Spread of what each block adds, by place; NaN where it is taken out."""
        live = self.live.branches if self.live else None
        return self._placed(live, self.run.spread[self.at])

    def _placed(self, live, recorded):
        """Return numbers by place: those of the blocks that run, or the recorded ones."""
        if live is None:
            return recorded[:: 2 if self.residual else 1]
        found, numbers = np.full(len(self.order), np.nan), iter(live)
        for place, block in enumerate(self.order):
            if block not in self.state.off:
                found[place] = next(numbers)
        return found

    @cached_property
    def gradients(self):
        """Size of dL/dW in each hidden layer, measured with all blocks in their places."""
        return self.run.gradient[self.at]

    @cached_property
    def ratios(self):
        """The same as multiples of that of the last hidden layer."""
        return self.gradients / max(self.gradients[-1], 1e-300)

    @cached_property
    def shares(self):
        """Share of the skip in the signal after each place: its spread over the sum of both; 1 without a branch."""
        before, found = self.stem, []
        for spread, branch in zip(self.spreads, self.branches, strict=True):
            found.append(1.0 if np.isnan(branch) else before / max(before + branch, 1e-300))
            before = before if np.isnan(spread) else spread
        return np.array(found)


def residual(kind):
    """Return whether a kind of network has blocks.

    Examples
    --------
    >>> [residual(kind) for kind in KINDS]
    [False, False, True, True, True]
    """
    return kind.startswith("x")


def blocks_of(state):
    """Return how many blocks the network has; in a plain one, each layer is one.

    Examples
    --------
    >>> blocks_of(State(depth=10)), blocks_of(State(kind="x + F", depth=10))
    (10, 5)
    """
    return state.depth // 2 if residual(state.kind) else state.depth


def settled(state, **changes):
    """Return the state after changes: blocks come and go at the end of a training whose weights are stored.

    Examples
    --------
    >>> taken = settled(State(position=3), off=(2,))
    >>> taken.off, taken.position == END, settled(taken, depth=10).off
    ((2,), True, ())
    """
    new = replace(state, **changes)
    number = blocks_of(new)
    if (new.kind, new.depth) != (state.kind, state.depth):
        new = replace(new, order=changes.get("order", ()), off=changes.get("off", ()))
    if changes.get("off") or changes.get("order"):
        new = replace(new, position=END)
    if new.depth not in STORED or new.position < len(MOMENTS) - 1:
        new = replace(new, order=(), off=())
    if new.order == tuple(range(number)):
        new = replace(new, order=())
    return replace(new, chosen=min(new.chosen, number - 1))


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(kind="x + F, zero", depth=40, position=0))
    >>> view.step, len(view.order), view.shares.min()
    (0, 20, np.float64(1.0))
    """
    runs = {depth: recorded_runs(state.kind, depth) for depth in DEPTHS}
    at = min(state.position, len(MOMENTS) - 1)
    everything = tuple(range(blocks_of(state)))
    if MOMENTS[at] < STEPS or state.depth not in STORED:
        return View(replace(state, order=(), off=()), runs, at, everything)
    order = state.order or everything
    left = tuple(block for block in order if block not in state.off)
    whole = run_blocks(state.kind, state.depth, everything)
    return View(state, runs, at, order, run_blocks(state.kind, state.depth, left), whole)
