"""Interactive pictures: a small toolkit (`Canvas`, `Explorer`, `Recorded`) and the explorers of the lessons."""

from nnlearn.explorers.activation import ActivationExplorer
from nnlearn.explorers.backprop import BackpropExplorer
from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.chain_rule import ChainRuleExplorer
from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.explorers.convolution import ConvolutionExplorer
from nnlearn.explorers.convolution_maps import FeatureMapExplorer
from nnlearn.explorers.crossover import CrossoverExplorer
from nnlearn.explorers.descent import DescentExplorer
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.forward import ForwardExplorer
from nnlearn.explorers.gan import GanExplorer
from nnlearn.explorers.init import InitExplorer
from nnlearn.explorers.lenet import LeNetExplorer
from nnlearn.explorers.loss import LossExplorer
from nnlearn.explorers.margin import margin, mistake_bound
from nnlearn.explorers.neuron import NeuronExplorer
from nnlearn.explorers.optimizers import OptimizerExplorer
from nnlearn.explorers.perceptron import PerceptronExplorer
from nnlearn.explorers.picture import Picture
from nnlearn.explorers.playground import Playground
from nnlearn.explorers.recurrent import RecurrentExplorer
from nnlearn.explorers.transport import Recorded

__all__ = [
    "ActivationExplorer",
    "BackpropExplorer",
    "Canvas",
    "ChainRuleExplorer",
    "ConvolutionExplorer",
    "CrossoverExplorer",
    "DescentExplorer",
    "Explorer",
    "FeatureMapExplorer",
    "ForwardExplorer",
    "GanExplorer",
    "InitExplorer",
    "LeNetExplorer",
    "LossExplorer",
    "NeuronExplorer",
    "OptimizerExplorer",
    "PerceptronExplorer",
    "Picture",
    "Playground",
    "Recorded",
    "RecurrentExplorer",
    "margin",
    "mistake_bound",
    "pick",
    "slide",
    "switch",
]
