"""The rows of the generators and discriminators."""

import torch

from rows.fuzz import NOT_COUNTS, setting
from rows.mlp import NOT_LISTS, mlp
from rows.parity import Composition

T = torch.nn


def image_generator(latent=32, size=8, channels=1, width=32):
    return T.Sequential(
        T.Linear(latent, width * size * size // 8), T.ReLU(), T.Unflatten(1, (2 * width, size // 4, size // 4)),
        T.Upsample(scale_factor=2), T.Conv2d(2 * width, width, 3, 1, 1), T.ReLU(),
        T.Upsample(scale_factor=2), T.Conv2d(width, channels, 3, 1, 1), T.Tanh(),
    )  # fmt: skip


def image_discriminator(size=8, channels=1, width=32):
    return T.Sequential(
        T.Conv2d(channels, width, 3, 2, 1), T.LeakyReLU(0.2), T.Conv2d(width, 2 * width, 3, 2, 1), T.LeakyReLU(0.2),
        T.Flatten(), T.Linear(width * size * size // 8, 1),
    )  # fmt: skip


def point_generator(latent=2, features=2, hidden=(64, 64)):
    return mlp([latent, *hidden, features])


def point_discriminator(features=2, hidden=(64, 64)):
    return mlp([features, *hidden, 1], lambda: T.LeakyReLU(0.2))


PARITY = {
    "ImageDiscriminator": Composition(
        image_discriminator,
        ({}, {"size": 12, "channels": 3, "width": 2}),
        lambda size=8, channels=1, width=0: (channels, size, size),
    ),
    "ImageGenerator": Composition(
        image_generator, ({}, {"latent": 3, "size": 12, "channels": 3, "width": 2}), lambda latent=32, **_: (latent,)
    ),
    "PointDiscriminator": Composition(
        point_discriminator, ({}, {"features": 3, "hidden": [5]}), lambda features=2, **_: (features,)
    ),
    "PointGenerator": Composition(
        point_generator, ({}, {"latent": 4, "features": 3, "hidden": []}), lambda latent=2, **_: (latent,)
    ),
}

NOT_MULTIPLES = (*NOT_COUNTS, 2, 6, 9)
NOT_HIDDEN = (*NOT_LISTS, None, [0], [2.5], ["a"])


def counts(model, *names):
    return [setting(model, name, NOT_COUNTS) for name in names]


FUZZ = {
    "ImageDiscriminator": [
        *counts("ImageDiscriminator", "channels", "width"),
        setting("ImageDiscriminator", "size", NOT_MULTIPLES),
    ],
    "ImageGenerator": [
        *counts("ImageGenerator", "latent", "channels", "width"),
        setting("ImageGenerator", "size", NOT_MULTIPLES),
    ],
    "PointDiscriminator": [
        *counts("PointDiscriminator", "features"),
        setting("PointDiscriminator", "hidden", NOT_HIDDEN),
    ],
    "PointGenerator": [
        *counts("PointGenerator", "latent", "features"),
        setting("PointGenerator", "hidden", NOT_HIDDEN),
    ],
}
