"""The names of `nnlearn.numpy` on PyTorch, on any device: `import nnlearn.torch as nn`.

The files are those of `nnlearn/numpy/`. Where the course derives a formula, the same line stands here, without its
derivative, which autograd finds; everything else is PyTorch's own.
"""

try:
    import torch  # noqa: F401
except ModuleNotFoundError:
    sentence = "PyTorch is not installed here: this section needs it; everything else of the lesson runs."
    raise ModuleNotFoundError(sentence, name="torch") from None

from nnlearn.torch.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.torch.adaptive import Adagrad, Adam, AdamW, RMSprop
from nnlearn.torch.adaptive_pool import AdaptiveAvgPool2d
from nnlearn.torch.attention import MultiheadAttention
from nnlearn.torch.attention_functional import scaled_dot_product_attention
from nnlearn.torch.backprop import backprop, predict
from nnlearn.torch.binary_cross_entropy import BCELoss, BCEWithLogitsLoss
from nnlearn.torch.cells import GRUCell, LSTMCell, RNNCell
from nnlearn.torch.char_rnn import CharRNN
from nnlearn.torch.clip_grad import clip_grad_norm_
from nnlearn.torch.containers import Sequential
from nnlearn.torch.conv import Conv2d
from nnlearn.torch.conv_transpose import ConvTranspose2d
from nnlearn.torch.convert_parameters import parameters_to_vector, vector_to_parameters
from nnlearn.torch.cross_entropy import CrossEntropyLoss
from nnlearn.torch.dbn import DBN
from nnlearn.torch.diffusion_mlp import DiffusionMLP
from nnlearn.torch.dqn_step import dqn_step
from nnlearn.torch.dropout import Dropout
from nnlearn.torch.embedding import Embedding
from nnlearn.torch.embedding_bag import EmbeddingBag
from nnlearn.torch.fit import fit
from nnlearn.torch.flatten import Flatten, Identity, Unflatten
from nnlearn.torch.functional import heaviside, leaky_relu, log_softmax, relu, sigmoid, softmax, tanh
from nnlearn.torch.gan import ImageDiscriminator, ImageGenerator, PointDiscriminator, PointGenerator
from nnlearn.torch.gan_step import gan_step
from nnlearn.torch.gpt import GPT
from nnlearn.torch.gradient_descent import gradient_descent
from nnlearn.torch.gru import GRU
from nnlearn.torch.hopfield import Hopfield
from nnlearn.torch.huber import HuberLoss, SmoothL1Loss
from nnlearn.torch.init import (
    calculate_gain,
    kaiming_normal_,
    kaiming_uniform_,
    normal_,
    uniform_,
    xavier_normal_,
    xavier_uniform_,
)
from nnlearn.torch.init_matrices import eye_, ones_, orthogonal_, zeros_
from nnlearn.torch.input_gradient import input_gradient
from nnlearn.torch.kl_divergence import KLDivLoss, kl_normal
from nnlearn.torch.landscape import landscape
from nnlearn.torch.lenet import LeNet5
from nnlearn.torch.linear import Linear
from nnlearn.torch.losses import ArctanLoss, L1Loss, MSELoss
from nnlearn.torch.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR, StepLR
from nnlearn.torch.lstm import LSTM
from nnlearn.torch.mlp import MLP
from nnlearn.torch.module import Module
from nnlearn.torch.module_list import ModuleList, ParameterList
from nnlearn.torch.multi_margin import MultiMarginLoss
from nnlearn.torch.no_grad import no_grad
from nnlearn.torch.norm import BatchNorm1d, BatchNorm2d, LayerNorm
from nnlearn.torch.normalize import Normalize, normalize
from nnlearn.torch.optimizers import SGD
from nnlearn.torch.packed_sequence import PackedSequence, pack_padded_sequence, pad_packed_sequence, pad_sequence
from nnlearn.torch.parameter import Parameter
from nnlearn.torch.perceptron import Perceptron
from nnlearn.torch.pool import AvgPool2d, MaxPool2d
from nnlearn.torch.positions import LearnedPositionalEncoding, PositionalEncoding
from nnlearn.torch.random import manual_seed
from nnlearn.torch.rbm import RBM
from nnlearn.torch.reinforce_step import reinforce_step
from nnlearn.torch.residual import Residual
from nnlearn.torch.resnet import ResNet
from nnlearn.torch.rnn import RNN
from nnlearn.torch.saving import load, load_checkpoint, save, save_checkpoint
from nnlearn.torch.seq2seq import Seq2Seq
from nnlearn.torch.smooth_activations import ELU, GELU, SiLU, Softplus
from nnlearn.torch.smooth_functional import elu, gelu, silu, softplus
from nnlearn.torch.swa_utils import AveragedModel, get_ema_multi_avg_fn
from nnlearn.torch.tensors import device, tensor, to_numpy
from nnlearn.torch.transformer import TransformerDecoderLayer, TransformerEncoderLayer
from nnlearn.torch.tree_rnn import TreeRNN
from nnlearn.torch.upsample import Upsample
from nnlearn.torch.vae import VAE, VAELoss

__all__ = [
    "DBN",
    "ELU",
    "GELU",
    "GPT",
    "GRU",
    "LSTM",
    "MLP",
    "RBM",
    "RNN",
    "SGD",
    "VAE",
    "Adagrad",
    "Adam",
    "AdamW",
    "AdaptiveAvgPool2d",
    "ArctanLoss",
    "AveragedModel",
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
    "DiffusionMLP",
    "Dropout",
    "Embedding",
    "EmbeddingBag",
    "ExponentialLR",
    "Flatten",
    "GRUCell",
    "Heaviside",
    "Hopfield",
    "HuberLoss",
    "Identity",
    "ImageDiscriminator",
    "ImageGenerator",
    "KLDivLoss",
    "L1Loss",
    "LSTMCell",
    "LayerNorm",
    "LeNet5",
    "LeakyReLU",
    "LearnedPositionalEncoding",
    "Linear",
    "LinearLR",
    "LogSoftmax",
    "MSELoss",
    "MaxPool2d",
    "Module",
    "ModuleList",
    "MultiMarginLoss",
    "MultiheadAttention",
    "Normalize",
    "PackedSequence",
    "Parameter",
    "ParameterList",
    "Perceptron",
    "PointDiscriminator",
    "PointGenerator",
    "PositionalEncoding",
    "RMSprop",
    "RNNCell",
    "ReLU",
    "ResNet",
    "Residual",
    "Seq2Seq",
    "Sequential",
    "SequentialLR",
    "SiLU",
    "Sigmoid",
    "SmoothL1Loss",
    "Softmax",
    "Softplus",
    "StepLR",
    "Tanh",
    "TransformerDecoderLayer",
    "TransformerEncoderLayer",
    "TreeRNN",
    "Unflatten",
    "Upsample",
    "VAELoss",
    "backprop",
    "calculate_gain",
    "clip_grad_norm_",
    "device",
    "dqn_step",
    "elu",
    "eye_",
    "fit",
    "gan_step",
    "gelu",
    "get_ema_multi_avg_fn",
    "gradient_descent",
    "heaviside",
    "input_gradient",
    "kaiming_normal_",
    "kaiming_uniform_",
    "kl_normal",
    "landscape",
    "leaky_relu",
    "load",
    "load_checkpoint",
    "log_softmax",
    "manual_seed",
    "no_grad",
    "normal_",
    "normalize",
    "ones_",
    "orthogonal_",
    "pack_padded_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "parameters_to_vector",
    "predict",
    "reinforce_step",
    "relu",
    "save",
    "save_checkpoint",
    "scaled_dot_product_attention",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "tanh",
    "tensor",
    "to_numpy",
    "uniform_",
    "vector_to_parameters",
    "xavier_normal_",
    "xavier_uniform_",
    "zeros_",
]
