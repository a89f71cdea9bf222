"""The workload of `make bench` that plays: one step of a GAN, discriminator and generator, with Adam."""

from dataclasses import dataclass

import numpy as np
import torch
from pictures import twins
from workloads import mlp, normal

import nnlearn.numpy as nn


@dataclass(frozen=True)
class Game:
    """One step of both players on 128 points; compared by the sum of both losses."""

    name: str = "GAN step, 2-16-16-2 and 2-16-16-1, 128 points"
    bar: float = 0.20
    reached: float = 0.15

    def steps(self, device="cpu"):
        real = normal(128, 2)
        (g, tg), (d, td) = twins(mlp([2, 16, 16, 2], "ReLU")), twins(mlp([2, 16, 16, 1], "ReLU"))
        players = (nn.Adam(g.parameters()), nn.Adam(d.parameters()))
        theirs = (torch.optim.Adam(tg.parameters()), torch.optim.Adam(td.parameters()))
        ours_rng, their_rng = np.random.default_rng(1), np.random.default_rng(1)
        bce, one, zero, tensor = (
            torch.nn.BCEWithLogitsLoss(),
            torch.ones(128, 1),
            torch.zeros(128, 1),
            torch.from_numpy(real),
        )

        def noise():
            return torch.from_numpy(their_rng.standard_normal((128, 2)).astype(np.float32))

        def torch_step():
            theirs[1].zero_grad()
            d_loss = bce(td(tensor), one) + bce(td(tg(noise()).detach()), zero)
            d_loss.backward()
            theirs[1].step()
            theirs[0].zero_grad()
            g_loss = bce(td(tg(noise())), one)
            g_loss.backward()
            theirs[0].step()
            return d_loss.item() + g_loss.item()

        return lambda: sum(nn.gan_step(g, d, *players, real, loss="non-saturating", rng=ours_rng)), torch_step


GAMES = (Game(),)
