"""Train the models of lesson 22 that invent digits, and record what they are worth: likelihood, strength, samples.

Run by hand, one part after the other, or all; together they take about eight minutes on one core:

    python -m nnlearn.lessons.autoencoders.record_models likelihood
    python -m nnlearn.lessons.autoencoders.record_models

The parts go into `trainings.json`, as those of `record.py` do.
"""

import sys
import time
from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders import densities
from nnlearn.lessons.autoencoders.networks import autoencoder, train
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.lessons.autoencoders.record import SEEDS, run
from nnlearn.lessons.autoencoders.samples import controls, judged

WARM_UP, DRAWS, MADE = 20, 500, 270
SETTINGS = ((128, 0.01, 100), (128, 0.1, 200), (256, 0.1, 200))  # width, weight decay, epochs
TEMPLATES, STRENGTHS = (20, 40, 80, 120), (0.03, 0.1, 0.3)


def vae(x, code, setting, seed=0, beta=1.0):
    """Train a variational autoencoder; the weight of the KL term rises to beta in the first 20 epochs."""
    width, decay, epochs = setting
    nn.manual_seed(seed)
    model, criterion = nn.VAE(64, code, (width,)), nn.VAELoss(beta=beta / WARM_UP)

    def warm_up(run):
        criterion.beta = beta * min(1, (run.epoch + 1) / WARM_UP)

    return train(model, x, epochs, decay=decay, criterion=criterion, callbacks=[warm_up])


def log_p(model, x, draws=DRAWS):
    """Return the mean importance-weighted log probability of pictures, in nats."""
    return float(model.log_likelihood(x, draws, np.random.default_rng(1)).mean())


@lru_cache
def better_setting(code):
    """Return the width, decay and epochs that the digits aside choose, of one start each."""
    data = digits(binary=True)
    return max(SETTINGS, key=lambda setting: log_p(vae(data.x, code, setting), data.x_aside, 100))


@lru_cache
def better(rival):
    """Return the number of templates or the strength of a penalty that the digits aside choose."""
    data = digits(binary=True)
    grid, model = {"mixture": (TEMPLATES, densities.mixture), "chain": (STRENGTHS, densities.chain)}[rival]
    return max(grid, key=lambda setting: model(data.x, setting)(data.x_aside).mean())


def likelihood(seed):
    """Log p of the 449 test digits, black and white, after learning from the 1,348 others."""
    data = digits(binary=True)
    x = np.concatenate([data.x, data.x_aside])
    for code in (2, 8, 16):
        began = time.process_time()
        model = vae(x, code, better_setting(code), seed)
        seconds = round(time.process_time() - began, 1)
        reconstruction, kl = model.terms(data.x_test)
        bound = -(reconstruction + kl.sum(axis=1)).mean()
        yield {"name": f"VAE, {code} numbers", "code": code, "setting": better_setting(code), "seed": seed,
               "reconstruction": round(float(reconstruction.mean()), 3), "kl": round(float(kl.sum(axis=1).mean()), 3),
               "bound": round(float(bound), 3), "log p": round(log_p(model, data.x_test), 3),
               "in use": int((kl.mean(axis=0) > 0.1).sum()), "seconds": seconds}  # fmt: skip
    found = {f"mixture of {better('mixture')} templates": densities.mixture(x, better("mixture"), seed)}
    if seed == 0:
        found |= {
            "independent pixels": densities.independent_pixels(x),
            "logistic chain": densities.chain(x, better("chain")),
        }
    for name, model in found.items():
        yield {"name": name, "seed": seed, "log p": round(float(model(data.x_test).mean()), 3)}


def draws(seed):
    """Log p of a VAE of 8 numbers with 1 to 2,000 draws."""
    data = digits(binary=True)
    model = vae(data.x, 8, better_setting(8), seed)
    yield {"seed": seed} | {str(count): round(log_p(model, data.x_test, count), 3) for count in (1, 10, 100, 500, 2000)}


def strength(seed):
    """A VAE of 8 numbers whose KL term counts beta times."""
    data = digits(binary=True)
    for beta in (0.1, 1, 2, 4, 8):
        model = vae(data.x, 8, SETTINGS[0], seed, beta)
        reconstruction, kl = model.terms(data.x_test)
        yield {"beta": beta, "seed": seed, "reconstruction": round(float(reconstruction.mean()), 3),
               "kl": round(float(kl.sum(axis=1).mean()), 3), "in use": int((kl.mean(axis=0) > 0.1).sum())}  # fmt: skip


def invented(seed):
    """What `samples.judged` says of controls and of digits made by a VAE and by an autoencoder, 8 numbers each."""
    from sklearn.mixture import GaussianMixture

    data, rng = digits(binary=True), np.random.default_rng(seed)
    for name, made in controls(seed).items():
        yield {"control": True, "name": name, "seed": seed} | judged(made)
    model = vae(data.x, 8, better_setting(8), seed)
    p = 1 / (1 + np.exp(-model.decode(rng.standard_normal((MADE, 8)).astype(np.float32)).astype(float)))
    net = autoencoder(64, 8, seed=seed)
    train(net, data.x, 60, decay=0.01, criterion=nn.BCEWithLogitsLoss())
    codes = nn.predict(net[:3], data.x).astype(float)
    drawn = {
        "N(0, 1)": rng.standard_normal((MADE, 8)),
        "one Gaussian": rng.multivariate_normal(codes.mean(axis=0), np.cov(codes.T), MADE),
        "mixture of 20": GaussianMixture(20, random_state=seed).fit(codes).sample(MADE)[0],
    }
    made = {"VAE, pixels drawn": rng.random(p.shape) < p, "VAE, p > 1/2": p > 0.5}
    made |= {
        f"autoencoder, codes from {name}": nn.predict(net[3:], z.astype(np.float32)) > 0 for name, z in drawn.items()
    }
    for name, pictures in made.items():
        yield (
            {"control": False, "name": name, "seed": seed}
            | judged(pictures)
            | {"sd of codes": round(float(codes.std(axis=0).mean()), 2)}
        )


PARTS = {part.__name__: part for part in (likelihood, draws, strength, invented)}

if __name__ == "__main__":
    run(PARTS, SEEDS, sys.argv[1:])
