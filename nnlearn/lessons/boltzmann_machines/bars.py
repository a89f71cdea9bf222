"""Exercise 24.6: a machine dreams bars and stripes, and its exact likelihood is counted over all states."""

from dataclasses import dataclass

import numpy as np

import nnlearn.numpy as nn
from nnlearn import boltzmann
from nnlearn.checks.compare import named
from nnlearn.lessons.boltzmann_machines.learning import pictures

SEEDS, OTHERS = range(3), range(3, 5)
BUDGET, TARGET = 10_000, -4.8
EVERY = 500  # sweeps from one look at the likelihood to the next


class Machine(nn.RBM):
    """An RBM of 16 visible and 8 hidden cells that counts its sweeps, and remembers how it learned.

    Parameters
    ----------
    seed : int

    Raises
    ------
    ValueError
        If it is to take more sweeps than are allowed, or a step along a gradient that no chain has made.
    """

    def __init__(self, seed):
        nn.manual_seed(seed)
        super().__init__(16, 8, std=0.1)
        self.sweeps, self.steps, self.from_data, self.looks = 0, 0, 0, {}

    def _sweep(self, v, free, rng):
        if self.sweeps >= BUDGET:
            raise ValueError(
                f"The machine was asked for more than {BUDGET:,} sweeps: that many are allowed. A step of CD-k takes k."
            )
        if self.sweeps % EVERY == 0:
            self.looks[self.sweeps] = likelihood(self)
        self.sweeps += 1
        return super()._sweep(v, free, rng)

    def cd_step(self, optimizer, v, k=1, *, chains=None, rng=None):
        self.steps += 1
        self.from_data += chains is None or chains is v or np.array_equal(chains, v)
        return super().cd_step(optimizer, v, k, chains=chains, rng=rng)

    def ascend(self, optimizer, gradient):
        raise ValueError("The exact gradient is not allowed here: learn from chains, with rbm.cd_step.")


def likelihood(rbm):
    """Return the exact mean log P of the 28 pictures."""
    return float(boltzmann.log_p(rbm, pictures()).mean())


@dataclass(frozen=True)
class Dream:
    """One training: log P at its end, and on the way; sweeps; whether chains began at the data; P of all 28 together.

    Parameters
    ----------
    end, together : float
    looks : dict of int to float
    sweeps : int
    from_data : bool
        Whether all steps of `cd_step` began at the data.
    """

    end: float
    together: float
    looks: dict
    sweeps: int
    from_data: bool


def dreamed(dream, seed):
    """Let `dream` train a machine, and count all of its states.

    Raises
    ------
    ValueError
        If no chain was run, or the weights are not finite. The sentence says so.
    """
    rbm = Machine(seed)
    dream(rbm, pictures().copy(), np.random.default_rng(seed))
    if rbm.sweeps == 0:
        raise ValueError("dream has taken no sweep of the machine rbm that it is given: rbm.cd_step takes k of them.")
    if not all(np.isfinite(one.data).all() for one in rbm.parameters()):
        raise ValueError("A weight or bias of the machine is NaN or infinite: a smaller learning rate may do.")
    log_p = boltzmann.log_p(rbm, pictures())
    together = float(np.exp(log_p).sum())
    return Dream(float(log_p.mean()), together, rbm.looks, rbm.sweeps, 0 < rbm.steps == rbm.from_data)


def measure(dream):
    """Let `dream` train three machines, and return their mean log P."""
    if isinstance(dream, type) or not callable(dream):
        raise TypeError(f"Expected the function dream itself, without brackets after its name, got {named(dream)}.")
    dreams = [dreamed(dream, seed) for seed in SEEDS]
    ends = [one.end for one in dreams]
    mean = float(np.mean(ends))
    sentence = (
        f"Exact mean log P {mean:.2f}; start by start {', '.join(f'{one:.2f}' for one in ends)}. The best possible is "
        f"{-np.log(28):.2f}."
    )
    if mean >= TARGET:
        others = np.mean([dreamed(dream, seed).end for seed in OTHERS])
        return mean, True, f"{sentence} You may have chosen by these three starts; from two others it is {others:.2f}."
    return mean, False, sentence, advice(dreams)


def advice(dreams):
    """Say what keeps the likelihood down, as far as it can be measured.

    Parameters
    ----------
    dreams : list of Dream

    Returns
    -------
    str
    """
    said = []
    end, shared = np.mean([one.end for one in dreams]), set.intersection(*(set(one.looks) for one in dreams))
    on_the_way = {at: float(np.mean([one.looks[at] for one in dreams])) for at in sorted(shared)}
    top = max(on_the_way, key=lambda at: on_the_way[at])
    if on_the_way[top] > end + 0.2:
        said.append(
            f"After {top:,} sweeps log P was {on_the_way[top]:.2f}, and then it fell: the weights move faster than the "
            "chains can follow. Let the rate fall."
        )
    if all(one.from_data for one in dreams):
        said.append("Every chain began at the data, so what is far from it was never dreamed, nor unlearned.")
    most = max(one.sweeps for one in dreams)
    if not said and most <= BUDGET / 2:
        said.append(f"It was still learning after {most:,} sweeps, and {BUDGET:,} are allowed.")
    if not said:
        together = np.mean([one.together for one in dreams])
        said.append(
            f"All 28 pictures together have the probability {together:.2f} and should have 1. A larger rate at first, "
            "and a falling one, get further with the same sweeps."
        )
    return " ".join(said)
