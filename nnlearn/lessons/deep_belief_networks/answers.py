"""The right answers to the exercises of lesson 25."""

import numpy as np

# 25.1 q(h = 1 | v) = sigma(v W + c), and so on, each layer from the probabilities of the one below


def up(v, layers):
    """Return the probabilities of the hidden cells, layer by layer."""
    found = []
    for W, _, c in layers:
        v = 1 / (1 + np.exp(-(v @ W + c)))  # (n, hidden)
        found.append(v)
    return found


# 25.2 the first machine learns the pictures, each other one the hidden cells of the machine below


def stack(v, sizes, train):
    """Return the machines of a stack, each trained on the one below."""
    layers = []
    for hidden in sizes[1:]:
        W, b, c = train(v, hidden)
        layers.append((W, b, c))
        v = 1 / (1 + np.exp(-(v @ W + c)))
    return layers


# 25.3 Gibbs sampling in the top machine, then p(v = 1 | h) = sigma(h W^T + b) down through the others


def dream(layers, h, sweeps, rng):
    """Return the pictures (as probabilities) that the network dreams from h."""

    def chance(z):
        return 1 / (1 + np.exp(-z))

    def draw(p):
        return (rng.random(p.shape) < p).astype(float)

    W, b, c = layers[-1]
    for _ in range(sweeps):
        top = draw(chance(h @ W + c))
        h = draw(chance(top @ W.T + b))
    for W, b, _ in reversed(layers[:-1]):
        p = chance(h @ W.T + b)
        h = draw(p)
    return p


# 25.4 Linear layers have the weights W^T (out, in) and the biases c; the last one is 0


def fine_tune_start(layers, classes):
    """Return the state of an MLP that starts as the stack."""
    state = {}
    for i, (W, _, c) in enumerate(layers):
        state[f"{2 * i}.weight"] = W.T
        state[f"{2 * i}.bias"] = c
    last = 2 * len(layers)
    state[f"{last}.weight"] = np.zeros((classes, len(c)))
    state[f"{last}.bias"] = np.zeros(classes)
    return state


# 25.5 p(v) = sum over h of p(h) p(v | h), with p(h) = exp(-F(h)) / Z of the top machine


def log_p(v, states, low, top):
    """Return log p of each picture, exactly."""
    W, b, _ = low
    scores = states @ W.T + b  # (2^cells, visible)
    given = v @ scores.T - np.logaddexp(0, scores).sum(axis=1)  # log p(v | h)
    W, b, c = top
    prior = states @ b + np.logaddexp(0, states @ W + c).sum(axis=1)  # + log Z
    return np.logaddexp.reduce(given + prior, axis=1) - np.logaddexp.reduce(prior)
