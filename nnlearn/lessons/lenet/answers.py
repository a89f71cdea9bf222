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

# 16.2 LeNet-5 of 1998, module by module


def build(nn):
    """Return LeNet-5 of 1998."""
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2)),  # C1, S2
        *(nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2)),  # C3, S4
        *(nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten()),  # C5
        *(nn.Linear(120, 84), nn.Tanh()),  # F6
        nn.Linear(84, 10),
    )


def sample_images(rng):
    return (rng.uniform(0, 1, size=(3, 1, 32, 32)).astype(np.float32),)


def describe_network(build, images):
    """Return the shapes of the weights, and the scores of the network with the same weights as the reference."""
    import nnlearn.numpy as nn

    model = build(nn)
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected build to return an nn.Sequential, got {type(model).__name__}")
    rng = np.random.default_rng(0)
    for p in model.parameters():
        p.data[...] = rng.normal(size=p.shape) / np.sqrt(p.numel() / p.shape[0])
    return [tuple(p.shape) for p in model.parameters()], nn.predict(model, images)


# 16.3 one order of the pixels, the same for every image, in training and in test


def permute(train, test, order):
    """Return both sets with their pixels in the new order."""
    flat_train, flat_test = train.reshape(len(train), -1), test.reshape(len(test), -1)
    return flat_train[:, order].reshape(train.shape), flat_test[:, order].reshape(test.shape)


def sample_sets(rng):
    n, m, h, w = int(rng.integers(4, 6)), 3, int(rng.integers(2, 4)), 4
    order = rng.permutation(h * w)
    order[:] = np.roll(order, 1) if (order == np.argsort(order, kind="stable")).all() else order
    return rng.normal(size=(n, 1, h, w)), rng.normal(size=(m, 1, h, w)), order


# 16.4 the most frequent mistake


def commonest(labels, guesses):
    """Return (true, guessed, times) of the commonest mistake."""
    classes = max(labels.max(), guesses.max()) + 1
    counts = np.zeros((classes, classes), int)
    for label, guess in zip(labels, guesses, strict=True):
        counts[label, guess] += 1
    np.fill_diagonal(counts, 0)
    true, guessed = np.unravel_index(counts.argmax(), counts.shape)
    return int(true), int(guessed), int(counts[true, guessed])


def sample_guesses(rng):
    """Return labels and guesses with one commonest mistake, whose label may be smaller or larger than the guess."""
    true, guess, third, fourth = (int(k) for k in rng.permutation(6)[:4])
    rows = [(true, guess)] * 5 + [(true, true)] * 30 + [(third, fourth)] * 4 + [(fourth, third)] * 3
    rows += [(k, k) for k in range(6) for _ in range(2)]
    return tuple(np.array(column) for column in zip(*rng.permutation(rows), strict=True))


# 16.5 scattered digits with few parameters

MAX_PARAMETERS, MIN_ACCURACY = 5000, 0.85  # dense layers with as many parameters read about seven in ten


def scattered_digits():
    """Return digits of 8 x 8 pixels, each somewhere on a page of 12 x 12, for training and for testing."""
    from nnlearn import datasets

    digits, rng = datasets.digits(images=True), np.random.default_rng(0)
    page = np.pad(digits.x / 16, [(0, 0), (0, 0), (2, 2), (2, 2)])
    places = rng.integers(-2, 3, size=(len(page), 2))
    x = np.stack([np.roll(image, place, axis=(1, 2)) for image, place in zip(page, places, strict=True)])
    return datasets.split(x, digits.y, seed=0)


def measure_small(build):
    """Train a network on scattered digits, and measure its accuracy on unseen ones."""
    import nnlearn.numpy as nn
    from nnlearn.metrics import accuracy

    nn.manual_seed(0)
    model = build(nn)
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected build to return an nn.Sequential, got {type(model).__name__}")
    size = sum(p.numel() for p in model.parameters())
    (x, y), (unseen, labels) = scattered_digits()
    optimizer = nn.Adam(model.parameters(), lr=0.003)
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=25, batch_size=32)
    share = float(accuracy(nn.predict(model, unseen), labels))
    sentence = f"{share:.1%} of {len(labels)} unseen digits are right, with {size:,} parameters."
    return share, share >= MIN_ACCURACY and size <= MAX_PARAMETERS, sentence
