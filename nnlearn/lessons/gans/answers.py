"""The right answers to the exercises of lesson 26, and the inputs they are tried on."""

from typing import Any

import numpy as np

# 26.1 L = mean log(1 + e^-s) + mean log(1 + e^t)


def discriminator_loss(real, fake):
    """Return the loss and its slopes with respect to both kinds of scores."""
    loss = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    p_fake, p_not_real = (1 + np.tanh(fake / 2)) / 2, (1 + np.tanh(-real / 2)) / 2
    return loss, -p_not_real / len(real), p_fake / len(fake)


def sample_scores(rng):
    n, m = rng.permutation([3, 5]) + rng.integers(0, 3)
    return 2 * rng.normal(size=n), 2 * rng.normal(size=m)


SURE = (np.array([800.0, -800.0, 1.0]), np.array([-900.0, 900.0, 0.0, 0.5]))


# 26.2 -mean log p(t), and mean log(1 - p(t))


def generator_losses(fake):
    """Return the non-saturating loss, its slopes, the minimax loss, its slopes."""
    n, probability = len(fake), (1 + np.tanh(fake / 2)) / 2
    non_saturating, minimax = np.logaddexp(0, -fake).mean(), -np.logaddexp(0, fake).mean()
    return non_saturating, -(1 - probability) / n, minimax, -probability / n


def sample_fake(rng):
    return (2 * rng.normal(size=int(rng.integers(4, 8))),)


FOUND_OUT = (np.array([-900.0, -30.0, 0.0, 900.0]),)

# 26.3 one step of the game


def play(G, D, move_G, move_D, real, z, again):
    """Let the discriminator move, then the generator."""
    n = len(real)
    move_D.zero_grad()
    scores = D(np.concatenate([real, G(z)]))[:, 0]
    _, real_slopes, fake_slopes = discriminator_loss(scores[:n], scores[n:])
    D.backward(np.concatenate([real_slopes, fake_slopes])[:, None])  # its result is not used: G does not move
    move_D.step()

    move_G.zero_grad()
    slopes = generator_losses(D(G(again))[:, 0])[1]
    G.backward(D.backward(slopes[:, None]))
    move_G.step()


def sample_game(rng):
    """Return the weights of two small players, data, and noise for two steps."""
    weights = [rng.normal(size=n) for n in (17, 17)]
    return *weights, rng.normal(size=(2, 5, 2)), rng.normal(size=(4, 5, 2))


def two_steps(function, generator, discriminator, real, noise):
    """Return all weights of both players after the function has played two steps."""
    import nnlearn.numpy as nn

    G = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2)).double()
    D = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    nn.vector_to_parameters(generator, G.parameters())
    nn.vector_to_parameters(discriminator, D.parameters())
    move_G, move_D = nn.SGD(G.parameters(), lr=0.5), nn.SGD(D.parameters(), lr=0.5)
    for step in (0, 1):
        function(G, D, move_G, move_D, real[step], noise[2 * step], noise[2 * step + 1])
    return nn.parameters_to_vector(D.parameters()), nn.parameters_to_vector(G.parameters())


# 26.4 how many modes have enough points


def coverage(x, modes, reach, least):
    """Return how many modes have enough points."""
    away = np.linalg.norm(x[:, None] - modes, axis=2)  # (n, m)
    nearest = away.argmin(axis=1)[away.min(axis=1) <= reach]
    return int((np.bincount(nearest, minlength=len(modes)) >= least).sum())


def sample_cloud(rng):
    modes = rng.uniform(-2, 2, size=(6, 2))
    x = modes[rng.integers(4, size=30)] + 0.7 * rng.normal(size=(30, 2))
    return x, modes, 0.6, 3


CROWDED = (  # two modes so close together that some points are within reach of both; exactly 2 points at the first
    np.array([[0.0, 0.0], [0.1, 0.0], [0.5, 0.0], [0.55, 0.0], [0.5, 0.1], [3.0, 0.0]]),
    np.array([[0.0, 0.0], [0.5, 0.0], [3.0, 0.0], [9.0, 9.0]]),
    0.6,
    2,
)

# 26.5 cover all eight modes, although the generator learns too fast


def measure_settings(settings, seeds=(0, 1, 2), steps=500):
    """Play the game with these settings from three starts, and measure how many modes are covered."""
    if not isinstance(settings, dict) or set(settings) != {"loss", "lr_d", "turns"}:
        raise ValueError(f"expected a dict with the keys loss, lr_d and turns, got {settings!r}")
    if settings["turns"] not in range(1, 6):
        raise ValueError(f"expected turns to be a whole number from 1 to 5, got {settings['turns']!r}")
    found = [modes_covered(seed, steps, **settings) for seed in seeds]
    value = float(np.mean(found))
    means = ", ".join(f"{modes:.1f}" for modes in found)
    return value, value >= 7.0, f"Modes covered on average in the last 200 steps: {means}; mean {value:.2f} of 8."


def modes_covered(seed, steps, loss, lr_d, turns, lr_g=0.006):
    """Return how many modes are covered, on average over the last 200 steps of a game with a hasty generator."""
    import nnlearn.numpy as nn
    from nnlearn.datasets import gaussians

    rng, x = np.random.default_rng(seed), gaussians(2000).x
    angle = 2 * np.pi * np.arange(8) / 8
    modes, z = np.stack([np.cos(angle), np.sin(angle)], axis=1), rng.standard_normal((400, 2)).astype("f4")
    nn.manual_seed(seed)
    G, D = nn.PointGenerator(2, 2, [32, 32]), nn.PointDiscriminator(2, [32, 32])
    move_G: Any
    move_D: Any
    if loss == "wasserstein":
        move_G, move_D = nn.RMSprop(G.parameters(), lr=lr_g), nn.RMSprop(D.parameters(), lr=lr_d)
    else:
        betas = (0.5, 0.9)
        move_G, move_D = nn.Adam(G.parameters(), lr=lr_g, betas=betas), nn.Adam(D.parameters(), lr=lr_d, betas=betas)
    found = []
    for step in range(1, steps + 1):
        for turn in ["discriminator"] * turns + ["generator"]:
            real = x[rng.integers(len(x), size=64)]
            nn.gan_step(G, D, move_G, move_D, real, loss=loss, clip=0.1, turns=turn, rng=rng)
        if step > steps - 200 and step % 20 == 0:
            found.append(coverage(nn.predict(G, z), modes, 0.25, 12))
    return float(np.mean(found))
