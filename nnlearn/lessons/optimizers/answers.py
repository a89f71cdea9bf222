"""The right answers to the exercises of lesson 07, and the inputs they are tried on."""

import numpy as np

# 07.1 an epoch, cut into batches


def batches(order, size):
    """Return the batches of one epoch, a list of arrays."""
    return [order[i : i + size] for i in range(0, len(order), size)]


def sample_order(rng):
    n = int(rng.integers(7, 15))
    return rng.permutation(n), int(rng.integers(2, 5))


EVEN, WHOLE = (np.arange(6), 3), (np.array([2, 0, 1]), 10)

# 07.2 v = mu v + g, theta = theta - lr v


def momentum(theta, v, g, lr, mu):
    """Return the weights and the velocity after one step."""
    v = mu * v + g
    return theta - lr * v, v


def sample_momentum(rng):
    d = int(rng.integers(2, 5))
    return rng.normal(size=d), rng.normal(size=d), rng.normal(size=d), float(rng.uniform(0.05, 0.5)), 0.9


# 07.3 m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, theta = theta - lr m^ / (sqrt(v^) + eps)


def adam(theta, m, v, g, k, lr):
    """Return the weights, m and v after step k of Adam."""
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9**k), v / (1 - 0.999**k)
    return theta - lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


def sample_adam(rng):
    d = int(rng.integers(2, 5))
    g, k = rng.normal(size=d), int(rng.integers(1, 8))
    return rng.normal(size=d), 0.3 * rng.normal(size=d), rng.uniform(0.001, 0.3, d), g, k, float(rng.uniform(0.01, 0.2))


FIRST_STEP = (np.zeros(3), np.zeros(3), np.zeros(3), np.array([5.0, -0.01, 2.0]), 1, 0.1)
FLAT = (np.zeros(2), np.zeros(2), np.zeros(2), np.array([1e-8, -3e-8]), 1, 0.1)  # here it matters where eps is

# 07.4 the best epoch, and the one after which patience ends


def stop(losses, patience):
    """Return the best epoch and the last one, by early stopping."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


def sample_losses(rng):
    n = 14
    bowl = 0.02 * (np.arange(n) - 5) ** 2
    return (bowl + 0.3 * rng.uniform(size=n)).round(2), int(rng.integers(2, 4))


LOSSES = (
    (np.array([5.0, 4.0, 4.5, 4.2, 4.4, 3.0]), 3),
    (np.array([5.0, 4.0, 3.0, 2.0]), 2),
    (np.array([3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0]), 3),
)

# 07.5 three epochs


def measure_three_epochs(choose):
    """Train for three epochs from three starts, and measure the accuracy on unseen digits."""
    import nnlearn.numpy as nn
    from nnlearn import datasets
    from nnlearn.metrics import accuracy

    data = datasets.digits()
    (x, y), (x_test, y_test) = datasets.split(data.x / 16, data.y, seed=0)
    shares = []
    for seed in range(3):
        nn.manual_seed(seed)
        model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        optimizer, batch_size = choose(nn, model.parameters())
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=3, batch_size=int(batch_size))
        shares.append(float(accuracy(nn.predict(model, x_test), y_test)))
    worst = min(shares)
    sentence = f"Accuracy on 449 unseen digits, from three starts: {', '.join(f'{share:.1%}' for share in shares)}."
    return worst, worst >= 0.94, sentence
