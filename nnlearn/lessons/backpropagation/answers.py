"""The right answers to the exercises of lesson 09, and the inputs they are tried on."""

import numpy as np

from nnlearn.arguments import describe

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

W, GRAD = np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -2.0]]), np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 3.0], [-2.0, 1.0]])
ROWS = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0], [2.0, 1.0, 1.0], [-1.0, 0.5, 4.0]])
LAYERS = {
    "a single example": (ROWS[:1], W, GRAD[:1]),
    "a single unit": (ROWS, W[:1], GRAD[:, :1]),
    "a single input": (ROWS[:, :1], W[:, :1], GRAD),
    "one example, one input and one unit": (ROWS[:1, :1], W[:1, :1], GRAD[:1, :1]),
    "a gradient of 0": (ROWS, W, np.zeros((4, 2))),
    "numbers in the millions": (1e6 * ROWS, W, 1e6 * GRAD),
    "whole numbers in W": (ROWS, np.array([[1, -1, 2], [3, 0, -2]]), GRAD),
    "whole numbers in x": (np.array([[1, 2, 0], [0, -1, 3], [2, 1, 1], [-1, 0, 4]]), W, GRAD),
    "more examples than a hundred": (np.tile(ROWS, (30, 1)), W, np.tile(GRAD, (30, 1))),
}

# 09.2 h = tanh z, kept: dL/dz = dL/dh (1 - h^2)


def tanh_backward(h, grad):
    """Return dL/dz from dL/dh, with the output h that was kept."""
    return grad * (1 - h**2)


def sample_tanh(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(3, 6))
    return np.tanh(rng.normal(size=shape)), rng.normal(size=shape)


SIGNALS = {
    "saturated units, where h is 1 or -1": (np.array([[1.0, -1.0, 0.5]]), np.array([[2.0, -3.0, 1.0]])),
    "units that are nearly saturated": (np.array([[0.999, -0.9999]]), np.array([[2.0, -3.0]])),
    "h = 0": (np.zeros((1, 2)), np.array([[2.0, -3.0]])),
    "a gradient of 0": (np.array([[0.5, -0.2]]), np.zeros((1, 2))),
    "gradients in the thousands": (np.array([[0.5, -0.2]]), np.array([[5000.0, -7000.0]])),
    "gradients of 1e-9": (np.array([[0.5, -0.2]]), np.array([[1e-9, -3e-9]])),
    "a gradient of whole numbers": (np.array([[0.5, -0.2]]), np.array([[3, -2]])),
    "a single number": (np.array([[0.5]]), np.array([[3.0]])),
    "arrays of one axis": (np.array([0.5, -0.2, 0.9]), np.array([3.0, -2.0, 1.0])),
    "arrays of three axes": (np.array([[[0.5, -0.2]], [[0.9, 0.1]]]), np.array([[[3.0, -2.0]], [[1.0, 4.0]]])),
}

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
    """Return the error, 1e-7 for less since two right answers differ there, and the count."""
    pair = answer(function, x, gradient)
    if not isinstance(pair, tuple | list | np.ndarray) or len(pair) != 2 or any(np.size(one) != 1 for one in pair):
        several = isinstance(pair, tuple | list) and len(pair) != 2
        single = isinstance(pair, int | float | np.number)
        shown = f"{len(pair)} things" if several else "one number" if single else describe(pair)
        raise TypeError(f"Expected two numbers, the largest relative error and the count, got {shown}.")
    if isinstance(pair[0], bool | np.bool_):
        raise TypeError(f"The first of the two is the largest relative error itself, a number; found {pair[0]}.")
    error, count = float(pair[0]), float(pair[1])
    if not count.is_integer():
        turned = " Are the two in each other's places?" if error.is_integer() else ""
        raise TypeError(f"The second number is the count, a whole number; found {error:.4g} and {count:.4g}.{turned}")
    return max(error, 1e-7), int(count)


def cubes(weights):
    """Return a function of x with the gradient 3 weights x^2."""
    return lambda x: float((weights * x**3).sum())


def sine_of_sum(x):
    """Return sin(sum of x): its gradient is cos(sum of x) everywhere, and every entry changes that of the others."""
    return float(np.sin(x.sum()))


def product(x):
    """Return the product of all entries: the gradient of each holds all others."""
    return float(np.prod(x))


def sample_gradients(rng):
    """Return a function, a place and a gradient with three wrong entries; in half of them a column has no effect."""
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    x, weights = (rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape) for _ in range(2))
    if rng.random() < 0.5:
        weights[:, 0] = 0
    gradient = 3 * weights * x**2
    gradient[0, 1] *= float(rng.choice([1.5, 0.6, -0.5]))
    gradient[1, 2] *= 0.9
    gradient[-1, -1] *= 0.95
    return cubes(weights), x, gradient


X, WEIGHTS = np.array([1.0, -2.0, 0.5]), np.array([1.0, -1.0, 2.0])
FUNCTION, BUT_THE_FIRST = cubes(WEIGHTS), cubes(WEIGHTS * [0, 1, 1])
RIGHT = (FUNCTION, X, np.array([3.0, -12.0, 1.5]))
SIGN = (FUNCTION, X, np.array([3.0, 12.0, 1.5]))
LARGE = (FUNCTION, X, np.array([3.0, -18.0, 1.5]))
FIRST_HAS_NO_EFFECT = (BUT_THE_FIRST, X, np.array([0.0, -12.0, 1.5]))
CLAIMS_ZERO = (FUNCTION, X, np.array([0.0, -12.0, 1.5]))
CLAIMS_TOO_MUCH = (BUT_THE_FIRST, X, np.array([5.0, -12.0, 1.5]))
CLAIMS_NEARLY_NOTHING = (BUT_THE_FIRST, X, np.array([1e-9, -12.0, 1.5]))
CLAIMS_LITTLE = (BUT_THE_FIRST, X, np.array([1e-7, -12.0, 1.5]))
NOTHING_TO_COMPARE = (cubes(np.zeros(1)), X[:1], np.zeros(1))
PAGE_WEIGHTS = np.array([[1.0, -1.0, 2.0], [1.0, 3.0, -2.0]])
PAGE = (
    cubes(PAGE_WEIGHTS),
    np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0]]),
    np.array([[3.0, -12.0, 1.5], [12.0, 9.0, -6.0]]),
)


def as_measured(function, x):
    """Return the central differences of a function themselves: as a claim, they have an error of exactly 0."""
    measured, eps = np.zeros(x.shape), 1e-5
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        measured[place] = (function(up) - function(down)) / (2 * eps)
    return measured


CUBE, CUBES = np.array(2.0), np.array([[[1.0, -2.0], [0.5, 1.5]], [[-1.0, 2.0], [-0.5, 3.0]]])
COUPLED = np.array([0.9, -0.4, 1.3])
CLAIMS = {
    "entries that change each other's slopes: one that is not put back spoils the others": (
        sine_of_sum,
        COUPLED,
        np.cos(COUPLED.sum()) * np.array([1.0, 1.0, 1.0 + 2e-6]),
    ),
    "a product of all entries": (product, COUPLED, np.prod(COUPLED) / COUPLED * [1.0, 1.0 - 2e-6, 1.0]),
    "an entry that has no effect, with gradient 0": FIRST_HAS_NO_EFFECT,
    "a claim of 0 where the slope is not 0": CLAIMS_ZERO,
    "a claim other than 0 where the slope is 0": CLAIMS_TOO_MUCH,
    "a claim of 1e-9 where the slope is 0, too small to compare": CLAIMS_NEARLY_NOTHING,
    "a claim of 1e-7 where the slope is 0, large enough to compare": CLAIMS_LITTLE,
    "a function that does not depend on x at all": NOTHING_TO_COMPARE,
    "entries with an error of exactly 0": (FUNCTION, X, as_measured(FUNCTION, X)),
    "an x that is a transpose": (PAGE[0], np.asfortranarray(PAGE[1]), PAGE[2] * [[1.0, 1.5, 1.0], [1.0, 1.0, 0.9]]),
    "an x without axes": (cubes(np.array(1.0)), CUBE, np.array(9.0)),
    "an x of three axes": (cubes(np.ones((2, 2, 2))), CUBES, 3 * CUBES**2 * [[[1.0, 0.8], [1, 1]], [[1, 1], [1, 0.5]]]),
    "an x of one row": (cubes(PAGE_WEIGHTS[:1]), PAGE[1][:1], PAGE[2][:1] * [[1.0, 0.9, 1.0]]),
    "an x of one column": (cubes(PAGE_WEIGHTS[:, :1]), PAGE[1][:, :1], PAGE[2][:, :1] * [[1.0], [0.8]]),
    "a single entry": (cubes(np.ones(1)), X[:1], np.array([2.0])),
    "slopes in the millions": (cubes(1e6 * WEIGHTS), X, np.array([3e6, -12e6, 1e6])),
}

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
    """Return a batch in which every class occurs, and the parameters; the batch has another size each time."""
    n, into, hidden, out = int(rng.integers(6, 10)), 4, 5, 3
    return (
        rng.normal(size=(n, into)),
        rng.permutation([0, 1, 2, 2, *rng.integers(0, out, n - 4)]),
        rng.normal(size=(hidden, into)),
        rng.normal(size=hidden),
        rng.normal(size=(out, hidden)),
        rng.normal(size=out),
    )


LARGE_SCORES = (  # exp of 760 overflows, exp of -760 is 0; two classes lie close together, the third far away
    np.array([[1.0, 0.5], [-1.0, 0.5], [1.0, -0.5], [0.0, 1.0]]),
    np.array([1, 0, 0, 2]),
    np.array([[1.0, 0.0], [0.0, 1.0]]),
    np.array([0.0, 0.1]),
    np.array([[1000.0, 1.0], [999.0, 0.5], [-1000.0, -1.0]]),
    np.array([0.0, 0.5, -0.5]),
)
LAST_CLASS_ABSENT = (
    np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.0]]),
    np.array([1, 0, 1]),
    np.array([[0.5, 0.1], [-0.3, 0.2]]),
    np.array([0.1, -0.1]),
    np.array([[2.0, 1.0], [1.0, -2.0], [0.5, 1.5]]),
    np.array([0.0, 0.5, 0.2]),
)


def fixed_net(n, into, hidden, out, scale=1.0, bias=0.0):
    """Return a batch and parameters of given sizes: inputs `scale` times as large, scores raised by `bias`."""
    rng = np.random.default_rng([n, into, hidden, out])
    x, labels = scale * rng.normal(size=(n, into)), rng.permutation(np.arange(n) % out)
    W1, b1 = rng.normal(size=(hidden, into)), rng.normal(size=hidden)
    return x, labels, W1, b1, rng.normal(size=(out, hidden)), bias + rng.normal(size=out)


NETS = {
    "a batch in which the last class does not occur": LAST_CLASS_ABSENT,
    "large scores": LARGE_SCORES,
    "scores that are all about -1000": fixed_net(4, 3, 2, 3, bias=-1000.0),
    "a batch of one example": fixed_net(1, 4, 5, 3),
    "one input and one hidden unit": fixed_net(4, 1, 1, 3),
    "two classes": fixed_net(5, 3, 4, 2),
    "twelve classes": fixed_net(14, 3, 4, 12),
    "more examples than a hundred": fixed_net(120, 3, 2, 4),
    "saturated hidden units": fixed_net(5, 3, 4, 3, scale=100.0),
}
