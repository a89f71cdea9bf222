"""The rows of the restricted Boltzmann machine: PyTorch has none, so its formulas on autograd stand in."""

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, NOT_GENERATORS, NOT_SIZES, WORDS, good, not_batches, setting
from rows.parity import Program, array, close, copied, same_passes


class Theirs(torch.nn.Module):
    """The free energy as a sum over all hidden states, on the same parameters."""

    def __init__(self, visible, hidden):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(visible, hidden))
        self.visible_bias = torch.nn.Parameter(torch.randn(visible))
        self.hidden_bias = torch.nn.Parameter(torch.randn(hidden))

    def forward(self, v):
        n = len(self.hidden_bias)
        states = torch.tensor([[s >> i & 1 for i in range(n)] for s in range(2**n)]).to(v)
        scores = v @ self.weight + self.hidden_bias
        joint = (v @ self.visible_bias)[..., None] + scores @ states.T  # b v + v W h + c h
        return -torch.logsumexp(joint, dim=-1)


def pair(nn, device, visible, hidden):
    torch.manual_seed(visible)
    theirs = Theirs(visible, hidden).double()
    return copied(nn.RBM(visible, hidden), theirs, device), theirs


def sweep(theirs, v, rng):
    """Return one sweep as a textbook writes it, with the uniforms of `rng`."""
    for weight, bias in ((theirs.weight, theirs.hidden_bias), (theirs.weight.T, theirs.visible_bias)):
        p = torch.sigmoid(v @ weight + bias)
        v = (torch.tensor(rng.random(tuple(p.shape))) < p).double()
    return v


def check(nn, device):
    pictures = np.random.default_rng(0).integers(0, 2, (6, 4))
    for hidden in (1, 3, 5):
        ours, theirs = pair(nn, device, 4, hidden)
        x, upstream = np.random.default_rng(1).random((6, 4)), np.random.default_rng(2).normal(size=6)
        same_passes(ours, theirs, x, upstream, f"RBM(4, {hidden})", device)
        v = torch.tensor(pictures).double()
        h = torch.sigmoid(v @ theirs.weight + theirs.hidden_bias)
        back = torch.sigmoid(h @ theirs.weight.T + theirs.visible_bias)
        close(ours.hidden(pictures), h, "hidden")
        close(ours.visible(h.detach().numpy()), back, "visible")
        close(ours.free_energy(pictures), theirs(v), "free_energy")
        error = torch.nn.functional.binary_cross_entropy(back, v, reduction="sum") / len(v)
        close(ours.reconstruction_error(pictures), error, "reconstruction_error")
        chain, expected = np.random.default_rng(3), v
        for _ in range(4):
            expected = sweep(theirs, expected, chain)
        close(ours.gibbs(pictures, 4, rng=np.random.default_rng(3)), expected, "gibbs")
        learn(nn, ours, theirs, v)
    small = nn.RBM(4, 3).to(device)
    assert str(small(array(nn, pictures, "float32", device)).dtype).removeprefix("torch.") == "float32"
    assert {str(each.dtype) for each in (small.hidden(pictures), small.gibbs(pictures))} == {"float32"}


def learn(nn, ours, theirs, v):
    """Take steps of CD-2 with momentum, from the data and from persistent chains."""
    mine = nn.SGD(ours.parameters(), lr=0.1, momentum=0.5)
    optimizer = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.5)
    rng, same, chains = np.random.default_rng(4), np.random.default_rng(4), None
    for step in range(4):
        ends = v if step < 2 else torch.tensor(chains)
        for _ in range(2):
            ends = sweep(theirs, ends, same)
        optimizer.zero_grad()
        (theirs(v).mean() - theirs(ends).mean()).backward()
        optimizer.step()
        chains = ours.cd_step(mine, v.numpy(), 2, chains=None if step < 2 else chains, rng=rng)
        close(chains, ends, f"ends of step {step}")
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        close(p.data, q.data, f"{name} after four steps")


PARITY = {"RBM": Program(check)}


def machine(nn):
    return nn.RBM(4, 3)


def method(name, argument, bad, *given, called=None, **more):
    """Return the row of one argument of a method of RBM(4, 3)."""
    return called or argument, bad, lambda nn, value: getattr(machine(nn), name)(*given, **{**more, argument: value})


def cd(argument, bad, **more):
    def call(nn, value):
        rbm = machine(nn)
        given = {"optimizer": nn.SGD(rbm.parameters()), "v": V, **more, argument: value}
        return rbm.cd_step(**given)

    return argument, bad, call


def up(nn, gradient):
    rbm = machine(nn)
    return rbm.ascend(nn.SGD(rbm.parameters()), gradient)


V = np.array([[0, 1, 1, 0], [1, 0, 0, 1]])
H = np.ones((2, 3))
STATES = [*not_batches(np.asarray, (2, 4)), V * 2, V - 1, V.astype(str), V.astype(complex), V[0]]
HIDDEN_STATES = [*not_batches(np.asarray, (2, 3)), H * 2]
GRADIENT = np.zeros((4, 3)), np.zeros(4), np.zeros(3)
FUZZ = {
    "RBM": [
        setting("RBM", "visible_features", NOT_COUNTS, hidden_features=3),
        setting("RBM", "hidden_features", NOT_COUNTS, 4),
        setting("RBM", "std", NOT_SIZES, 4, 3),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: machine(nn)(bad)),
        ("x", [(4,), (2, 3), ()], lambda nn, bad: machine(nn)(good(nn, *bad))),
        *(method(name, "v", STATES) for name in ("hidden", "free_energy", "gibbs", "reconstruction_error")),
        method("match_means", "v", STATES),
        method("match_means", "least", (*NOT_SIZES, 0, 0.6), V),
        method("visible", "h", HIDDEN_STATES),
        method("gibbs", "k", [bad for bad in NOT_COUNTS if bad != 0], V),
        method("gibbs", "rng", NOT_GENERATORS, V),
        method("gibbs", "clamped", ("text", 3, [True] * 4, np.ones(4), np.ones(3, bool), np.ones((1, 4), bool)), V),
        cd("optimizer", (*WORDS, 3)),
        cd("v", STATES),
        cd("k", NOT_COUNTS),
        cd("chains", [bad for bad in STATES if bad is not None]),
        cd("rng", NOT_GENERATORS),
        ("optimizer", [None], lambda nn, _: machine(nn).cd_step(nn.SGD(machine(nn).parameters()), V)),
        ("optimizer", [None], lambda nn, _: machine(nn).ascend(nn.SGD(machine(nn).parameters()), GRADIENT)),
        ("gradient", (*WORDS, 3, GRADIENT[:2], [GRADIENT[0].T, *GRADIENT[1:]]), up),
        ("gradient of hidden_bias", [(*GRADIENT[:2], np.full(3, NAN)), (*GRADIENT[:2], [0, 0, 0])], up),
    ]
}
