"""Neural networks written out in NumPy, under PyTorch's names: `import nnlearn.numpy as nn`."""

from nnlearn.numpy.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.numpy.adaptive import Adagrad, Adam, AdamW, RMSprop
from nnlearn.numpy.adaptive_pool import AdaptiveAvgPool2d
from nnlearn.numpy.backprop import backprop, predict
from nnlearn.numpy.char_rnn import CharRNN
from nnlearn.numpy.clip_grad import clip_grad_norm_
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.conv_transpose import ConvTranspose2d
from nnlearn.numpy.convert_parameters import parameters_to_vector, vector_to_parameters
from nnlearn.numpy.cross_entropy import BCELoss, BCEWithLogitsLoss, CrossEntropyLoss
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.fit import fit
from nnlearn.numpy.flatten import Flatten, Identity, Unflatten
from nnlearn.numpy.functional import heaviside, leaky_relu, log_softmax, relu, sigmoid, softmax, tanh
from nnlearn.numpy.gan import ImageDiscriminator, ImageGenerator, PointDiscriminator, PointGenerator
from nnlearn.numpy.gan_step import gan_step
from nnlearn.numpy.gradient_descent import gradient_descent
from nnlearn.numpy.gru import GRU
from nnlearn.numpy.init import (
    calculate_gain,
    kaiming_normal_,
    kaiming_uniform_,
    normal_,
    uniform_,
    xavier_normal_,
    xavier_uniform_,
)
from nnlearn.numpy.landscape import landscape
from nnlearn.numpy.lenet import LeNet5
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.losses import ArctanLoss, L1Loss, MSELoss
from nnlearn.numpy.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR, StepLR
from nnlearn.numpy.lstm import LSTM
from nnlearn.numpy.mlp import MLP
from nnlearn.numpy.module import Module, no_grad
from nnlearn.numpy.norm import BatchNorm1d, BatchNorm2d, LayerNorm
from nnlearn.numpy.optimizers import SGD
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.perceptron import Perceptron
from nnlearn.numpy.pool import AvgPool2d, MaxPool2d
from nnlearn.numpy.random import manual_seed
from nnlearn.numpy.rnn import RNN
from nnlearn.numpy.saving import load, save
from nnlearn.numpy.tensors import device, tensor, to_numpy
from nnlearn.numpy.upsample import Upsample

__all__ = [
    "GRU",
    "LSTM",
    "MLP",
    "RNN",
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "AdaptiveAvgPool2d",
    "ArctanLoss",
    "AvgPool2d",
    "BCELoss",
    "BCEWithLogitsLoss",
    "BatchNorm1d",
    "BatchNorm2d",
    "CharRNN",
    "Conv2d",
    "ConvTranspose2d",
    "CosineAnnealingLR",
    "CrossEntropyLoss",
    "Dropout",
    "Embedding",
    "ExponentialLR",
    "Flatten",
    "Heaviside",
    "Identity",
    "ImageDiscriminator",
    "ImageGenerator",
    "L1Loss",
    "LayerNorm",
    "LeNet5",
    "LeakyReLU",
    "Linear",
    "LinearLR",
    "LogSoftmax",
    "MSELoss",
    "MaxPool2d",
    "Module",
    "Parameter",
    "Perceptron",
    "PointDiscriminator",
    "PointGenerator",
    "RMSprop",
    "ReLU",
    "Sequential",
    "SequentialLR",
    "Sigmoid",
    "Softmax",
    "StepLR",
    "Tanh",
    "Unflatten",
    "Upsample",
    "backprop",
    "calculate_gain",
    "clip_grad_norm_",
    "device",
    "fit",
    "gan_step",
    "gradient_descent",
    "heaviside",
    "kaiming_normal_",
    "kaiming_uniform_",
    "landscape",
    "leaky_relu",
    "load",
    "log_softmax",
    "manual_seed",
    "no_grad",
    "normal_",
    "parameters_to_vector",
    "predict",
    "relu",
    "save",
    "sigmoid",
    "softmax",
    "tanh",
    "tensor",
    "to_numpy",
    "uniform_",
    "vector_to_parameters",
    "xavier_normal_",
    "xavier_uniform_",
]
