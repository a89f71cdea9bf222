"""The right answers to the exercises of lesson 16, and the inputs they are tried on."""

import numpy as np

# 16.1 out maps of (in k k + 1) parameters; each of the (side - k + 1)^2 places of each map takes in k k products


def cost(inputs, outputs, kernel, side):
    """Return the side of the maps, the parameters and the products."""
    made, weights = side - kernel + 1, inputs * kernel**2
    return made, outputs * (weights + 1), outputs * made**2 * weights


def sample_layer(rng):
    inputs, outputs, kernel = (int(k) for k in rng.permutation([2, 3, 4]) + rng.integers(0, 3))
    return inputs, outputs, kernel, int(rng.integers(9, 20))


C1, C3 = (1, 6, 5, 32), (6, 16, 5, 14)

# 16.2 LeNet-5 for images of another size, with other channels and classes


def build(nn, channels, side, classes):
    """Return today's LeNet-5 for images (n, channels, side, side)."""
    maps = ((side - 4) // 2 - 4) // 2  # side of S4's maps
    return nn.Sequential(
        *(nn.Conv2d(channels, 6, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(16 * maps**2, 120), nn.ReLU()),
        *(nn.Linear(120, 84), nn.ReLU()),
        nn.Linear(84, classes),
    )


def sample_picture(rng):
    """Return channels, side and classes; each side fits: both poolings find an even number."""
    channels, classes = (int(k) for k in rng.permutation([2, 3, 4])[:2])
    return channels, int(4 * rng.integers(4, 7)), classes + 3


DIGITS, PHOTOGRAPHS = (1, 28, 10), (3, 32, 7)


def describe_network(build, channels, side, classes):
    """Return the shapes of the weights, and the scores of the network with the same weights as the reference.

    There are no scores where the network cannot take the images.
    """
    import nnlearn.numpy as nn

    model = build(nn, channels, side, classes)
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected build to return an nn.Sequential, got {type(model).__name__}")
    rng = np.random.default_rng(0)
    images = rng.uniform(0, 1, size=(3, channels, side, side)).astype(np.float32)
    for p in model.parameters():
        p.data[...] = rng.normal(size=p.shape) / np.sqrt(p.numel() / p.shape[0])
    shapes = [tuple(p.shape) for p in model.parameters()]
    try:
        return shapes, nn.predict(model, images)
    except ValueError:
        return shapes, np.zeros((0, classes), np.float32)


# 16.3 each image moved by its own step, paper where nothing was


def moved(images, steps):
    """Return images (n, 1, h, w), each moved by its step (down, right)."""
    most, (h, w) = int(abs(steps).max()), images.shape[2:]
    page = np.pad(images, [(0, 0), (0, 0), (most, most), (most, most)])
    new = np.empty_like(images)
    for n, (down, right) in enumerate(steps):
        top, left = most - down, most - right
        new[n] = page[n, :, top : top + h, left : left + w]
    return new


def sample_moves(rng):
    n, h, w = int(rng.integers(4, 6)), int(rng.integers(5, 7)), 8
    steps = rng.integers(-2, 3, size=(n, 2))
    steps[:2] = (2, -1), (-1, 2)
    return rng.uniform(0.1, 1, size=(n, 1, h, w)), steps


# 16.4 a window of its own weights for every place


def local(x, weight, bias):
    """Return (n, rows, columns): for each place the sum of its window times its own weights, plus its own bias."""
    rows, columns, kernel, _ = weight.shape
    z = np.empty((len(x), rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = x[:, r : r + kernel, c : c + kernel]
            z[:, r, c] = (window * weight[r, c]).sum(axis=(1, 2)) + bias[r, c]
    return z


def sample_local(rng):
    n, rows, columns, kernel = 2, *(int(k) for k in rng.permutation([2, 3, 4]))
    x = rng.normal(size=(n, rows + kernel - 1, columns + kernel - 1))
    return x, rng.normal(size=(rows, columns, kernel, kernel)), rng.normal(size=(rows, columns))


# 16.5 read handwriting with few parameters

MAX_PARAMETERS, MIN_ACCURACY = 8000, 0.96  # five starts of the solution: 0.973 to 0.983


def mnist(part):
    """Return images (n, 1, 28, 28), 0 to 1, and labels of a part of the MNIST sample."""
    from nnlearn import datasets

    digits = datasets.mnist_sample(part)
    return digits.x / 255, digits.y


def measure_reader(reader):
    """Let the answer train a network on 5,000 digits, and measure its accuracy on 1,000 others."""
    import nnlearn.numpy as nn
    from nnlearn.metrics import accuracy

    nn.manual_seed(0)
    model = reader(nn, *mnist("train"))
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected reader to return the trained network, got {type(model).__name__}")
    size, (unseen, labels) = sum(p.numel() for p in model.parameters()), mnist("test")
    scores = nn.predict(model, unseen)
    if scores.shape != (len(labels), 10):
        raise ValueError(f"expected ten scores for each digit, got an output of shape {scores.shape}")
    share = float(accuracy(scores, labels))
    sentence = f"{share:.1%} of {len(labels)} unseen digits are right, with {size:,} parameters."
    if size > MAX_PARAMETERS:
        sentence += f" That is {size - MAX_PARAMETERS:,} too many: print the parameters of each layer."
    elif share < 0.2:
        sentence += " That is guessing. Was the network trained that reader returns, on x and y?"
    elif share < 0.93:
        sentence += " Dense layers get as far. Small kernels cost few weights: put some in front."
    elif share < MIN_ACCURACY:
        sentence += " What did the lesson do for the last point, besides another network?"
    return share, share >= MIN_ACCURACY and size <= MAX_PARAMETERS, sentence
