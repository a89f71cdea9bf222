"""Neural networks written out in NumPy, under PyTorch's names: `import nnlearn.numpy as nn`.

The idea fits on a few screens. Read in this order:

1. `linear.py`: a layer. Its formula in `forward`, the derivative in `backward`; `keep` and `kept` connect the two.
2. `activations.py`, `losses.py`, `cross_entropy.py`: the other functions of a network, each with its derivative.
3. `containers.py` and `backprop.py`: the chain rule through a whole network is one loop in reverse order
   (`module_list.py`: how the layers of a network are kept and changed).
4. `optimizers.py`, `adaptive.py`: from gradients to new weights, one line of arithmetic each.
5. `fit.py`, and the loop that both sides share, `nnlearn/shared/fit.py`: epochs and batches.
6. `module.py`, `parameter.py`, `state.py`: how a network finds its parts, its parameters and their names.

From there on, take any subject: `smooth_activations.py`, `binary_cross_entropy.py`, `huber.py`, `kl_divergence.py`,
`multi_margin.py`; `conv.py` (the plain formula is `internals/conv_reference.py`), `pool.py`, `norm.py`, `dropout.py`;
`residual.py`; `rnn.py`, `lstm.py`, `gru.py` (each begins with one step as textbooks write it), `cells.py`,
`packed_sequence.py`; `tree_rnn.py`; `attention_functional.py`, `attention.py`, `transformer.py`, `positions.py`,
`gpt.py`, `seq2seq.py`; `gan_step.py`; `vae.py`; `diffusion_mlp.py`, `swa_utils.py`; `hopfield.py`, `rbm.py`, `dbn.py`;
`dqn_step.py`, `reinforce_step.py`; `embedding.py`, `embedding_bag.py`, `normalize.py`; `input_gradient.py`;
`landscape.py`. How the layers compute fast is in `internals/`. `nnlearn.torch` has the same files.
"""

from nnlearn.numpy.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.numpy.adaptive import Adagrad, Adam, AdamW, RMSprop
from nnlearn.numpy.adaptive_pool import AdaptiveAvgPool2d
from nnlearn.numpy.attention import MultiheadAttention
from nnlearn.numpy.attention_functional import scaled_dot_product_attention
from nnlearn.numpy.backprop import backprop, predict
from nnlearn.numpy.binary_cross_entropy import BCELoss, BCEWithLogitsLoss
from nnlearn.numpy.cells import GRUCell, LSTMCell, RNNCell
from nnlearn.numpy.char_rnn import CharRNN
from nnlearn.numpy.clip_grad import clip_grad_norm_
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.conv_transpose import ConvTranspose2d
from nnlearn.numpy.convert_parameters import parameters_to_vector, vector_to_parameters
from nnlearn.numpy.cross_entropy import CrossEntropyLoss
from nnlearn.numpy.dbn import DBN
from nnlearn.numpy.diffusion_mlp import DiffusionMLP
from nnlearn.numpy.dqn_step import dqn_step
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.embedding_bag import EmbeddingBag
from nnlearn.numpy.fit import fit
from nnlearn.numpy.flatten import Flatten, Identity, Unflatten
from nnlearn.numpy.functional import heaviside, leaky_relu, log_softmax, relu, sigmoid, softmax, tanh
from nnlearn.numpy.gan import ImageDiscriminator, ImageGenerator, PointDiscriminator, PointGenerator
from nnlearn.numpy.gan_step import gan_step
from nnlearn.numpy.gpt import GPT
from nnlearn.numpy.gradient_descent import gradient_descent
from nnlearn.numpy.gru import GRU
from nnlearn.numpy.hopfield import Hopfield
from nnlearn.numpy.huber import HuberLoss, SmoothL1Loss
from nnlearn.numpy.init import (
    calculate_gain,
    kaiming_normal_,
    kaiming_uniform_,
    normal_,
    uniform_,
    xavier_normal_,
    xavier_uniform_,
)
from nnlearn.numpy.init_matrices import eye_, ones_, orthogonal_, zeros_
from nnlearn.numpy.input_gradient import input_gradient
from nnlearn.numpy.internals.heap import keep_freed_memory
from nnlearn.numpy.kl_divergence import KLDivLoss, kl_normal
from nnlearn.numpy.landscape import landscape
from nnlearn.numpy.lenet import LeNet5
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.losses import ArctanLoss, L1Loss, MSELoss
from nnlearn.numpy.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR, StepLR
from nnlearn.numpy.lstm import LSTM
from nnlearn.numpy.mlp import MLP
from nnlearn.numpy.module import Module
from nnlearn.numpy.module_list import ModuleList, ParameterList
from nnlearn.numpy.multi_margin import MultiMarginLoss
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.norm import BatchNorm1d, BatchNorm2d, LayerNorm
from nnlearn.numpy.normalize import Normalize, normalize
from nnlearn.numpy.optimizers import SGD
from nnlearn.numpy.packed_sequence import PackedSequence, pack_padded_sequence, pad_packed_sequence, pad_sequence
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.perceptron import Perceptron
from nnlearn.numpy.pool import AvgPool2d, MaxPool2d
from nnlearn.numpy.positions import LearnedPositionalEncoding, PositionalEncoding
from nnlearn.numpy.random import manual_seed
from nnlearn.numpy.rbm import RBM
from nnlearn.numpy.reinforce_step import reinforce_step
from nnlearn.numpy.residual import Residual
from nnlearn.numpy.resnet import ResNet
from nnlearn.numpy.rnn import RNN
from nnlearn.numpy.saving import load, load_checkpoint, save, save_checkpoint
from nnlearn.numpy.seq2seq import Seq2Seq
from nnlearn.numpy.smooth_activations import ELU, GELU, SiLU, Softplus
from nnlearn.numpy.smooth_functional import elu, gelu, silu, softplus
from nnlearn.numpy.swa_utils import AveragedModel, get_ema_multi_avg_fn
from nnlearn.numpy.tensors import device, tensor, to_numpy
from nnlearn.numpy.transformer import TransformerDecoderLayer, TransformerEncoderLayer
from nnlearn.numpy.tree_rnn import TreeRNN
from nnlearn.numpy.upsample import Upsample
from nnlearn.numpy.vae import VAE, VAELoss

# Networks make many temporary arrays; without this, Linux finds and clears new memory for each of them.
keep_freed_memory()

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
