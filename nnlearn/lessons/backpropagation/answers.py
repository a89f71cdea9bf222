"""What the exercises of lesson 09 compute: backward passes, some wrong, a gradient check, and digits learned whole."""

import numpy as np

# 09.1 y = x W^T + b: dL/dx = g W, dL/dW = g^T x, dL/db = sum of g over the batch


def dense_backward(x, weight, grad):
    return grad @ weight, grad.T @ x, grad.sum(axis=0)


def draw_dense(rng):
    n, out, into = (int(k) for k in rng.permutation([3, 4, 5]))
    return rng.normal(size=(n, into)), rng.normal(size=(out, into)), rng.normal(size=(n, out))


SQUARE = (
    np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0], [2.0, 1.0, 1.0]]),
    np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -2.0], [3.0, 1.0, 0.5]]),
    np.array([[1.0, -1.0, 0.5], [2.0, 0.5, -2.0], [0.0, 1.0, 1.0]]),
)

# 09.2 h = tanh z, kept: dL/dz = dL/dh (1 - h^2)


def tanh_backward(h, grad):
    return grad * (1 - h**2)


def draw_tanh(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(3, 6))
    return np.tanh(rng.normal(size=shape)), rng.normal(size=shape)


# 09.3 the largest relative error against central differences


def check_gradient(function, x, gradient, *, h=1e-5, central=True, size=abs):
    worst = 0.0
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        measured = (function(up) - function(down)) / (2 * h) if central else (function(up) - function(x)) / h
        ours = gradient[place]
        worst = max(worst, size(measured - ours) / max(abs(ours), abs(measured), 1e-8))
    return worst


def judged(answer, function, x, gradient):
    """The size of the error as a power of ten, since two right answers differ in their last digits."""
    before = x.copy()
    found = float(answer(function, x, gradient))
    return round(float(np.log10(max(found, 1e-7))), 1), bool((x == before).all())


def cubes(x):
    return float((x**3).sum())


def draw_gradients(rng):
    x = rng.uniform(0.5, 2, size=int(rng.integers(3, 6))) * rng.choice([-1, 1])
    gradient = 3 * x**2
    gradient[int(rng.integers(len(x)))] *= float(rng.choice([1.5, 0.7, -1.0]))
    return cubes, x, gradient


SIGN = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, -12.0, 0.75]))
LARGE = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, 18.0, 0.75]))
RIGHT = (cubes, np.array([1.0, -2.0, 0.5]), np.array([3.0, 12.0, 0.75]))

# 09.4 all gradients of x -> tanh(x W1^T + b1) -> W2^T + b2 -> softmax -> cross-entropy


def gradients(x, labels, W1, b1, W2, b2, *, mean=True, slope=True, wrong_slope=False, order=True, targets=True, axis=1):
    h = np.tanh(x @ W1.T + b1)
    z = h @ W2.T + b2
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    grad = e / e.sum(axis=axis, keepdims=True) - np.eye(z.shape[1])[labels] * targets
    grad = grad / len(x) if mean else grad
    dW2, db2 = grad.T @ h, grad.sum(axis=0)
    back = grad @ W2
    if slope:
        back = back * (1 - (np.tanh(h) if wrong_slope else h) ** 2)
    found = back.T @ x, back.sum(axis=0), dW2, db2
    return found if order else (*found[2:], *found[:2])


def draw_net(rng):
    n, into, hidden, out = 6, 4, 5, 3
    return (
        rng.normal(size=(n, into)),
        rng.integers(0, out, n),
        rng.normal(size=(hidden, into)),
        rng.normal(size=hidden),
        rng.normal(size=(out, hidden)),
        rng.normal(size=out),
    )


# 09.5 digits, learned by nothing but NumPy


def measure_digits(train):
    from nnlearn import datasets

    digits = datasets.digits()
    (x, y), (x_test, y_test) = datasets.split(digits.x / 16, digits.y, seed=0)
    predict = train(x.astype(float), y.copy())
    if not callable(predict):
        raise ValueError("expected train to return a function that predicts labels")
    said = np.asarray(predict(x_test.astype(float)))
    if said.shape != y_test.shape:
        raise ValueError(f"expected labels of shape {y_test.shape}, got {said.shape}")
    right = int((said == y_test).sum())
    return right, right >= 440, f"{right} of {len(y_test)} unseen digits are right, {right / len(y_test):.1%}"
