"""The right answers to the exercises of lesson 16, and the inputs they are tried on."""

import numpy as np

from nnlearn.arguments import describe

# 16.1 out maps of (in k k + 1) parameters; each of the (side - k + 1)^2 places of each map takes in k k products


def cost(inputs, outputs, kernel, side):
    """Return the side of the maps, the parameters and the products."""
    made, weights = side - kernel + 1, inputs * kernel**2
    return made, outputs * (weights + 1), outputs * made**2 * weights


def sample_layer(rng):
    inputs, outputs, kernel = (int(k) for k in rng.permutation([2, 3, 4]) + rng.integers(0, 3))
    return inputs, outputs, kernel, int(rng.integers(9, 20))


C1, C3 = (1, 6, 5, 32), (6, 16, 5, 14)
EDGES_COST = {
    "a kernel of 1": (3, 5, 1, 9),
    "a kernel as large as the maps": (2, 3, 7, 7),
    "one map in and one out": (1, 1, 3, 8),
    "a layer of hundreds of maps": (513, 385, 3, 227),
}

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


REFERENCE = build


def sample_picture(rng):
    """Return channels, side and classes; each side fits: both poolings find an even number."""
    channels, classes = (int(k) for k in rng.permutation([2, 3, 4])[:2])
    return channels, int(4 * rng.integers(4, 7)), classes + 3


DIGITS, PHOTOGRAPHS = (1, 28, 10), (3, 32, 7)
EDGES_BUILD = {"one channel and one class": (1, 16, 1), "images of side 60 and 100 classes": (5, 60, 100)}


def describe_network(build, channels, side, classes):
    """Return each layer with weights in a few words, and its scores with known weights, in both modes."""
    import nnlearn.numpy as nn

    model = build(nn, channels, side, classes)
    if model is None:
        raise TypeError("Expected build to return an nn.Sequential, got None: is there a `return`?")
    if isinstance(model, list | tuple):
        raise TypeError(
            f"Expected build to return one nn.Sequential, got {describe(model)} of layers: put them into it."
        )
    if not isinstance(model, nn.Sequential):
        raise TypeError(f"Expected build to return one nn.Sequential, got {describe(model)}.")
    rng = np.random.default_rng(0)
    images = rng.uniform(0, 1, size=(3, channels, side, side)).astype(np.float32)
    for p in model.parameters():
        p.data[...] = rng.normal(size=p.shape) / np.sqrt(p.numel() / p.shape[0])
    layers = [one for one in model.modules() if isinstance(getattr(one, "weight", None), nn.Parameter)]
    try:
        scores = nn.predict(model, images)
    except ValueError as error:
        raise ValueError(f"The network cannot take images of shape {images.shape}: {error}.") from None
    if len(layers) != 5:
        found = ", ".join(type(one).__name__ for one in layers) or "none"
        raise ValueError(f"Expected five layers with weights, C1, C3, C5, F6 and the last, got {len(layers)}: {found}.")
    with nn.no_grad():
        return *map(_in_words, layers), scores, model.train()(images)


def _in_words(layer):
    outputs, inputs, *kernel = layer.weight.shape
    size = f", kernel {kernel[0]} x {kernel[1]}" if kernel else ""
    return f"{type(layer).__name__}: {inputs} in, {outputs} out{size}{'' if layer.bias is not None else ', no bias'}"


def first_layer_that_differs(build):
    """Return a sentence about the first layer of a network that the reference does not have there, or ""."""
    import nnlearn.numpy as nn

    for channels, side, classes in (DIGITS, PHOTOGRAPHS):
        ours = _pieces(build, nn, channels, side, classes)
        theirs = _pieces(REFERENCE, nn, channels, side, classes)
        different = [k for k in range(len(ours)) if k >= len(theirs) or ours[k] != theirs[k]]
        if different:
            return (
                f"The first layer that is not as the task has it, for images of shape (n, {channels}, {side}, {side}), "
                f"is number {different[0] + 1}: {ours[different[0]]}."
            )
        if 0 < len(ours) < len(theirs):
            return f"It ends after layer {len(ours)}, {ours[-1]}, and something is still missing."
    return ""


def _pieces(build, nn, *picture):
    """Return the layers of a network as text, ReLU before a pooling; [] if it is none."""
    try:
        model = build(nn, *picture)
        found = [repr(one) for one in model.modules() if not list(one.children())]
    except Exception:  # what it raises is told anyway
        return []
    for k in (2, 5):  # ReLU and the largest of four may change places
        if found[k : k + 1] == ["ReLU()"] and found[k - 1].startswith("MaxPool2d"):
            found[k - 1 : k + 1] = found[k], found[k - 1]
    return found


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


UP = (  # the longest step is up
    np.arange(1.0, 91.0).reshape(3, 1, 5, 6) / 90,
    np.array([[-3, 1], [1, -2], [2, 1]]),
)
DOWN = (  # no step is negative, and the images are higher than wide
    np.arange(1.0, 49.0).reshape(2, 1, 6, 4) / 48,
    np.array([[1, 2], [2, 1]]),
)
FAR = (  # further than most pads reach, and further than the page
    np.arange(1.0, 361.0).reshape(3, 1, 12, 10) / 360,
    np.array([[7, -8], [-11, 0], [20, 3]]),
)
AS_LONG = (np.arange(1.0, 81.0).reshape(4, 1, 4, 5) / 80, np.array([[4, 0], [0, -5], [-4, 1], [-1, 5]]))
OUT = (np.arange(1.0, 121.0).reshape(6, 1, 4, 5) / 120, np.array([[6, 1], [-7, 0], [1, 8], [0, -7], [9, -9], [1, -2]]))
VERY_FAR = (np.arange(1.0, 61.0).reshape(3, 1, 4, 5) / 60, np.array([[150, 0], [-1, -150], [1, 2]]))
STILL = (np.arange(1.0, 41.0).reshape(2, 1, 4, 5) / 40, np.zeros((2, 2), int))
DRAWN = np.arange(-60, 60).reshape(4, 1, 5, 6) * (np.arange(120).reshape(4, 1, 5, 6) % 7 < 4)
STEPS = np.array([[1, -2], [-1, 1], [0, 2], [-2, 0]])
EDGES_MOVED = {
    "steps of 0": STILL,
    "steps of many pixels": FAR,
    "steps as long as the image": AS_LONG,
    "steps that lead out of the image": OUT,
    "steps of 150 pixels": VERY_FAR,
    "one image": (UP[0][:1], np.array([[2, -1]])),
    "images of one row": (np.arange(1.0, 13.0).reshape(2, 1, 1, 6) / 12, np.array([[0, 2], [1, -1]])),
    "images of one pixel": (np.array([0.5, 0.7]).reshape(2, 1, 1, 1), np.array([[0, 0], [0, -1]])),
    "images with paper in them and numbers below 0": (DRAWN / 60, STEPS),
    "images of whole numbers": (abs(DRAWN), STEPS),
}


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


def edge_of_local(n, rows, columns, kernel):
    """Return a layer of known shape."""
    rng = np.random.default_rng(n + rows + columns + kernel)
    x = rng.normal(size=(n, rows + kernel - 1, columns + kernel - 1))
    return x, rng.normal(size=(rows, columns, kernel, kernel)), rng.normal(size=(rows, columns))


EDGES_LOCAL = {
    "one image": edge_of_local(1, 3, 2, 2),
    "many images": edge_of_local(7, 2, 3, 2),
    "as many places as the kernel has rows": edge_of_local(3, 3, 3, 3),
    "one place": edge_of_local(3, 1, 1, 4),
    "one row of places": edge_of_local(2, 1, 5, 3),
    "one column of places": edge_of_local(2, 5, 1, 3),
    "kernels of one pixel": edge_of_local(2, 3, 4, 1),
    "large kernels": edge_of_local(2, 2, 3, 7),
    "x of whole numbers": (np.arange(-30, 30).reshape(3, 5, 4), *edge_of_local(3, 4, 3, 2)[1:]),
}
