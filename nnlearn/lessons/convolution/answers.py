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


def edge_of_conv2d(image, kernels, stride=1, padding=0):
    """Return a convolution of known shapes."""
    rng = np.random.default_rng(sum(image + kernels))
    return rng.normal(size=image), rng.normal(size=kernels), rng.normal(size=kernels[0]), stride, padding


WHOLE_NUMBERS = (np.arange(-20, 20).reshape(2, 4, 5), *edge_of_conv2d((2, 4, 5), (3, 2, 3, 2), 1, 1)[1:])
EDGES_CONV2D = {
    "a kernel that is wider than high": edge_of_conv2d((2, 9, 6), (3, 2, 2, 4), 2, 1),
    "large kernels": edge_of_conv2d((2, 9, 10), (2, 2, 5, 6), 1, 2),
    "a kernel of one pixel": edge_of_conv2d((2, 5, 4), (3, 2, 1, 1)),
    "a kernel as large as the image": edge_of_conv2d((3, 4, 5), (2, 3, 4, 5), 2),
    "one channel and one kernel": edge_of_conv2d((1, 6, 5), (1, 1, 2, 3), 1, 1),
    "many channels and kernels": edge_of_conv2d((6, 4, 5), (7, 6, 2, 3)),
    "a stride larger than the kernel": edge_of_conv2d((2, 11, 9), (2, 2, 2, 3), 5),
    "a padding wider than the kernel": edge_of_conv2d((2, 4, 3), (2, 2, 3, 2), 2, 4),
    "an image of whole numbers": WHOLE_NUMBERS,
}

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


def edge_of_im2col(image, size, stride=1):
    """Return an image of known shape."""
    return np.random.default_rng(sum(image)).normal(size=image), size, stride


EDGES_IM2COL = {
    "an image that is higher than wide": edge_of_im2col((2, 9, 6), 3, 2),
    "large windows": edge_of_im2col((2, 8, 10), 5, 3),
    "windows of one pixel": edge_of_im2col((2, 3, 4), 1),
    "one window as large as the image": edge_of_im2col((3, 4, 4), 4),
    "one channel": edge_of_im2col((1, 5, 4), 3, 2),
    "many channels": edge_of_im2col((6, 3, 4), 2),
    "a stride larger than the window": edge_of_im2col((2, 9, 12), 2, 4),
    "a float32 image": (edge_of_im2col((2, 5, 6), 2)[0].astype(np.float32), 2, 2),
    "an image whose axes were exchanged": (edge_of_im2col((5, 7, 3), 2)[0].transpose(2, 0, 1), 2, 2),
}

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


def edge_of_backward(image, kernels):
    """Return a convolution of known shapes, on its way back."""
    rng = np.random.default_rng(sum(image + kernels))
    places = (n - k + 1 for n, k in zip(image[1:], kernels[2:], strict=True))
    return rng.normal(size=image), rng.normal(size=kernels), rng.normal(size=(kernels[0], *places))


SQUARE_KERNEL = edge_of_backward((2, 5, 6), (4, 2, 3, 3))
EDGES_BACKWARD = {
    "a kernel that is wider than high": edge_of_backward((2, 8, 6), (3, 2, 2, 4)),
    "large kernels": edge_of_backward((2, 9, 8), (2, 2, 5, 6)),
    "a kernel of one pixel": edge_of_backward((2, 4, 3), (3, 2, 1, 1)),
    "a kernel as large as the image": edge_of_backward((2, 3, 4), (3, 2, 3, 4)),
    "one channel and one kernel": edge_of_backward((1, 5, 4), (1, 1, 2, 3)),
    "many channels and kernels": edge_of_backward((6, 4, 5), (7, 6, 2, 3)),
}

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
TIES = (  # the largest twice in the upper row, thrice, in the right column, and on the rising diagonal; then below
    np.array(
        [
            [
                [3.0, 3.0, 2.0, 9.0, -1.0, 6.0, 1.0, 8.0],
                [1.0, 0.0, 9.0, 9.0, 0.0, 6.0, 8.0, 2.0],
                [5.0, 1.0, 4.0, 0.0, -3.0, -2.0, 0.0, 0.0],  # in the left column, on the falling diagonal,
                [5.0, 0.0, 1.0, 4.0, -1.0, -1.0, 0.0, 0.0],  # in the lower row, and all four
            ]
        ]
    ),
    np.array([[[5.0, 7.0, 2.0, 3.0], [4.0, -6.0, 8.0, 9.0]]]),
)


def edge_of_pool(channels, rows, columns):
    """Return maps of known shape, and a gradient for them."""
    rng = np.random.default_rng(channels + rows + columns)
    return rng.normal(size=(channels, 2 * rows, 2 * columns)), rng.normal(size=(channels, rows, columns))


TALL, MANY = edge_of_pool(2, 5, 2), edge_of_pool(7, 1, 6)
EDGES_POOL = {
    "windows with equal numbers": TIES,
    "numbers that are nearly equal": (1 + 2e-6 * (7 * np.arange(80).reshape(2, 10, 4) % 11), TALL[1]),
    "numbers far below 0": (1e12 * (TALL[0] - 9), TALL[1]),
    "maps that are higher than wide": TALL,
    "many maps": MANY,
    "one window alone": edge_of_pool(1, 1, 1),
    "a gradient of 0": (TALL[0], TALL[1] * (TALL[1] > 0)),
    "maps whose axes were exchanged": (edge_of_pool(3, 2, 2)[0].transpose(2, 1, 0).copy().T, edge_of_pool(3, 2, 2)[1]),
}
