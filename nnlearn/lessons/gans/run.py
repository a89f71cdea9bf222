"""A game of generator and discriminator in the plane, recorded: any step can be shown again, and it goes on."""

from collections import OrderedDict
from dataclasses import replace

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import COUNT, covered, points
from nnlearn.numpy import random

HIDDEN = [32, 32]  # units of the hidden layers of both players
BATCH = 64
BETAS = (0.5, 0.9)  # of Adam: less momentum than usual, because the other player moves the goal
CLIP = 0.1  # of a Wasserstein critic's weights
KEEP = 20  # steps between two snapshots, of about 30 kB: a step back plays no more than these again
SPACING = 10  # steps between two counts of modes
MOST = 20_000  # steps of a game
COUNTED = 500  # generated points that are counted
RATES = ("lr_d", "lr_g", "k")  # what may change on the way
SETTINGS = ("data", "drawn", "loss", "seed")  # what may not

NOISE = np.random.default_rng(26).standard_normal((COUNTED, 2)).astype(np.float32)


def rates(state, step):
    """Return (lr_d, lr_g, k) that hold for the step behind `step`.

    `state.past` holds (until, those three) for what held before the last change, in rising order.
    """
    for until, *values in state.past:
        if step < until:
            return tuple(values)
    return tuple(getattr(state, name) for name in RATES)


def players(seed):
    """Return generator and discriminator as `nn.manual_seed(seed)` would start them; the reader's own stream stays."""
    with random.fork_rng():
        random.generator().bit_generator.state = np.random.default_rng(seed).bit_generator.state
        return nn.PointGenerator(2, 2, HIDDEN), nn.PointDiscriminator(2, HIDDEN)


def optimizer_of(player, loss):
    """Return Adam; for a Wasserstein game RMSprop, as its authors found (section 4)."""
    if loss == "wasserstein":
        return nn.RMSprop(player.parameters())
    return nn.Adam(player.parameters(), betas=BETAS)


class Game:
    """The two players and one turn of either; every turn draws from a stream of its own, so that it can be repeated.

    Parameters
    ----------
    state : State
        Its data, drawing, loss, seed and rates; its position does not matter.
    """

    def __init__(self, state):
        self.state, self.data = state, points(state.data, state.drawn)
        self.G, self.D = players(state.seed)
        self.optimizers = [optimizer_of(player, state.loss) for player in (self.G, self.D)]

    def turn(self, step, number):
        """Play turn `number` of a step, the last of them the generator's; return the loss of who played."""
        lr_d, lr_g, k = rates(self.state, step)
        for optimizer, rate in zip(self.optimizers, (lr_g, lr_d), strict=True):
            optimizer.param_groups[0]["lr"] = rate
        rng = np.random.default_rng([self.state.seed, step, number])
        real = self.data.x[rng.integers(COUNT, size=BATCH)]
        who = "generator" if number == k else "discriminator"
        losses = nn.gan_step(
            self.G, self.D, *self.optimizers, real, loss=self.state.loss, clip=CLIP, turns=who, rng=rng
        )
        return losses[number == k]

    def memory(self):
        """Return all that the next turn depends on, as copies."""
        return [(o.vector.data.copy(), o.steps, {k: v.copy() for k, v in o.state.items()}) for o in self.optimizers]

    def go_back(self, memory):
        """Be where `memory` was taken."""
        for optimizer, (theta, steps, state) in zip(self.optimizers, memory, strict=True):
            optimizer.vector.data[:] = theta
            optimizer.steps, optimizer.state = steps, {name: values.copy() for name, values in state.items()}


class Run:
    """A game from its settings; `to(step, half)` brings it there.

    Parameters
    ----------
    state : State
    before : Run, optional
        One with the same data, loss and seed: as long as the rates were the same, it is taken over.
    """

    def __init__(self, state, before=None):
        self.game, self.at, self.half, self.reached = Game(state), 0, False, 0
        self.kept = {0: self.game.memory()}
        self.losses: list = []  # (discriminator, generator) of each step
        self.modes = {0: self.count()}
        if before is not None:
            fork = min(first_difference(state, before.game.state), before.reached)
            self.kept = {step: memory for step, memory in before.kept.items() if step <= fork}
            self.modes = {step: count for step, count in before.modes.items() if step <= fork}
            self.losses, self.reached = before.losses[:fork], fork
            self.restore(fork)

    def restore(self, step):
        """Be at the last snapshot that is not behind a step."""
        self.at, self.half = max(kept for kept in self.kept if kept <= step), False
        self.game.go_back(self.kept[self.at])

    def to(self, step, half=False):
        """Be at a step, or half a step further, where the discriminator has moved and the generator has not."""
        step = min(step, MOST)
        if (self.at, self.half) > (step, half):
            self.restore(step)
        while self.at < step:
            self.finish()
        if half and not self.half:
            self.judged = self.judge()
        self.half = half
        return self

    def judge(self):
        """Let the discriminator take its turns; return its loss before the last of them."""
        k = rates(self.game.state, self.at)[2]
        return [self.game.turn(self.at, number) for number in range(k)][-1]

    def finish(self):
        """Play a step to its end."""
        if not self.half:
            self.judged = self.judge()
        drawn = self.game.turn(self.at, rates(self.game.state, self.at)[2])
        self.at, self.half = self.at + 1, False
        if self.at > self.reached:
            self.reached = self.at
            self.losses.append((self.judged, drawn))
        if self.at % KEEP == 0 and self.at not in self.kept:
            self.kept[self.at] = self.game.memory()
        if self.at % SPACING == 0 and self.at not in self.modes:
            self.modes[self.at] = self.count()

    def count(self):
        """Return how many modes the generator reaches now."""
        return covered(nn.predict(self.game.G, NOISE), *self.game.data[1:])


def first_difference(one, other):
    """Return the first step for which two states have other rates, MOST if there is none."""
    starts = sorted({0, *(entry[0] for entry in (*one.past, *other.past))})
    return next((start for start in starts if rates(one, start) != rates(other, start)), MOST)


class Runs:
    """The games of one explorer: the newest few are kept, and a new one takes over what it shares with another."""

    def __init__(self, most=4):
        self.kept: OrderedDict = OrderedDict()
        self.most = most

    def of(self, state):
        """Return the run of a state, wherever it is."""
        key = replace(state, position=0, half=False, pen=())
        if key not in self.kept:
            like = [run for run in self.kept.values() if same_start(run.game.state, key)]
            best = max(like, key=lambda run: min(first_difference(key, run.game.state), run.reached), default=None)
            self.kept[key] = Run(key, best)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        self.kept.move_to_end(key)
        return self.kept[key]


def same_start(one, other):
    """Return whether two states play the same game, but perhaps at other rates."""
    return all(getattr(one, name) == getattr(other, name) for name in SETTINGS)
