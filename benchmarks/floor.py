"""The floor of `make bench`: how fast these networks train in NumPy when nothing is checked.

No modes, no errors, no other dtype than float32; each layer takes the shapes of its workload alone, and an activation
overwrites its input. The library is measured against it in the same rounds, because a fixed number of microseconds
would say as much about the machine. As in the library, parameters and gradients are views of two flat vectors, and
images lie in memory as (height, channels, width, batch).
"""

import functools

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


@functools.cache
def ones(n):
    """Return n ones: a product with them is a sum that BLAS computes."""
    return np.ones(n, np.float32)


class Layer:
    """A function with `forward` and `backward`; names in `parameters` are attributes that a `Network` moves."""

    parameters: tuple = ()
    first = False  # the first layer of a network needs no dL/dx

    def scratch(self, name, shape):
        """Return an array that is kept between steps: zeros at first, then what the last step left in it."""
        array = vars(self).get(name)
        if array is None or array.shape != shape:
            array = vars(self)[name] = np.zeros(shape, np.float32)
        return array


class Linear(Layer):
    """y = x W^T + b, computed as y^T = W x^T + b, so that the batch is innermost in memory."""

    parameters = "weight", "bias"

    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias

    def forward(self, x):
        self.x = x
        yt = self.weight @ x.T
        yt += self.bias[:, None]
        return yt.T

    def backward(self, grad):
        np.matmul(grad.T, self.x, out=self.weight_grad)
        np.matmul(grad.T, ones(len(grad)), out=self.bias_grad)
        return None if self.first else (self.weight.T @ grad.T).T


class Tanh(Layer):
    """y = tanh x."""

    def forward(self, x):
        self.y = np.tanh(x, out=x)
        return self.y

    def backward(self, grad):
        slope = self.y * self.y
        np.subtract(1, slope, out=slope)
        slope *= grad
        return slope


class ReLU(Layer):
    """y = max(x, 0)."""

    def forward(self, x):
        self.y = np.maximum(x, 0, out=x)
        return self.y

    def backward(self, grad):
        return grad * (self.y > 0)


class Flatten(Layer):
    """(N, C, H, W) -> (N, C H W), from one memory order to the other."""

    def forward(self, x):
        self.shape = x.shape
        return np.ascontiguousarray(x.transpose(1, 2, 3, 0)).reshape(-1, len(x)).T

    def backward(self, grad):
        batch, channels, height, width = self.shape
        rows = grad.T.reshape(channels, height, width, batch).transpose(1, 0, 2, 3)
        return np.ascontiguousarray(rows).transpose(3, 1, 0, 2)


class Conv2d(Layer):
    """Correlate: windows along the width are copied, those along the height are an overlapping view."""

    parameters = "weight", "bias"

    def __init__(self, weight, bias, padding):
        self.weight, self.bias, self.padding = weight, bias, padding

    def forward(self, x):
        filters, channels, kernel, _ = self.weight.shape
        if p := self.padding:
            batch, _, height, width = x.shape
            padded = self.scratch("padded", (height + 2 * p, channels, width + 2 * p, batch)).transpose(3, 1, 0, 2)
            padded[:, :, p : p + height, p : p + width] = x
            x = padded
        batch, _, height, width = self.shape = x.shape
        out_height, out_width = height - kernel + 1, width - kernel + 1
        rows = self.scratch("rows", (height, channels, kernel, out_width, batch))
        rows[:] = sliding_window_view(x, kernel, axis=3).transpose(2, 1, 4, 3, 0)
        self.columns = overlapping(rows, (out_height, kernel * channels * kernel, out_width * batch))
        y = self.weight.transpose(0, 2, 1, 3).reshape(filters, -1) @ self.columns  # one product per output row
        y += self.bias[:, None]
        return y.reshape(out_height, filters, out_width, batch).transpose(3, 1, 0, 2)

    def backward(self, grad):
        (batch, filters, out_height, out_width), (_, channels, height, width) = grad.shape, self.shape
        kernel, p = self.weight.shape[2], self.padding
        above = kernel - 1  # rows of zeros, above and below, so that all windows of the gradient are whole
        padded = self.scratch("grad", (out_height + 2 * above, filters, out_width * batch))
        rows = padded[above : above + out_height]
        rows.reshape(out_height, filters, out_width, batch)[:] = grad.transpose(2, 1, 3, 0)
        weight_grad = (self.columns @ rows.transpose(0, 2, 1)).sum(0)
        self.weight_grad[:] = weight_grad.reshape(kernel, channels, kernel, filters).transpose(3, 1, 0, 2)
        self.bias_grad[:] = (rows @ ones(out_width * batch)).sum(0)
        if self.first:
            return None
        columns = overlapping(padded, (height, kernel * filters, out_width * batch))
        upside_down = self.weight[:, :, ::-1].transpose(1, 3, 2, 0).reshape(channels * kernel, kernel * filters)
        strips = self.scratch("strips", (height, channels, kernel, out_width, batch))
        np.matmul(upside_down, columns, out=strips.reshape(height, channels * kernel, out_width * batch))
        x_grad = np.zeros((height, channels, width, batch), np.float32)
        for k in range(kernel):
            x_grad[:, :, k : k + out_width] += strips[:, :, k]
        return x_grad.transpose(3, 1, 0, 2)[:, :, p : height - p, p : width - p]


def overlapping(rows, shape):
    """View an array (rows, ...) as matrices of this shape, each of which begins one row after the one before."""
    step, matrix_rows = rows.strides[0], rows[0].size // shape[2]
    return as_strided(rows, shape, (step, step // matrix_rows, rows.itemsize))


class MaxPool2d(Layer):
    """The largest of each k x k window: the corners of all windows are strided slices."""

    def __init__(self, kernel):
        self.kernel = kernel

    def corners(self, x):
        k = self.kernel
        return [x[:, :, i::k, j::k] for i in range(k) for j in range(k)]

    def forward(self, x):
        self.x, (first, second, *others) = x, self.corners(x)
        self.y = np.maximum(first, second)
        for corner in others:
            np.maximum(self.y, corner, out=self.y)
        return self.y

    def backward(self, grad):
        x_grad, left = np.empty_like(self.x), grad.copy(order="K")
        *pairs, (_, last) = zip(self.corners(self.x), self.corners(x_grad), strict=True)
        for corner, corner_grad in pairs:  # the first maximum takes the gradient
            np.multiply(left, corner == self.y, out=corner_grad)
            left -= corner_grad
        last[...] = left
        return x_grad


def sigmoid(x):
    """Return (1 + tanh(x/2)) / 2, which never overflows."""
    y = np.tanh(0.5 * x)
    y += 1
    y *= 0.5
    return y


class BCEWithLogitsLoss:
    """L = mean(max(z, 0) - z t + log(1 + e^-|z|)); dL/dz = (sigmoid(z) - t) / N."""

    def forward(self, z, target):
        self.p, self.target = sigmoid(z), target
        return float((np.maximum(z, 0) - z * target + np.log(1 + np.exp(-np.abs(z)))).mean())

    def backward(self):
        return (self.p - self.target) * (1 / len(self.target))


class CrossEntropyLoss:
    """L = mean(log sum_c e^z_c - z_t); dL/dz = (softmax(z) - onehot(t)) / N."""

    def forward(self, z, target):
        z -= np.maximum.reduce(z, axis=1, keepdims=True)
        self.places = np.arange(len(target)), target
        own = z[self.places]
        self.e = np.exp(z, out=z)
        self.total = self.e @ ones(self.e.shape[1])
        return float((np.log(self.total) - own).mean())

    def backward(self):
        n = len(self.e)
        self.e *= (1 / (self.total * n))[:, None]
        self.e[self.places] -= 1 / n
        return self.e


class Network:
    """Layers in a row; `theta` holds all their parameters and `grad` all gradients."""

    def __init__(self, layers):
        self.layers = layers
        layers[0].first = True
        places = [(layer, name) for layer in layers for name in layer.parameters]
        self.theta = np.concatenate([getattr(layer, name).ravel() for layer, name in places])
        self.grad = np.zeros_like(self.theta)
        start = 0
        for layer, name in places:
            shape, stop = getattr(layer, name).shape, start + getattr(layer, name).size
            setattr(layer, name, self.theta[start:stop].reshape(shape))
            setattr(layer, f"{name}_grad", self.grad[start:stop].reshape(shape))
            start = stop

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def descend(self, lr):
        """Take a step of gradient descent."""
        self.theta -= lr * self.grad


class Adam:
    """m and v are moving averages of g and g^2; theta <- theta - lr m^ / (sqrt(v^) + eps)."""

    def __init__(self, network, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.network, self.lr, self.beta1, self.beta2, self.eps, self.steps = network, lr, beta1, beta2, eps, 0
        self.m, self.v = np.zeros_like(network.theta), np.zeros_like(network.theta)

    def step(self):
        self.steps += 1
        g, m, v = self.network.grad, self.m, self.v
        m += (1 - self.beta1) * (g - m)
        v += (1 - self.beta2) * (g * g - v)
        rate, scale = self.lr / (1 - self.beta1**self.steps), 1 / (1 - self.beta2**self.steps) ** 0.5
        self.network.theta -= rate * m / (np.sqrt(v) * scale + self.eps)
