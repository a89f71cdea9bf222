"""Neural networks written out in NumPy, under PyTorch's names: `import nnlearn.numpy as nn`."""

from nnlearn.numpy.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.functional import heaviside, leaky_relu, log_softmax, relu, sigmoid, softmax, tanh
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module, no_grad
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.perceptron import Perceptron
from nnlearn.numpy.random import manual_seed
from nnlearn.numpy.shape import Flatten, Identity

__all__ = [name for name in dir() if not name.startswith("_")]
