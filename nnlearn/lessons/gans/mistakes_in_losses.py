"""Mistakes in 26.1 and 26.2 with log(1 + exp(a)) = max(a, 0) + log(1 + exp(-|a|)), the form that never overflows."""

import numpy as np

from nnlearn.lessons.gans.answers import discriminator_loss, generator_losses


def small_part(a):
    return np.log1p(np.exp(-abs(a)))


def large_part(a):
    return np.maximum(a, 0)


def discriminator_with(cost):
    """Return the discriminator's loss with another cost than log(1 + exp(a)); its slopes are right."""
    return lambda real, fake: (cost(-real).mean() + cost(fake).mean(), *discriminator_loss(real, fake)[1:])


def generator_with(cost):
    """Return both losses of the generator with another cost than log(1 + exp(a)); their slopes are right."""

    def losses(fake):
        _, slopes, _, minimax_slopes = generator_losses(fake)
        return cost(-fake).mean(), slopes, -cost(fake).mean(), minimax_slopes

    return losses


without_the_large_part, without_the_small_part = discriminator_with(small_part), discriminator_with(large_part)
generator_without_the_large_part = generator_with(small_part)
generator_without_the_small_part = generator_with(large_part)
