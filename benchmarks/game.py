"""The workload of `make bench` that plays: one step of a GAN, discriminator and generator, with Adam."""

from dataclasses import dataclass

import floor
import numpy as np
import torch
from pictures import twins
from workloads import floor_network, mlp, normal

import nnlearn.numpy as nn


@dataclass(frozen=True)
class Game:
    """One step of both players on 128 points; compared by the sum of both losses."""

    name: str = "GAN step, 2-16-16-2 and 2-16-16-1, 128 points"
    bar: float = 0.20

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

        def our_step():
            return sum(nn.gan_step(g, d, *players, real, loss="non-saturating", rng=ours_rng))

        return {
            "ours": our_step,
            "floor": floor_step(floor_network(tg), floor_network(td), real),
            "PyTorch": torch_step,
        }


def floor_step(generator, discriminator, real):
    """Return the floor's step: real and generated points go through the discriminator as one batch."""
    to_generator, to_discriminator = floor.Adam(generator), floor.Adam(discriminator)
    rng, criterion, n = np.random.default_rng(1), floor.BCEWithLogitsLoss(), len(real)
    ones = np.ones((n, 1), np.float32)
    labels = np.concatenate([ones, 0 * ones])

    def fake():
        return generator.forward(rng.standard_normal((n, 2)).astype(np.float32))

    def step():
        discriminator.layers[0].first = True
        d_loss = 2 * criterion.forward(discriminator.forward(np.concatenate([real, fake()])), labels)
        discriminator.backward(2 * criterion.backward())
        to_discriminator.step()
        discriminator.layers[0].first = False  # the gradient goes through it into the generator
        g_loss = criterion.forward(discriminator.forward(fake()), ones)
        generator.backward(discriminator.backward(criterion.backward()))
        to_generator.step()
        return d_loss + g_loss

    return step


GAMES = (Game(),)
