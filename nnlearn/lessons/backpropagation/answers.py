"""The right answers to the exercises of lesson 09, and the inputs they are tried on."""

import numpy as np

# 09.1 Z = X W^T + b: g_X = g_Z W, g_W = g_Z^T X, g_b = sum of g_Z over the batch


def dense_backward(x, weight, grad):
    """Return the gradients of x, W and b."""
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


# 09.3 the largest relative error against central differences, and the number of entries that it is taken over


def check_gradient(function, x, gradient):
    """Return the largest relative error of a gradient, and how many entries could be compared."""
    largest, compared, eps = 0.0, 0, 1e-5
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        measured = (function(up) - function(down)) / (2 * eps)
        size = max(abs(gradient[place]), abs(measured))
        if size > 1e-8:
            largest = max(largest, abs(gradient[place] - measured) / size)
            compared += 1
    return largest, compared


def what_it_says(answer, function, x, gradient):
    """Return the error, 1e-7 for less since two right answers differ there, the count, and whether x is unchanged."""
    before = x.copy()
    largest, compared = answer(function, x, gradient)
    return max(float(largest), 1e-7), int(compared), bool((x == before).all())


def cubes(x):
    return float((x**3).sum())


def cubes_but_the_first(x):  # its first column, or number, has no effect
    return cubes(x[..., 1:])


def sample_gradients(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    x = rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape)
    gradient = 3 * x**2
    gradient[0, 1] *= float(rng.choice([1.5, 0.7, -1.0]))
    if rng.random() < 0.5:
        return cubes, x, gradient
    gradient[:, 0] = 0
    return cubes_but_the_first, x, gradient


X = np.array([1.0, -2.0, 0.5])
RIGHT = (cubes, X, np.array([3.0, 12.0, 0.75]))
SIGN = (cubes, X, np.array([3.0, -12.0, 0.75]))
LARGE = (cubes, X, np.array([3.0, 18.0, 0.75]))
FIRST_HAS_NO_EFFECT = (cubes_but_the_first, X, np.array([0.0, 12.0, 0.75]))
CLAIMS_ZERO = (cubes, X, np.array([0.0, 12.0, 0.75]))
NOTHING_TO_COMPARE = (cubes_but_the_first, X[:1], np.zeros(1))
PAGE = (cubes, np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0]]), np.array([[3.0, 12.0, 0.75], [12.0, 3.0, 3.0]]))

# 09.4 all gradients of x -> tanh(x W1^T + b1) -> W2^T + b2 -> softmax -> cross-entropy


def gradients(x, labels, W1, b1, W2, b2):
    """Return the gradients of all four parameters."""
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    grad = (p - np.eye(len(b2))[labels]) / len(x)
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


LARGE_SCORES = (  # exp of these scores overflows, unless the largest one is subtracted first
    np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.0]]),
    np.array([1, 0, 1]),
    np.array([[0.5, 0.1], [-0.3, 0.2]]),
    np.array([0.1, -0.1]),
    np.array([[2000.0, 10.0], [1000.0, -20.0]]),
    np.array([0.0, 0.5]),
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
    return right, right >= 436, f"{right} of {len(y_test)} unseen digits are right, {right / len(y_test):.1%}."
