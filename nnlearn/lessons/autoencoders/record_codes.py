"""Train the networks with a code of two numbers that the explorer of lesson 22 shows, and store their weights.

Run by hand, about ten seconds of one quiet core:

    python -m nnlearn.lessons.autoencoders.record_codes

It writes `codes.npz`: weights rounded to float16, and the processor time. All see the same 1,078 digits, in grey. The
denoising autoencoder gets new noise in every batch, of a strength drawn for each picture. The loss of the VAE takes a
grey pixel for the probability of ink: a fair measure of likeness, but not a likelihood.
"""

import sys
import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders.codes import NETWORKS, RECORD
from nnlearn.lessons.autoencoders.networks import autoencoder, train
from nnlearn.lessons.autoencoders.parts import digits

EPOCHS, VAE_EPOCHS = 110, 150
STRONGEST, WARM_UP = 0.6, 20  # standard deviation of the noise at most; epochs in which the weight of the KL term rises


def spoil(x, y, rng):
    """Add noise of a strength of its own to each picture; the targets stay."""
    return x + (rng.uniform(0, STRONGEST, (len(x), 1)) * rng.standard_normal(x.shape)).astype(x.dtype), y


def trained(model, seed=0):
    """Return the layers of a trained network in their order: two of the encoder, two of the decoder."""
    x = digits().x
    if model == "VAE":
        nn.manual_seed(seed)
        net, criterion = nn.VAE(64, 2), nn.VAELoss(beta=1 / WARM_UP)

        def warm_up(run):
            criterion.beta = min(1.0, (run.epoch + 1) / WARM_UP)

        optimizer = nn.AdamW(net.parameters(), lr=0.003, weight_decay=0.01)
        nn.fit(net, criterion, optimizer, x, x, epochs=VAE_EPOCHS, batch_size=64, callbacks=[warm_up])
        parts = [*net.encoder.modules(), *net.decoder.modules()]
    else:
        noise = spoil if model == "denoising autoencoder" else None
        net = train(autoencoder(64, 2, seed=seed), x, EPOCHS, lr=0.01, decay=0.01, transform=noise)
        parts = list(net)
    return [layer for layer in parts if isinstance(layer, nn.Linear)]


def record():
    """Train everything and return the arrays of the record, by name."""
    found = {}
    for model in NETWORKS:
        began = time.process_time()
        for k, layer in enumerate(trained(model), 1):
            found[f"{model} W{k}"] = layer.weight.data.astype(np.float16)
            found[f"{model} b{k}"] = layer.bias.data.astype(np.float16)
        found[f"{model} seconds"] = np.array(time.process_time() - began)
    return found


if __name__ == "__main__":
    np.savez_compressed(RECORD, **record())
    sys.stdout.write(f"{RECORD.stat().st_size} bytes\n")
