"""What the floor draws: a surface, and loss landscapes of an MLP and of a small CNN, many networks in one product."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def surface(network, places, chunk=2000):
    """Return the network's outputs at all places."""
    outputs = np.empty((len(places), 1), np.float32)
    for start in range(0, len(places), chunk):
        outputs[start : start + chunk] = network.forward(places[start : start + chunk])
    return outputs


def chunks(plane, shapes, networks):
    """Yield the parameters of many networks at a time, each of shape (networks, *shape), over all points of a plane.

    Parameters
    ----------
    plane : (centre, directions, coordinates), ndarrays of shape (P,), (2, P) and (n,)
    shapes : list of tuple
    networks : int
    """
    centre, directions, coordinates = plane
    points = np.stack([axis.ravel() for axis in np.meshgrid(coordinates, coordinates)], 1)
    ends = np.cumsum([0] + [int(np.prod(shape)) for shape in shapes])
    for start in range(0, len(points), networks):
        thetas = points[start : start + networks] @ directions
        thetas += centre
        cut = zip(ends, ends[1:], shapes, strict=False)
        yield [thetas[:, first:last].reshape(len(thetas), *shape) for first, last, shape in cut]


def mlp_landscape(plane, shapes, x, target):
    """Return the mean over the plane of an MLP's binary cross-entropy, with tanh between its layers."""
    losses, xt, t = [], np.ascontiguousarray(x.T), target.T
    for parameters in chunks(plane, shapes, 41):
        h = xt
        for weight, bias in zip(parameters[::2], parameters[1::2], strict=True):
            if h is not xt:
                np.tanh(h, out=h)
            h = weight @ h  # (networks, features, batch)
            h += bias[:, :, None]
        z = h[:, 0]
        losses.append((np.maximum(z, 0) - z * t + np.log(1 + np.exp(-np.abs(z)))).mean(1))
    return float(np.concatenate(losses).mean())


def unfold(x, kernel=3):
    """Copy the windows of (..., C, H, W, N), padded by 1, as columns (..., C k k, H W N)."""
    *networks, channels, height, width, batch = x.shape
    padded = np.zeros((*networks, channels, height + 2, width + 2, batch), np.float32)
    padded[..., 1:-1, 1:-1, :] = x
    windows = np.moveaxis(sliding_window_view(padded, (kernel, kernel), axis=(-3, -2)), (-2, -1), (-5, -4))
    return windows.reshape(*networks, channels * kernel * kernel, height * width * batch)


def pool(x):
    """Return the largest of each 2 x 2 window of (..., H, W, N)."""
    rows = np.maximum(x[..., 0::2, :, :], x[..., 1::2, :, :])
    return np.maximum(rows[..., 0::2, :], rows[..., 1::2, :])


def cnn_landscape(plane, shapes, x, target):
    """Return the mean over the plane of the cross-entropy of two 3 x 3 convolutions and two dense layers."""
    losses, batch, size, rows = [], len(x), x.shape[2], np.arange(len(x))
    columns = unfold(np.ascontiguousarray(x.transpose(1, 2, 3, 0)))
    for w1, b1, w2, b2, w3, b3, w4, b4 in chunks(plane, shapes, 8):
        networks, h = len(w1), columns
        for weight, bias, side in ((w1, b1, size), (w2, b2, size // 2)):
            if h is not columns:
                h = unfold(h)
            h = weight.reshape(*weight.shape[:2], -1) @ h
            h = pool(h.reshape(networks, -1, side, side, batch))
            h += bias[:, :, None, None, None]
            np.maximum(h, 0, out=h)
        h = w3 @ h.reshape(networks, -1, batch)
        h += b3[:, :, None]
        np.maximum(h, 0, out=h)
        z = w4 @ h
        z += b4[:, :, None]
        z -= z.max(1, keepdims=True)
        losses.append((np.log(np.exp(z).sum(1)) - z[:, target, rows]).mean(1))
    return float(np.concatenate(losses).mean())
