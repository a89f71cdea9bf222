"""The right answers to the exercises of lesson 15, and the inputs they are tried on."""

import numpy as np

# 15.1 z[f, i, j] = b[f] + sum over c, k, l of w[f, c, k, l] padded[c, i s + k, j s + l]


def conv2d(x, weight, bias, stride, padding):
    """Return the maps of one image."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    high, wide = weight.shape[2:]
    rows = (padded.shape[1] - high) // stride + 1
    columns = (padded.shape[2] - wide) // stride + 1
    z = np.empty((len(weight), rows, columns))
    for f in range(len(weight)):
        for i in range(rows):
            for j in range(columns):
                top, left = i * stride, j * stride
                window = padded[:, top : top + high, left : left + wide]  # (C, KH, KW)
                z[f, i, j] = (weight[f] * window).sum() + bias[f]
    return z


def sample_conv2d(rng):
    filters, channels = int(rng.integers(2, 5)), int(rng.integers(2, 4))
    stride, padding = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    x = rng.normal(size=(channels, int(rng.integers(5, 8)), int(rng.integers(8, 11))))
    return x, rng.normal(size=(filters, channels, 3, 2)), rng.normal(size=filters), stride, padding


def fixed_conv2d(stride, padding):
    """Return a convolution with known stride and padding, so that both occur."""
    rng = np.random.default_rng(10 * stride + padding)
    return rng.normal(size=(2, 6, 7)), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=3), stride, padding


# 15.2 every window as a column: (C, H, W) -> (C K K, OH OW)


def im2col(x, size, stride):
    """Return every window as a column."""
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
    windows = []
    for top in range(0, rows * stride, stride):
        for left in range(0, columns * stride, stride):
            windows.append(x[:, top : top + size, left : left + size].ravel())
    return np.stack(windows, axis=1)


def sample_im2col(rng):
    channels, size, stride = int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(1, 3))
    return rng.normal(size=(channels, int(rng.integers(5, 7)), int(rng.integers(7, 9)))), size, stride


SQUARE = (np.arange(32.0).reshape(2, 4, 4) ** 1.5, 2, 1)
STRIDE = (np.arange(60.0).reshape(2, 5, 6) ** 1.5, 2, 2)

# 15.3 dL/dx, dL/dw, dL/db of a convolution with stride 1 and no padding


def conv2d_backward(x, weight, grad):
    """Return dL/dx, dL/dw and dL/db."""
    dx, dw, (high, wide) = np.zeros_like(x), np.zeros_like(weight), weight.shape[2:]
    for f, i, j in np.ndindex(*grad.shape):
        # each weight met these pixels, and each pixel these weights
        dw[f] += grad[f, i, j] * x[:, i : i + high, j : j + wide]
        dx[:, i : i + high, j : j + wide] += grad[f, i, j] * weight[f]
    return dx, dw, grad.sum(axis=(1, 2))


def sample_backward(rng):
    filters, channels = int(rng.integers(2, 4)), int(rng.integers(2, 4))
    x = rng.normal(size=(channels, int(rng.integers(5, 7)), int(rng.integers(7, 9))))
    weight = rng.normal(size=(filters, channels, 3, 2))
    return x, weight, rng.normal(size=(filters, x.shape[1] - 2, x.shape[2] - 1))


# 15.4 pooled = the largest of each 2 x 2 window; dL/dx goes to where it was


def max_pool(x, grad):
    """Return the pooled maps and dL/dx."""
    pooled, dx = np.empty_like(grad), np.zeros_like(x)
    for c, i, j in np.ndindex(*grad.shape):
        window = x[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        row, column = divmod(int(window.argmax()), 2)
        pooled[c, i, j] = window[row, column]
        dx[c, 2 * i + row, 2 * j + column] = grad[c, i, j]
    return pooled, dx


def sample_pool(rng):
    channels, rows, columns = int(rng.integers(1, 4)), int(rng.integers(2, 4)), int(rng.integers(3, 5))
    # no two of a window are equal, and many of different windows
    windows = rng.permuted(np.tile(1.5 * np.arange(-6, 3), (channels * rows * columns, 1)), axis=1)[:, :4]
    x = windows.reshape(channels, rows, columns, 2, 2).swapaxes(2, 3).reshape(channels, 2 * rows, 2 * columns)
    return x.copy(), rng.normal(size=(channels, rows, columns))


NEGATIVE = (
    np.array([[[-4.0, -1.0, 2.0, -1.0, -7.0, -5.0], [-2.0, -3.0, 1.0, 4.0, -6.0, -8.0]]]),
    np.array([[[5.0, 7.0, 3.0]]]),
)
TIES = (  # the largest twice in the upper row, thrice, in the right column, and on the rising diagonal
    np.array([[[3.0, 3.0, 2.0, 9.0, -1.0, 6.0, 1.0, 8.0], [1.0, 0.0, 9.0, 9.0, 0.0, 6.0, 8.0, 2.0]]]),
    np.array([[[5.0, 7.0, 2.0, 3.0]]]),
)
