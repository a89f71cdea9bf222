"""The right answers to the exercises of lesson 10, and the inputs they are tried on."""

import math

import numpy as np

# 10.1 Xavier: var = 2 / (in + out); a uniform distribution over (-a, a) has the variance a^2 / 3


def first_weights(fan_in, fan_out):
    """Return Xavier's bound and He's standard deviation."""
    return math.sqrt(6 / (fan_in + fan_out)), math.sqrt(2 / fan_in)


def sample_fans(rng):
    return tuple(int(n) for n in rng.choice([10, 32, 64, 100, 256], 2, replace=False))


# 10.2 mean 0 and standard deviation 1, both measured on the training data


def standardise(train, test):
    """Return both tables, standardised by the training data."""
    mean, std = train.mean(axis=0), train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return (train - mean) / std, (test - mean) / std


def sample_tables(rng):
    n, m, d = int(rng.integers(6, 9)), int(rng.integers(3, 5)), int(rng.integers(2, 4))
    scale, shift = rng.uniform(0.5, 20, d), rng.normal(size=d) * 10
    return rng.normal(size=(n, d)) * scale + shift, rng.normal(size=(m, d)) * scale + shift


CONSTANT = (np.array([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0]]), np.array([[2.0, 5.0], [2.0, 6.0]]))

# 10.3 y = gamma (x - mean) / sqrt(var + eps) + beta, over the batch


def norm_forward(x, gamma, beta):
    """Return the normalised batch, stretched and shifted."""
    mean, variance = x.mean(axis=0), x.var(axis=0)
    return gamma * (x - mean) / np.sqrt(variance + 1e-5) + beta


def sample_norm(rng):
    n, d = int(rng.integers(5, 9)), int(rng.integers(2, 5))
    return 3 * rng.normal(size=(n, d)) + rng.normal(size=d), rng.normal(size=d), rng.normal(size=d)


# one unit is the same for all examples
FLAT = (np.array([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0]]), np.array([2.0, 1.0]), np.array([0.5, -1.0]))

# 10.4 dx = gamma / s (g - mean g - x^ mean (g x^))


def norm_backward(x, gamma, grad):
    """Return dL/dx, dL/dgamma and dL/dbeta."""
    std = np.sqrt(x.var(axis=0) + 1e-5)
    hat = (x - x.mean(axis=0)) / std
    g = grad * gamma
    dx = (g - g.mean(axis=0) - hat * (g * hat).mean(axis=0)) / std
    return dx, (grad * hat).sum(axis=0), grad.sum(axis=0)


def sample_back(rng):
    x, gamma, _ = sample_norm(rng)
    return x, gamma, rng.normal(size=x.shape)


# 10.5 twenty layers that learn


def measure_deep(answer):
    """Train a network of 20 hidden layers from two starts, and measure the accuracy on unseen patients."""
    import nnlearn.numpy as nn
    from nnlearn import datasets
    from nnlearn.metrics import accuracy

    data = datasets.breast_cancer()
    (x, y), (x_test, y_test) = datasets.split(data.x, data.y, seed=0)
    shares = []
    for seed in range(2):
        nn.manual_seed(seed)
        prepare, init = answer(nn)
        made, made_test = (np.asarray(v, np.float32) for v in prepare(x.astype(float), x_test.astype(float)))
        layers = [nn.Linear(made.shape[1], 40), nn.ReLU()]
        for _ in range(19):
            layers += [nn.Linear(40, 40), nn.ReLU()]
        model = nn.Sequential(*layers, nn.Linear(40, 2))
        for layer in model:
            if isinstance(layer, nn.Linear):
                init(layer)
        nn.fit(model, nn.CrossEntropyLoss(), nn.SGD(model.parameters(), lr=0.02), made, y, epochs=15, batch_size=16)
        shares.append(float(accuracy(nn.predict(model, made_test), y_test)))
    worst = min(shares)
    sentence = f"Unseen patients right, from two starts: {', '.join(f'{share:.1%}' for share in shares)}."
    return worst, worst >= 0.92, sentence
