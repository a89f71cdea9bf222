"""Every trial: one argument of one legal call replaced by one bad value; and what came of it."""

import contextlib
import os
import tempfile
import traceback
import warnings
from dataclasses import dataclass

import numpy as np
import torch

import nnlearn.numpy
import nnlearn.torch
from fuzzing.attention import ATTENTION
from fuzzing.averages import AVERAGES
from fuzzing.boltzmann import BOLTZMANN
from fuzzing.calls import FUNCTIONS, LAYERS, LOSSES, Call, as_theirs, seeded
from fuzzing.dbn import DBNS
from fuzzing.diffusion import DIFFUSION
from fuzzing.judge import Outcome, TooLong, agree, alike, limited, plain, refusal
from fuzzing.kinds import Kind, kinds_for
from fuzzing.lists import LISTS
from fuzzing.methods import METHODS
from fuzzing.reinforcement import REINFORCEMENT
from fuzzing.rest import INITS, OPTIMIZERS, THINGS, TRAINING
from fuzzing.right import right
from fuzzing.vae import VAES

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
CALLS = [*LAYERS, *LOSSES, *FUNCTIONS, *INITS, *OPTIMIZERS, *TRAINING, *THINGS, *METHODS, *LISTS, *ATTENTION, *VAES]
CALLS += [*BOLTZMANN, *DBNS, *DIFFUSION, *AVERAGES, *REINFORCEMENT]
UNKNOWN = Kind("an unknown argument", lambda nn, legal: 1)


def judged(side, name):
    """Return whether a side's name is our own code: what is PyTorch's keeps PyTorch's words."""
    if side == "torch" and name in ("LSTM", "GRU"):
        return False  # to PyTorch's own they add `gates`
    return getattr(SIDES[side], name.split(".")[0]).__module__.startswith("nnlearn")


@dataclass(frozen=True)
class Trial:
    side: str
    call: Call
    number: int  # of the call among those of its name
    argument: str
    kind: Kind

    @property
    def nn(self):
        return SIDES[self.side]

    def __str__(self):
        return f"{self.side} {self.call.name}[{self.number}].{self.argument}: {self.kind.name}"

    def arguments(self):
        seeded(self.nn)
        given = self.call.arguments(self.nn)
        return {**given, self.argument: self.kind.make(self.nn, given.get(self.argument))}

    def outcome(self):
        """Return (what came of it, in words)."""
        try:
            with limited(), strict():
                result, state = self.call.run(self.nn, self.arguments())
                found = plain(result)
        except TooLong:
            return self.listed(Outcome.LONG), "did not end"
        except Exception as error:
            return self.listed(self.refused(error)), f"{type(error).__name__}: {error}"
        return self.taken(found, state)

    def refused(self, error):
        outcome = refusal(error, self.call.name, self.argument)
        return Outcome.PYTORCH if outcome.fault and self.side == "torch" and from_torch(error) else outcome

    def taken(self, found, state):
        said = f"gave {str(found)[:70]}"
        if self.kind.same and agree(found, self.legal()):
            return Outcome.EQUAL, said
        if self.call.theirs is not None and (self.call.compared is None or self.argument in self.call.compared):
            try:
                with limited(), warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    given = {name: as_theirs(value) for name, value in self.arguments().items()}
                    expected = plain(self.call.theirs(given, state))
            except (Exception, TooLong) as error:
                return self.listed(Outcome.GARBAGE), f"{said}; PyTorch raises {type(error).__name__}: {str(error)[:60]}"
            if agree(found, expected, dtypes=False) or (self.call.random and alike(found, expected)):
                return Outcome.AGREES, said
            said += f"; PyTorch gives {str(expected)[:70]}"
        return self.listed(Outcome.GARBAGE), said

    def legal(self):
        seeded(self.nn)
        with strict():
            return plain(self.call.run(self.nn, self.call.arguments(self.nn))[0])

    def listed(self, outcome):
        return Outcome.RIGHT if outcome.fault and right(self, outcome) else outcome


def from_torch(error):
    """Return whether PyTorch's own code raised: the last line of ours called it."""
    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, RuntimeError) or "torch" in frames[-1].filename.split(os.sep)[-4:-1]


@contextlib.contextmanager
def strict():
    """Let warnings be errors: a warning of NumPy's says that something passed that should not."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@contextlib.contextmanager
def somewhere():
    """Work in an empty folder, so that what is saved under a bad name is gone afterwards."""
    before, dtype = os.getcwd(), torch.get_default_dtype()
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        os.chdir(folder)
        try:
            with contextlib.redirect_stderr(nowhere):  # where progress is shown
                yield
        finally:
            os.chdir(before)
            torch.set_default_dtype(dtype)


def sample(count, seed, **chosen):
    """Return so many trials, spread evenly over the calls' arguments."""
    found = trials(**chosen)
    order = np.random.default_rng(seed).permutation(len(found))
    return [found[i] for i in order[:count]]


def trials(sides=tuple(SIDES), only=""):
    """Return all trials, in order."""
    found, numbers = [], {}
    for call in CALLS:
        number = numbers[call.name] = numbers.get(call.name, -1) + 1
        for side in call.sides:
            if side not in sides or only.lower() not in call.name.lower() or not judged(side, call.name):
                continue
            nn = SIDES[side]
            for argument, legal in call.arguments(nn).items():
                if argument == "grad" and side == "torch":
                    continue  # autograd goes backward there
                found += [Trial(side, call, number, argument, kind) for kind in kinds_for(nn, legal)]
            found.append(Trial(side, call, number, "unknown", UNKNOWN))
    return found
