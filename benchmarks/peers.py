"""Other NumPy libraries on the trainings of `make bench`, with equal weights: a step of SGD of each.

scikit-learn is there anyway; tinynn (github.com/borgwang/tinynn, "a lightweight deep learning library") is measured if
it can be imported: `pip install --no-deps --target peers tinynn`, then `PYTHONPATH=peers make bench`.
"""

import importlib.util

import numpy as np
import torch

HAS_TINYNN = importlib.util.find_spec("tinynn") is not None


def steps(training, twin):
    """Return {name: step} of the peers that have this training."""
    found = {"scikit-learn": scikit_learn(training, twin)}
    if HAS_TINYNN:
        found["tinynn"] = tinynn(training, twin)
    return {name: step for name, step in found.items() if step is not None}


def scikit_learn(training, twin):
    """Return a step of MLPClassifier, `partial_fit` on one batch; it has dense layers and ReLU or tanh."""
    from sklearn.neural_network import MLPClassifier

    if training.x.ndim > 2:
        return None
    dense = [layer for layer in twin if isinstance(layer, torch.nn.Linear)]
    activation = "tanh" if isinstance(twin[1], torch.nn.Tanh) else "relu"
    settings = {"momentum": 0, "nesterovs_momentum": False, "alpha": 0, "shuffle": False, "activation": activation}
    sizes, x, y = [layer.out_features for layer in dense[:-1]], training.x, training.y.ravel()
    model = MLPClassifier(sizes, solver="sgd", learning_rate_init=training.lr, batch_size=len(x), **settings)
    classes = np.arange(10) if training.y.ndim == 1 else np.arange(2.0, dtype=np.float32)
    model.partial_fit(x, y, classes=classes)  # makes its weights
    for k, layer in enumerate(dense):
        model.coefs_[k][...] = layer.weight.detach().numpy().T
        model.intercepts_[k][...] = layer.bias.detach().numpy()

    def step():
        model.partial_fit(x, y)
        return model.loss_

    return step


def tinynn(training, twin):
    """Return a step of tinynn: images are (N, H, W, C), sequences (N, T, features), targets one-hot."""
    from tinynn.core.loss import SigmoidCrossEntropy, SoftmaxCrossEntropy
    from tinynn.core.model import Model
    from tinynn.core.net import Net
    from tinynn.core.optimizer import SGD

    x, y, loss = training.x, training.y, SigmoidCrossEntropy()
    if y.ndim == 1:
        y, loss = np.eye(10, dtype=np.float32)[y], SoftmaxCrossEntropy()
    if x.ndim > 2:
        x = np.ascontiguousarray(x.transpose(0, 2, 3, 1) if x.ndim == 4 else x.swapaxes(0, 1))
    model, weights, channels = Model(Net([]), loss, SGD(lr=training.lr)), [], 1
    for layer in twin:
        channels = getattr(layer, "out_channels", channels)
        one, own = tinynn_layer(layer, channels)
        model.net.layers.append(one)
        weights.append(own)
        channels = 1 if isinstance(layer, torch.nn.Linear) else channels
    model.forward(x)  # makes its weights
    for layer, own in zip(model.net.layers, weights, strict=True):
        layer.params.update(own)

    def step():
        value, gradients = model.backward(model.forward(x), y)
        model.apply_grads(gradients)
        return float(value)

    return step


def tinynn_layer(layer, channels):
    """Return tinynn's layer for one of PyTorch's, and its weights by tinynn's names.

    `channels` are those of the images before a first dense layer, whose weights follow tinynn's order of pixels.
    """
    from tinynn.core import layer as tiny

    values = {name: p.detach().numpy() for name, p in getattr(layer, "layer", layer).named_parameters()}
    match type(layer).__name__:
        case "Linear":
            weight = values["weight"]
            if channels > 1:  # the first after Flatten
                weight = weight.reshape(len(weight), channels, -1).swapaxes(1, 2).reshape(len(weight), -1)
            return tiny.Dense(layer.out_features), {"w": weight.T.copy(), "b": values["bias"].copy()}
        case "Conv2d":
            kernel = values["weight"].transpose(2, 3, 1, 0).copy()
            padding = "SAME" if layer.padding[0] else "VALID"
            return tiny.Conv2D(kernel.shape, padding=padding), {"w": kernel, "b": values["bias"].copy()}
        case "MaxPool2d":
            return tiny.MaxPool2D((layer.kernel_size, layer.kernel_size)), {}
        case "TorchLast":
            return recurrent(layer.layer, values)
        case name:
            return getattr(tiny, name)(), {}


def recurrent(layer, values):
    """Return tinynn's RNN or LSTM and its weights: h and x side by side, and the gates as o, i, f and c."""
    from tinynn.core import layer as tiny

    weight = np.hstack([values["weight_hh_l0"], values["weight_ih_l0"]])
    bias = values["bias_hh_l0"] + values["bias_ih_l0"]
    if isinstance(layer, torch.nn.RNN):
        return tiny.RNN(layer.hidden_size), {"W": weight, "b": bias}
    i, f, g, o = (slice(k * layer.hidden_size, (k + 1) * layer.hidden_size) for k in range(4))
    gates = [np.concatenate([each[o], each[i], each[f]]) for each in (weight, bias)]
    own = {"W_g": gates[0], "b_g": gates[1], "W_c": weight[g], "b_c": bias[g]}
    return tiny.LSTM(layer.hidden_size), own
