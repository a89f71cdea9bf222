"""What the exercises of lesson 16 compute: costs, LeNet-5, permuted pixels, the commonest mistake, and a small net."""

import numpy as np

# 16.1 out maps of (in k k + 1) parameters; each of the (side - k + 1)^2 places of each map takes in k k products


def cost(inputs, outputs, kernel, side, *, bias=1, channels=True, every_place=False, whole=False, sharing=True):
    made = side if whole else side - kernel + 1
    places = (side if every_place else made) ** 2
    fan = kernel**2 * (inputs if channels else 1)
    sets = outputs if sharing else outputs * made**2
    return made, sets * (fan + bias), outputs * places * fan


def draw_layer(rng):
    inputs, outputs, kernel = (int(k) for k in rng.permutation([2, 3, 4]) + rng.integers(0, 3))
    return inputs, outputs, kernel, int(rng.integers(9, 20))


C1, C3 = (1, 6, 5, 32), (6, 16, 5, 14)

# 16.2 LeNet-5 of 1998, module by module


def lenet(nn, *, activation="Tanh", pool="AvgPool2d", behind_dense=True, last=False, flat=False):
    act, pooling = getattr(nn, activation), getattr(nn, pool)
    layers = [nn.Conv2d(1, 6, 5), act(), pooling(2), nn.Conv2d(6, 16, 5), act(), pooling(2)]
    c5 = [nn.Flatten(), nn.Linear(400, 120), act()] if flat else [nn.Conv2d(16, 120, 5), act(), nn.Flatten()]
    layers += [*c5, nn.Linear(120, 84)]
    layers += [act()] * behind_dense + [nn.Linear(84, 10)] + [act()] * last
    return nn.Sequential(*layers)


def draw_images(rng):
    return (rng.uniform(0, 1, size=(3, 1, 32, 32)).astype(np.float32),)


def described(build, images):
    """Return shapes of the weights, and the scores that a learner's network gives with weights like the reference's."""
    import nnlearn.numpy as nn

    model = build(nn)
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected build to return an nn.Sequential, got {type(model).__name__}")
    rng = np.random.default_rng(0)
    for p in model.parameters():
        p.data[...] = rng.normal(size=p.shape) / np.sqrt(p.numel() / p.shape[0])
    return [tuple(p.shape) for p in model.parameters()], nn.predict(model, images)


# 16.3 one order of the pixels, the same for every image, in training and in test


def permute(train, test, order, *, inverse=False, test_too=True, each=False, shuffled=False):
    order = np.argsort(order, kind="stable") if inverse else order

    def moved(x):
        flat = x.reshape(len(x), -1)
        if shuffled:
            return x[np.argsort(order[: len(x)], kind="stable")]
        if each:
            return np.stack([row[np.roll(order, k)] for k, row in enumerate(flat)]).reshape(x.shape)
        return flat[:, order].reshape(x.shape)

    return moved(train), moved(test) if test_too else test.copy()


def draw_sets(rng):
    n, m, h, w = int(rng.integers(4, 6)), 3, int(rng.integers(2, 4)), 4
    order = rng.permutation(h * w)
    order[:] = np.roll(order, 1) if (order == np.argsort(order, kind="stable")).all() else order
    return rng.normal(size=(n, 1, h, w)), rng.normal(size=(m, 1, h, w)), order


# 16.4 the mistake that is made most often


def commonest(labels, guesses, *, right=False, swapped=False, both_ways=False, share=False):
    size = int(max(labels.max(), guesses.max())) + 1
    counts = np.zeros((size, size))
    np.add.at(counts, (labels, guesses), 1)
    if not right:
        np.fill_diagonal(counts, 0)
    if both_ways:
        counts = np.triu(counts + counts.T)
    value = counts / np.maximum(np.bincount(labels, minlength=size), 1)[:, None] if share else counts
    true, guess = (int(k) for k in np.unravel_index(value.argmax(), counts.shape))
    return (guess, true, int(counts[true, guess])) if swapped else (true, guess, int(counts[true, guess]))


def draw_guesses(rng):
    """Labels and guesses with one commonest mistake, in which the label is not the larger number by rule."""
    true, guess, third, fourth = (int(k) for k in rng.permutation(6)[:4])
    rows = [(true, guess)] * 5 + [(true, true)] * 30 + [(third, fourth)] * 4 + [(fourth, third)] * 3
    rows += [(k, k) for k in range(6) for _ in range(2)]
    return tuple(np.array(column) for column in zip(*rng.permutation(rows), strict=True))


# 16.5 scattered digits on few parameters

MOST, TARGET = 5000, 0.85  # a network of dense layers with as many parameters reads about seven in ten


def scattered_digits():
    """Return digits of 8 x 8 pixels, each somewhere on a page of 12 x 12, to learn from and to be tested on."""
    from nnlearn import datasets

    digits, rng = datasets.digits(images=True), np.random.default_rng(0)
    page = np.pad(digits.x / 16, [(0, 0), (0, 0), (2, 2), (2, 2)])
    places = rng.integers(-2, 3, size=(len(page), 2))
    x = np.stack([np.roll(image, place, axis=(1, 2)) for image, place in zip(page, places, strict=True)])
    return datasets.split(x, digits.y, seed=0)


def measure_small(build):
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
    words = f"{share:.1%} of {len(labels)} unseen digits are right, with {size:,} parameters"
    return share, share >= TARGET and size <= MOST, words
