"""Legal calls of Boltzmann machines and Hopfield networks."""

import numpy as np
import torch
from rows.parity import array, numbers
from rows.rbm import Theirs

from fuzzing.calls import ROWS, SHARES, Call, Make, parted, seeded, values
from fuzzing.methods import method
from fuzzing.rest import OWN, weights

V = (ROWS > 0).astype(np.float32)
GRADIENT = (ROWS[:4, :3], ROWS[0], ROWS[0, :3])
PATTERNS = np.where(ROWS[:2] > 0, 1, -1).astype(np.float32)


def machine(nn):
    """Return an RBM with the same weights on both sides."""
    made, rng = nn.RBM(4, 3), np.random.default_rng(7)
    shapes = {name: tuple(value.shape) for name, value in made.state_dict().items()}
    made.load_state_dict({name: array(nn, rng.normal(size=shape), "float32") for name, shape in shapes.items()})
    return made


def rbm(nn, given):
    seeded(nn)
    given, x = parted(given, "x")
    module = nn.RBM(**given)
    return module(x), {key: np.array(numbers(value)) for key, value in module.state_dict().items()}


def rbm_theirs(given, state):
    module = Theirs(4, 3)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return module.to(given["x"].dtype)(given["x"])


def hopfield(nn, given):
    given, x = parted(given, "x")
    return nn.Hopfield(**given)(x), {}


def hopfield_theirs(given, state):
    x = given["patterns"]
    w = x.T @ x / x.shape[1]
    fields = given["x"] @ (w - torch.diag(torch.diag(w)))
    return torch.where(fields > -1e-5, 1.0, -1.0).where(~fields.isnan(), fields)


def step(name):
    """Take one step of an RBM's method with an optimizer."""

    def run(nn, given):
        seeded(nn)
        made = machine(nn)
        if given["optimizer"] is OWN:
            given = {**given, "optimizer": nn.SGD(made.parameters(), lr=0.1)}
        return [getattr(made, name)(**given), weights(made)], {}

    return run


def plainly(a):
    return Make(lambda nn: a.copy())


def memory(nn):
    return nn.Hopfield(PATTERNS)


BOLTZMANN = [
    Call("RBM", {"visible_features": 4, "hidden_features": 3, "x": values(SHARES)}, rbm, rbm_theirs, compared=("x",)),
    Call("Hopfield", {"patterns": plainly(PATTERNS), "x": values(V)}, hopfield, hopfield_theirs, compared=("x",)),
    *(method(f"RBM.{name}", machine, v=plainly(V)) for name in ("hidden", "free_energy", "reconstruction_error")),
    method("RBM.visible", machine, h=plainly(V[:, :3])),
    method("RBM.gibbs", machine, v=plainly(V), k=2, rng=Make(lambda nn: np.random.default_rng(0))),
    method("RBM.gibbs", machine, v=plainly(V), clamped=Make(lambda nn: np.arange(4) < 2)),
    method("RBM.match_means", machine, None, lambda nn, made: weights(made), v=plainly(V), least=0.1),
    Call("RBM.cd_step", {"optimizer": OWN, "v": plainly(V), "k": 2}, step("cd_step")),
    Call("RBM.cd_step", {"optimizer": OWN, "v": plainly(V), "chains": plainly(V[:2])}, step("cd_step")),
    Call("RBM.ascend", {"optimizer": OWN, "gradient": Make(lambda nn: GRADIENT)}, step("ascend")),
    method("Hopfield.energy", memory, s=plainly(2 * V - 1)),
    method("Hopfield.settle", memory, s=plainly(2 * V - 1), sweeps=3, rng=Make(lambda nn: np.random.default_rng(0))),
]
