"""The rows of one step of the game between generator and discriminator."""

import numpy as np
import torch

from rows.fuzz import BAD_MODELS, INF, NAN, NOT_GENERATORS, WORDS
from rows.mlp import mlp
from rows.parity import Program, close, copied

T = torch.nn


def gan_step(nn, device):
    """Play the game with PyTorch's own parts, three steps for each loss."""
    for loss in ("non-saturating", "minimax", "wasserstein"):
        torch.manual_seed(0)
        their_g, their_d = mlp([2, 5, 3]).double(), mlp([3, 5, 1], T.Tanh).double()
        g, d = copied(nn.MLP([2, 5, 3]), their_g, device), copied(nn.MLP([3, 5, 1], nn.Tanh), their_d, device)
        mine = [nn.Adam(model.parameters(), lr=0.01) for model in (g, d)]
        to_g, to_d = (torch.optim.Adam(model.parameters(), lr=0.01) for model in (their_g, their_d))
        rng, same = np.random.default_rng(1), np.random.default_rng(1)
        bce = T.functional.binary_cross_entropy_with_logits
        for step in range(3):
            real = np.random.default_rng(step).normal(size=(6, 3))
            z = torch.tensor(same.standard_normal((6, 2)))
            s, t = their_d(torch.tensor(real)), their_d(their_g(z).detach())
            ones, zeros = torch.ones_like(s), torch.zeros_like(s)
            loss_d = t.mean() - s.mean() if loss == "wasserstein" else bce(s, ones) + bce(t, zeros)
            to_d.zero_grad()
            loss_d.backward()
            to_d.step()
            if loss == "wasserstein":
                for p in their_d.parameters():
                    p.data.clamp_(-0.1, 0.1)
            t = their_d(their_g(torch.tensor(same.standard_normal((6, 2)))))
            loss_g = {"wasserstein": -t.mean(), "minimax": -bce(t, zeros), "non-saturating": bce(t, ones)}[loss]
            to_g.zero_grad()
            loss_g.backward()
            to_g.step()
            found = nn.gan_step(g, d, *mine, real, loss=loss, clip=0.1, rng=rng)
            close(found, [loss_d.item(), loss_g.item()], f"{loss}: losses of step {step}")
        for ours, theirs in ((g, their_g), (d, their_d)):
            for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
                close(p.data, q.data, f"{loss}: weights", rtol=1e-9)


PARITY = {"gan_step": Program(gan_step)}


def play(nn, **changed):
    g, d = nn.PointGenerator(), nn.PointDiscriminator()
    given = {
        "generator": g, "discriminator": d, "real": np.ones((3, 2), np.float32),
        "generator_optimizer": nn.SGD(g.parameters()), "discriminator_optimizer": nn.SGD(d.parameters()), **changed,
    }  # fmt: skip
    return nn.gan_step(**given)


def setting(name, bad, called=None):
    return called or name, bad, lambda nn, value: play(nn, **{name: value})


NOT_REAL = [np.zeros(each, np.float32) for each in ((), (3,), (0, 2), (3, 3))]
FUZZ = {
    "gan_step": [
        setting("generator", BAD_MODELS, "model|generator"),
        setting("discriminator", BAD_MODELS, "model|discriminator"),
        ("generator", [None], lambda nn, _: play(nn, generator=nn.Tanh())),
        ("discriminator", [None], lambda nn, _: play(nn, discriminator=nn.PointDiscriminator())),
        setting("generator_optimizer", (*WORDS, 3)),
        setting("discriminator_optimizer", (*WORDS, 3)),
        setting("real", [*WORDS, 3, [[1.0, 2.0]], *NOT_REAL, np.full((3, 2), NAN), np.full((3, 2), "a")], "real|x"),
        setting("loss", (*WORDS, 3, "hinge")),
        setting("clip", (*WORDS, 0, -1.0, NAN, INF, True)),
        setting("turns", (*WORDS, 3, "neither")),
        setting("rng", NOT_GENERATORS),
    ]
}
