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

# 07.2 v = mu v + gradient(w - lr mu v), w = w - lr v


class Slope:
    """The gradient of the loss (w - centre)^T A (w - centre) / 2, a function of w."""

    def __init__(self, A, centre):
        self.A, self.centre = A, centre

    def __call__(self, w):
        return self.A @ (w - self.centre)

    def __repr__(self):
        return f"gradient of a bowl of {len(self.centre)} weights"


def nesterov(w, v, gradient, lr, mu):
    """Return the weights and the velocity after one step."""
    ahead = w - lr * mu * v
    v = mu * v + gradient(ahead)
    return w - lr * v, v


def sample_look(rng):
    d = int(rng.integers(2, 5))
    half = rng.normal(size=(d, d))
    slope = Slope(half @ half.T + np.eye(d), rng.normal(size=d))
    return rng.normal(size=d), rng.normal(size=d), slope, float(rng.uniform(0.05, 0.5)), 0.9


# 07.3 m = b1 m + (1 - b1) g, s = b2 s + (1 - b2) g^2, w = w - lr m^ / (sqrt(s^) + eps)


def step(self, gradients):
    """Change all weights in place."""
    self.t += 1
    for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
        m[:] = 0.9 * m + 0.1 * g
        s[:] = 0.999 * s + 0.001 * g**2
        m_hat = m / (1 - 0.9**self.t)
        s_hat = s / (1 - 0.999**self.t)
        w -= self.lr * m_hat / (np.sqrt(s_hat) + 1e-8)


class Adam:
    """The optimizer Adam, for a list of arrays."""

    def __init__(self, weights, lr):
        self.weights, self.lr, self.t = weights, lr, 0
        self.m = [np.zeros_like(w) for w in weights]
        self.s = [np.zeros_like(w) for w in weights]

    step = step


def walk(optimizer, matrix, bias, gradients, lr):
    """Return both arrays after the optimizer, a class, has taken one step for each pair of gradients."""
    weights = matrix.copy(), bias.copy()
    mover = optimizer(list(weights), lr)
    for pair in gradients:
        mover.step([g.copy() for g in pair])
    return weights


def sample_steps(rng, steps=4):
    shapes = (int(rng.integers(2, 4)), 4), (3,)
    gradients = [[rng.normal(size=shape) for shape in shapes] for _ in range(steps)]
    return rng.normal(size=shapes[0]), rng.normal(size=shapes[1]), gradients, float(rng.uniform(0.01, 0.2))


TINY = np.array([1e-8, -3e-8])  # here it matters where eps is
CASES = (
    (np.zeros((1, 2)), np.zeros(2), [[np.array([[5.0, -0.01]]), np.array([2.0, -0.3])]], 0.1),  # one step
    (np.zeros((1, 2)), np.zeros(2), [[TINY[None], TINY], [TINY[None], TINY]], 0.1),
)

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
FIRST_IS_BEST = (np.array([1.0, 3.0, 2.0, 2.5, 0.5]), 3)

# 07.5 three epochs


def measure_three_epochs(choose):
    """Train for three epochs from five starts, and measure the accuracy on unseen digits."""
    import nnlearn.numpy as nn
    from nnlearn import datasets
    from nnlearn.metrics import accuracy

    data = datasets.digits()
    (x, y), (x_test, y_test) = datasets.split(data.x / 16, data.y, seed=0)
    shares = []
    for seed in range(5):
        nn.manual_seed(seed)
        model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        optimizer, batch_size = choose(nn, model.parameters())
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=3, batch_size=int(batch_size))
        shares.append(float(accuracy(nn.predict(model, x_test), y_test)))
    worst = min(shares)
    sentence = f"Accuracy on 449 unseen digits, from five starts: {', '.join(f'{share:.1%}' for share in shares)}."
    return worst, worst >= 0.94, sentence
