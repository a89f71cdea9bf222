"""The right answers to the exercises of lesson 09, and the inputs they are tried on."""

import numpy as np

# 09.1 y = x W^T + b: dL/dx = g W, dL/dW = g^T x, dL/db = sum of g over the batch


def dense_backward(x, weight, grad):
    """Return dL/dx, dL/dW and dL/db."""
    return grad @ weight, grad.T @ x, grad.sum(axis=0)


def sample_dense(rng):
    n, out, into = (int(k) for k in rng.permutation([3, 4, 5]))
    return rng.normal(size=(n, into)), rng.normal(size=(out, into)), rng.normal(size=(n, out))


SQUARE = (
    np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0], [2.0, 1.0, 1.0]]),
    np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -2.0], [3.0, 1.0, 0.5]]),
    np.array([[1.0, -1.0, 0.5], [2.0, 0.5, -2.0], [0.0, 1.0, 1.0]]),
)

# 09.2 h = tanh z, kept: dL/dz = dL/dh (1 - h^2)


def tanh_backward(h, grad):
    """Return dL/dz from dL/dh, with the output h that was kept."""
    return grad * (1 - h**2)


def sample_tanh(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(3, 6))
    return np.tanh(rng.normal(size=shape)), rng.normal(size=shape)


# 09.3 the largest relative error against central differences


def check_gradient(function, x, gradient):
    """Return the largest relative error of a gradient."""
    worst, h = 0.0, 1e-5
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        measured = (function(up) - function(down)) / (2 * h)
        larger = max(abs(gradient[place]), abs(measured), 1e-8)
        worst = max(worst, abs(gradient[place] - measured) / larger)
    return worst


def order_of_magnitude(answer, function, x, gradient):
    """Return log10 of the error, since two right answers differ in their last digits, and whether x is unchanged."""
    before = x.copy()
    found = float(answer(function, x, gradient))
    return round(float(np.log10(max(found, 1e-7))), 1), bool((x == before).all())


def cubes(x):
    return float((x**3).sum())


def sample_gradients(rng):
    x = rng.uniform(0.5, 2, size=int(rng.integers(3, 6))) * rng.choice([-1, 1])
    gradient = 3 * x**2
    gradient[int(rng.integers(len(x)))] *= float(rng.choice([1.5, 0.7, -1.0]))
    return cubes, x, gradient


SIGN = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, -12.0, 0.75]))
LARGE = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, 18.0, 0.75]))
RIGHT = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, 12.0, 0.75]))

# 09.4 all gradients of x -> tanh(x W1^T + b1) -> W2^T + b2 -> softmax -> cross-entropy


def gradients(x, labels, W1, b1, W2, b2):
    """Return the gradients of all four parameters."""
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    grad = (powers / powers.sum(axis=1, keepdims=True) - np.eye(len(b2))[labels]) / len(x)
    dh, dW2, db2 = dense_backward(h, W2, grad)
    _, dW1, db1 = dense_backward(x, W1, tanh_backward(h, dh))
    return dW1, db1, dW2, db2


def sample_net(rng):
    n, into, hidden, out = 6, 4, 5, 3
    return (
        rng.normal(size=(n, into)),
        rng.integers(0, out, n),
        rng.normal(size=(hidden, into)),
        rng.normal(size=hidden),
        rng.normal(size=(out, hidden)),
        rng.normal(size=out),
    )


# 09.5 digits, learned with nothing but NumPy


def measure_digits(train):
    """Train on digits, and measure how many unseen ones are right."""
    from nnlearn import datasets

    digits = datasets.digits()
    (x, y), (x_test, y_test) = datasets.split(digits.x / 16, digits.y, seed=0)
    predict = train(x.astype(float), y.copy())
    if not callable(predict):
        raise ValueError("expected train to return a function that predicts labels")
    labels = np.asarray(predict(x_test.astype(float)))
    if labels.shape != y_test.shape:
        raise ValueError(f"expected labels of shape {y_test.shape}, got {labels.shape}")
    right = int((labels == y_test).sum())
    return right, right >= 440, f"{right} of {len(y_test)} unseen digits are right, {right / len(y_test):.1%}."
