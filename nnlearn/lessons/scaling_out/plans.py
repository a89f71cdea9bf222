"""Exercise 31.6: how many workers, which batch and which rate reach a goal in the fewest seconds of the cost model."""

import functools

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.arguments import describe
from nnlearn.lessons.scaling_out.costs import seconds

__all__ = ["measure", "steps_to_goal", "time_to_goal"]

GOAL, MOST = 0.15, 1500  # loss on unseen digits; steps after which a training is given up
EXAMPLE, LATENCY = 1e-3, 100e-6  # seconds that a worker computes for one example, and that a message takes
NUMBERS = 64 * 64 + 64 + 64 * 10 + 10
SEEDS = range(100, 105)
ALONE = 2.5  # seconds of one worker with the best batch and rate found for it: 5 and 0.3, or 6 and 0.4
TARGET = ALONE / 2


@functools.cache
def digits():
    data = datasets.digits()
    return (data.x / 16).astype(np.float32), data.y


def steps_to_goal(batch, rate, seed):
    """Return how many steps a network 64-64-10 needs until its loss on 449 unseen digits is 0.15.

    Parameters
    ----------
    batch : int
        Digits of each step, 1 to 1,348.
    rate : float
        Learning rate of SGD, more than 0.
    seed : int
        Of the split, the start and the order.

    Returns
    -------
    int or None
        None if 1,500 steps are not enough.
    """
    x, y = digits()
    rng = np.random.default_rng([seed, 31])
    unseen, seen = np.split(rng.permutation(len(x)), [449])
    nn.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    criterion, optimizer = nn.CrossEntropyLoss(), nn.SGD(model.parameters(), lr=rate)
    with np.errstate(all="ignore"):  # a rate may be too large
        for step in range(1, MOST + 1):
            i = rng.choice(seen, batch, replace=False)
            optimizer.zero_grad()
            try:
                nn.backprop(model, criterion, x[i], y[i])
                optimizer.step()
                loss = float(criterion(nn.predict(model, x[unseen]), y[unseen]))
            except (ValueError, ArithmeticError):  # NaN: it has diverged
                return None
            if loss < GOAL:
                return step
    return None


def time_to_goal(workers, batch, rate, seed):
    """Return the seconds to a loss of 0.15 by the cost model: 1 ms an example, 0.1 ms a message; None if never."""
    steps = steps_to_goal(batch, rate, seed)
    return None if steps is None else steps * step_seconds(workers, batch)


def step_seconds(workers, batch):
    """Return the seconds of a step; the slowest worker has batch / workers examples, rounded up."""
    return seconds(workers, EXAMPLE * -(-batch // workers) * workers, NUMBERS, latency=LATENCY)


def measure(plan):
    """Train with a plan from five starts, and return the mean seconds of the cost model."""
    workers, batch, rate = checked(plan)
    arrived: list = []
    step = step_seconds(workers, batch)
    for seed in SEEDS:
        found = time_to_goal(workers, batch, rate, seed)
        if found is None:
            sentence = f"Start {len(arrived) + 1} of {len(SEEDS)} did not reach a loss of {GOAL} in {MOST:,} steps."
            more = "First find a rate with which every start arrives, on one worker."
            return float("inf"), False, sentence, f"{more} {idle(workers, batch)}".strip()
        arrived.append(found)
    mean, spread = float(np.mean(arrived)), float(np.std(arrived, ddof=1))
    sentence = (
        f"{mean:.2f} ± {spread:.2f} s over {len(arrived)} starts: {mean / step:.0f} steps of {1000 * step:.2f} ms. One "
        f"worker with its best batch and rate needs {ALONE:.1f} s."
    )
    return mean, mean <= TARGET, sentence, advice(workers, batch, mean / step)


def advice(workers, batch, steps):
    """Say what the plan's time goes into."""
    computing = 1000 * EXAMPLE * -(-batch // workers)
    talking = 1000 * step_seconds(workers, batch) - computing
    said = f"In each step {computing:.2f} ms go into computing and {talking:.2f} ms into messages."
    if workers > batch:
        return f"{said} {idle(workers, batch)}"
    if talking > computing:
        return f"{said} Fewer workers, or a larger batch for each, would talk less."
    if steps > 200:
        return f"{said} {steps:.0f} steps are many: would a larger batch, with a rate tuned for it, need fewer?"
    return f"{said} More workers would share the computing."


def idle(workers, batch):
    """Say how many workers have nothing to do, or ""."""
    if workers <= batch:
        return ""
    return f"{workers - batch} of the {workers} workers have no example. The order is (workers, batch, rate)."


def checked(plan):
    """Return workers, batch and rate, or raise an error that says what was expected."""
    if not isinstance(plan, tuple | list) or len(plan) != 3:
        things = f" of {len(plan)}" if isinstance(plan, tuple | list) else ""
        raise TypeError(f"expected (workers, batch, rate), got {describe(plan)}{things}")
    workers, batch, rate = (one.item() if isinstance(one, np.number) else one for one in plan)
    for name, one, most in (("workers", workers, 10_000), ("batch", batch, 1348)):
        if isinstance(one, bool) or not isinstance(one, int | float) or one != one // 1 or not 1 <= one <= most:
            raise ValueError(f"expected {name} to be a whole number from 1 to {most:,}, got {describe(one)}")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < float(rate) < np.inf:
        raise ValueError(f"expected rate to be a number above 0, got {describe(rate)}")
    return int(workers), int(batch), float(rate)
