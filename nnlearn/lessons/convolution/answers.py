"""What the exercises of lesson 15 compute: a convolution by loops and as one product, backward, and max-pooling."""

import numpy as np

# 15.1 y[f, i, j] = b[f] + sum over c, k, l of w[f, c, k, l] padded[c, i s + k, j s + l]


def conv2d(x, weight, bias, stride, padding, *, flip=False, step=True, around=True, first=False, each=False):
    kernel = weight[:, :, ::-1, ::-1] if flip else weight
    if first:
        x, kernel = x[:1], kernel[:, :1]
    height, width = kernel.shape[2:]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding))) if around else x
    rows = (x.shape[1] + 2 * padding - height) // stride + 1
    columns = (x.shape[2] + 2 * padding - width) // stride + 1
    if not around:
        rows, columns = (x.shape[1] - height) // stride + 1, (x.shape[2] - width) // stride + 1
    y = np.empty((len(kernel), rows, columns))
    s = stride if step else 1
    for f, i, j in np.ndindex(*y.shape):
        window = padded[:, i * s : i * s + height, j * s : j * s + width]
        y[f, i, j] = (kernel[f] * window + each * bias[f]).sum() + (not each) * bias[f]
    return y


def draw_conv2d(rng):
    filters, channels = int(rng.integers(2, 5)), int(rng.integers(2, 4))
    stride, padding = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    x = rng.normal(size=(channels, int(rng.integers(5, 8)), int(rng.integers(8, 11))))
    return x, rng.normal(size=(filters, channels, 3, 2)), rng.normal(size=filters), stride, padding


def fixed_conv2d(stride, padding):
    """A convolution whose stride and padding are known, so that both are met."""
    rng = np.random.default_rng(10 * stride + padding)
    return rng.normal(size=(2, 6, 7)), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=3), stride, padding


# 15.2 every window as a column: (C, H, W) -> (C K K, OH OW)


def im2col(x, size, stride, *, lying=False, last=False, down=False, step=True, overlap=True):
    height, width = x.shape[1:]
    s, apart = stride if step else 1, stride if overlap else size
    rows, columns = (height - size) // apart + 1, (width - size) // apart + 1
    places = [(i, j) for i in range(rows) for j in range(columns)]
    if down:
        places = [(i, j) for j in range(columns) for i in range(rows)]
    s = s if overlap else size
    windows = [x[:, i * s : i * s + size, j * s : j * s + size] for i, j in places]
    found = np.array([(window.transpose(1, 2, 0) if last else window).ravel() for window in windows])
    return found if lying else found.T


def draw_im2col(rng):
    channels, size, stride = int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(1, 3))
    return rng.normal(size=(channels, int(rng.integers(5, 7)), int(rng.integers(7, 9)))), size, stride


SQUARE = (np.arange(32.0).reshape(2, 4, 4) ** 1.5, 2, 1)
STRIDE = (np.arange(60.0).reshape(2, 5, 6) ** 1.5, 2, 2)

# 15.3 dL/dx, dL/dw, dL/db of a convolution with stride 1 and no padding


def conv2d_backward(x, weight, grad, *, add=True, flip=False, turn=False, mean=False, bias="sum"):
    height, width = weight.shape[2:]
    dx, dw = np.zeros(x.shape), np.zeros(weight.shape)
    for f, i, j in np.ndindex(*grad.shape):
        here = np.s_[:, i : i + height, j : j + width]
        part = grad[f, i, j] * (weight[f, :, ::-1, ::-1] if turn else weight[f])
        dx[here] = dx[here] + part if add else part
        dw[f] += grad[f, i, j] * x[here]
    if flip:
        dw = dw[:, :, ::-1, ::-1]
    if mean:
        dw /= grad[0].size
    db = {"sum": grad.sum(axis=(1, 2)), "mean": grad.mean(axis=(1, 2)), "all": grad}[bias]
    return dx, dw, db


def draw_backward(rng):
    filters, channels = int(rng.integers(2, 4)), int(rng.integers(2, 4))
    x = rng.normal(size=(channels, int(rng.integers(5, 7)), int(rng.integers(7, 9))))
    weight = rng.normal(size=(filters, channels, 3, 2))
    return x, weight, rng.normal(size=(filters, x.shape[1] - 2, x.shape[2] - 1))


# 15.4 y = the largest of each 2 x 2 window; dL/dx goes to where it was


def max_pool(x, grad, *, ties="first", share=False, scale=False, least=False, value=False, order=False):
    y, dx = np.empty(grad.shape), np.zeros(x.shape)
    for c, i, j in np.ndindex(*grad.shape):
        window = x[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].ravel()
        here = window.argmin() if least else window.argmax()
        y[c, i, j] = window.mean() if share else window[here]
        mask = np.arange(4) == here
        if ties == "all":
            mask = window == window.max()
        elif ties == "last":
            mask = np.arange(4) == 3 - window[::-1].argmax()
        part = np.full(4, 0.25) if share else np.ones(4) if value else mask.astype(float)
        part = part * grad[c, i, j] * (window[here] if scale else 1.0)
        dx[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = part.reshape(2, 2)
    return y, dx


def draw_pool(rng):
    channels, rows, columns = int(rng.integers(1, 4)), int(rng.integers(2, 4)), int(rng.integers(3, 5))
    x = rng.integers(-9, 10, size=(channels, 2 * rows, 2 * columns)).astype(float)
    return x, rng.normal(size=(channels, rows, columns))


TIES = (np.array([[[1.0, 1.0, -3.0, -1.0], [0.0, 1.0, -2.0, -4.0]]]), np.array([[[5.0, 7.0]]]))

# 15.5 digits in the middle are learned, digits anywhere are read


def moved(images, places, size=16):
    """Put each image of 8 x 8 pixels at its place (row, column) of a dark one."""
    canvas = np.zeros((len(images), 1, size, size), np.float32)
    for one, image, (i, j) in zip(canvas, images, places, strict=True):
        one[0, i : i + 8, j : j + 8] = image
    return canvas


def measure_moved(train):
    from nnlearn import datasets

    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x.reshape(-1, 8, 8) / 16, digits.y, seed=0)
    predict = train(moved(x, [(4, 4)] * len(x)), y.copy())
    if not callable(predict):
        raise ValueError("expected train to return a function that predicts labels")
    places = np.random.default_rng(0).integers(0, 9, size=(len(unseen), 2))
    said = np.asarray(predict(moved(unseen, places)))
    if said.shape != labels.shape:
        raise ValueError(f"expected labels of shape {labels.shape}, got {said.shape}")
    share = float((said == labels).mean())
    return share, share >= 0.85, f"{share:.1%} of {len(labels)} unseen digits, moved to places of their own, are right"
