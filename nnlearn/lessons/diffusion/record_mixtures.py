"""Train the networks of the diffusion explorer, measure what they make, and store both.

Run by hand, about three minutes of one quiet core:

    python -m nnlearn.lessons.diffusion.record_mixtures

It writes `mixtures.npz`: the weights of one network for each source, rounded to float16; the loss of each guess at each
step on points that none has seen; and for five networks of the eight Gaussians what their samples are like.
"""

import sys
import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn.diffusion import NoisePrediction, add_noise, sample
from nnlearn.lessons.diffusion.mixtures import (
    BLOCKS,
    COUNT,
    EXACT,
    GUESSES,
    HIDDEN,
    LAST,
    LEARNED,
    MEMORY,
    RECORD,
    SCHEDULE,
    SIZES,
    SOURCES,
    TURNS,
    drawn,
    guess_of,
    nearest_part,
)
from nnlearn.metrics import nearest_neighbour_test

STEPS, BATCH, RATE = 4000, 256, 0.002
SEEDS = 5


def trained(source, seed):
    """Return a network trained on a source, its weights rounded to float16."""
    x = drawn(source, COUNT, seed)
    nn.manual_seed(seed)
    model = nn.DiffusionMLP(2, HIDDEN, blocks=BLOCKS)
    optimizer = nn.Adam(model.parameters(), lr=RATE)
    epochs = STEPS // -(-COUNT // BATCH)
    falling = nn.CosineAnnealingLR(optimizer, STEPS)
    nn.fit(
        model,
        nn.MSELoss(),
        optimizer,
        x,
        x,
        epochs=epochs,
        batch_size=BATCH,
        transform=NoisePrediction(SCHEDULE),
        callbacks=[lambda run: falling.step()],
    )
    if optimizer.param_groups[0]["lr"] > RATE / 1e5:
        raise RuntimeError(f"the learning rate did not fall: {optimizer.param_groups[0]['lr']}")
    for parameter in model.parameters():
        parameter.data[...] = parameter.data.astype(np.float16)
    return model


def flat(model):
    """Return all weights of a network in one array of float16."""
    return np.concatenate([parameter.data.ravel() for parameter in model.parameters()]).astype(np.float16)


def losses(guess, source):
    """Return the mean squared error of a guess at each step 1..100, on 2,000 unseen points."""
    rng, x = np.random.default_rng(27), drawn(source, COUNT, 1000).astype(float)
    found = []
    for t in range(1, LAST + 1):
        eps = rng.standard_normal(x.shape)
        found.append(((guess(add_noise(x, t, eps, SCHEDULE), t) - eps) ** 2).mean())
    return np.array(found, np.float32)


def judged(made, seed):
    """Return the share of samples within three standard deviations of a mode, how far the shares are off, 1-NN."""
    part, away = nearest_part("eight Gaussians", made)
    off = np.abs(np.bincount(part, minlength=8) / len(made) - 1 / 8).sum() / 2
    held = drawn("eight Gaussians", len(made), 900 + seed)
    return (away <= 0.15).mean(), off, np.mean(nearest_neighbour_test(made, held.astype(float)))


def made(guess, seed, count=COUNT, **settings):
    """Return samples from noise."""
    rng = np.random.default_rng(seed)
    return sample(guess, rng.standard_normal((count, 2)), SCHEDULE, rng=rng, **settings)


def home(guess, seed, turn):
    """Return the share of unseen points that come back to their own mode from a step, with fresh noise."""
    rng, x = np.random.default_rng(seed), drawn("eight Gaussians", COUNT, 2000 + seed).astype(float)
    noisy = add_noise(x, turn, rng.standard_normal(x.shape), SCHEDULE)
    back = sample(guess, noisy, SCHEDULE, start=turn, rng=rng)
    return (nearest_part("eight Gaussians", back)[0] == nearest_part("eight Gaussians", x)[0]).mean()


def main():
    """Train, measure, and store."""
    found: dict = {}
    began = time.process_time()
    seeds = {source: SEEDS if source == SOURCES[0] else 1 for source in SOURCES}
    models = {source: [trained(source, seed) for seed in range(seeds[source])] for source in SOURCES}
    found["seconds"] = np.array(time.process_time() - began)  # of the processor, for all trainings
    for source in SOURCES:
        found[source] = flat(models[source][0])
        for kind in GUESSES:
            guess = models[source][0].noise if kind == LEARNED else guess_of(source, kind)
            found[f"{source}, {kind}"] = losses(guess, source)
    for kind in (LEARNED, EXACT, MEMORY):
        guesses = [model.noise if kind == LEARNED else guess_of(SOURCES[0], kind) for model in models[SOURCES[0]]]
        found[f"judged, {kind}"] = np.array(  # (eta, steps, seed, measure)
            [
                [[judged(made(g, k, steps=steps, eta=eta), k) for k, g in enumerate(guesses)] for steps in SIZES]
                for eta in (1, 0)
            ],
            np.float32,
        )
        if kind != MEMORY:
            found[f"home, {kind}"] = np.array(
                [[home(g, k, turn) for k, g in enumerate(guesses)] for turn in TURNS], np.float32
            )  # (turn, seed)
        for eta in (0, 1):
            sys.stdout.write(f"{kind}, eta {1 - eta}\n{found[f'judged, {kind}'][eta].mean(axis=1).round(3)}\n")
            sys.stdout.write(f"{found[f'judged, {kind}'][eta].std(axis=1).round(3)}\n")
        sys.stdout.write(f"home {found.get(f'home, {kind}', np.zeros((1, 1))).mean(axis=1).round(3).tolist()}\n")
    np.savez_compressed(RECORD, **found)
    sys.stdout.write(f"{RECORD.stat().st_size} bytes, {found['seconds']:.0f} s\n")


if __name__ == "__main__":
    main()
