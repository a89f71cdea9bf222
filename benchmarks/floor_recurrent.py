"""The recurrent layers of the floor: x is (T, N, features), the input's share of all steps is one product."""

import numpy as np
from floor import Layer, ones


class Last(Layer):
    """The output at the last step; its gradient (N, features) goes back as it is, and the layers below expect that."""

    def forward(self, output):
        return np.ascontiguousarray(output[-1])

    def backward(self, grad):
        return grad


class RNN(Layer):
    """h_t = tanh(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh)."""

    parameters = "w_ih", "w_hh", "b_ih", "b_hh"

    def __init__(self, w_ih, w_hh, b_ih, b_hh):
        self.w_ih, self.w_hh, self.b_ih, self.b_hh = w_ih, w_hh, b_ih, b_hh

    def forward(self, x):
        (steps, batch, inputs), hidden = x.shape, len(self.w_hh)
        z = x.reshape(steps * batch, inputs) @ self.w_ih.T
        z += self.b_ih + self.b_hh
        z = z.reshape(steps, batch, hidden)
        h, sums = np.zeros((steps + 1, batch, hidden), np.float32), np.empty((batch, hidden), np.float32)
        transposed = np.ascontiguousarray(self.w_hh.T)
        for t in range(steps):
            np.matmul(h[t], transposed, out=sums)
            sums += z[t]
            np.tanh(sums, out=h[t + 1])
        self.x, self.h = x, h
        return h[1:]

    def backward(self, grad):  # of the last output
        steps, batch, inputs = self.x.shape
        z_grad = self.h[1:] * self.h[1:]
        np.subtract(1, z_grad, out=z_grad)  # tanh' of all steps
        h_grad = grad.copy()
        for t in reversed(range(steps)):
            z_grad[t] *= h_grad
            np.matmul(z_grad[t], self.w_hh, out=h_grad)
        rows = z_grad.reshape(steps * batch, -1)
        np.matmul(rows.T, self.x.reshape(steps * batch, inputs), out=self.w_ih_grad)
        np.matmul(rows.T, self.h[:-1].reshape(steps * batch, -1), out=self.w_hh_grad)
        np.matmul(ones(steps * batch), rows, out=self.b_ih_grad)
        self.b_hh_grad[:] = self.b_ih_grad


class LSTM(Layer):
    """c_t = f c_(t-1) + i g, h_t = o tanh(c_t), computed as (features, batch).

    The gates lie as i, f, o, g, so that each is one block and the three sigmoids are neighbours; as
    sigmoid(a) = (1 + tanh(a/2)) / 2, one tanh serves all four once the sigmoids' rows are halved.
    """

    parameters = "w_ih", "w_hh", "b_ih", "b_hh"

    def __init__(self, w_ih, w_hh, b_ih, b_hh):
        self.w_ih, self.w_hh, self.b_ih, self.b_hh = w_ih, w_hh, b_ih, b_hh

    def forward(self, x):
        (steps, batch, _), hidden = x.shape, self.w_hh.shape[1]
        w_ih, w_hh, b = reorder(self.w_ih), reorder(self.w_hh), reorder(self.b_ih + self.b_hh)
        for array in (w_ih, w_hh, b):
            array[: 3 * hidden] *= 0.5
        gates = np.matmul(w_ih, x.transpose(0, 2, 1), out=self.scratch("gates", (steps, 4 * hidden, batch)))
        gates += b[:, None]
        h, c = np.zeros((2, steps + 1, hidden, batch), np.float32)
        tanh_c, share = np.empty((steps, hidden, batch), np.float32), np.empty((hidden, batch), np.float32)
        sums = np.empty((4 * hidden, batch), np.float32)
        for t in range(steps):
            np.matmul(w_hh, h[t], out=sums)
            sums += gates[t]
            now = np.tanh(sums, out=gates[t])
            sigmoids = now[: 3 * hidden]
            sigmoids *= 0.5
            sigmoids += 0.5
            i, f, o, g = now.reshape(4, hidden, batch)
            np.multiply(f, c[t], out=c[t + 1])
            np.multiply(i, g, out=share)
            c[t + 1] += share
            np.tanh(c[t + 1], out=tanh_c[t])
            np.multiply(o, tanh_c[t], out=h[t + 1])
        self.x, self.h, self.c, self.tanh_c, self.all_gates = x, h, c, tanh_c, gates
        return h[1:].transpose(0, 2, 1)

    def backward(self, grad):  # of the last output
        (steps, batch, inputs), hidden = self.x.shape, self.w_hh.shape[1]
        transposed = np.ascontiguousarray(reorder(self.w_hh).T)
        h_grad, c_grad = np.array(grad.T, order="C"), np.zeros((hidden, batch), np.float32)
        share, slope = np.empty((hidden, batch), np.float32), np.empty((4 * hidden, batch), np.float32)
        pieces, z_grad = np.empty((4, hidden, batch), np.float32), self.scratch("z_grad", (4 * hidden, steps, batch))
        flat, sigmoid_slopes, tanh_slope = pieces.reshape(4 * hidden, batch), slope[: 3 * hidden], slope[3 * hidden :]
        for t in reversed(range(steps)):
            now, tanh_c = self.all_gates[t], self.tanh_c[t]
            i, f, o, g = now.reshape(4, hidden, batch)
            np.multiply(tanh_c, tanh_c, out=share)  # dL/dc += dL/dh o (1 - tanh^2 c)
            np.subtract(1, share, out=share)
            share *= o
            share *= h_grad
            c_grad += share
            np.multiply(now, now, out=slope)  # s (1 - s) of the sigmoids, 1 - g^2
            np.subtract(now[: 3 * hidden], sigmoid_slopes, out=sigmoid_slopes)
            np.subtract(1, tanh_slope, out=tanh_slope)
            np.multiply(c_grad, g, out=pieces[0])
            np.multiply(c_grad, self.c[t], out=pieces[1])
            np.multiply(h_grad, tanh_c, out=pieces[2])
            np.multiply(c_grad, i, out=pieces[3])
            flat *= slope
            c_grad *= f
            z_grad[:, t] = flat
            np.matmul(transposed, flat, out=h_grad)
        rows = z_grad.reshape(4 * hidden, steps * batch)
        self.w_ih_grad[:] = restore(rows @ self.x.reshape(steps * batch, inputs))
        self.w_hh_grad[:] = restore(rows @ self.h[:-1].transpose(0, 2, 1).reshape(steps * batch, hidden))
        self.b_ih_grad[:] = restore(rows @ ones(steps * batch))
        self.b_hh_grad[:] = self.b_ih_grad


def reorder(rows):
    """Copy rows in PyTorch's order i, f, g, o as i, f, o, g."""
    n = len(rows) // 4
    return np.concatenate([rows[: 2 * n], rows[3 * n :], rows[2 * n : 3 * n]])


restore = reorder  # the exchange of two blocks is its own inverse
