"""Interactive pictures: a small toolkit (`Canvas`, `Explorer`, `Recorded`) and the explorers of the lessons.

Each is imported when it is asked for: `import nnlearn.explorers` costs no lesson.
"""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.explorers.canvas": ["Canvas"],
        "nnlearn.explorers.controls": ["pick", "slide", "switch", "write"],
        "nnlearn.explorers.explorer": ["Explorer"],
        "nnlearn.explorers.picture": ["Picture"],
        "nnlearn.explorers.recorded": ["Recorded"],
        "nnlearn.lessons.neuron.explorer": ["NeuronExplorer"],
        "nnlearn.lessons.perceptron.explorer": ["PerceptronExplorer"],
        "nnlearn.lessons.activation_functions.explorer": ["ActivationExplorer"],
        "nnlearn.lessons.forward_propagation.explorer": ["ForwardExplorer"],
        "nnlearn.lessons.loss_functions.explorer": ["LossExplorer"],
        "nnlearn.lessons.gradient_descent.explorer": ["DescentExplorer"],
        "nnlearn.lessons.optimizers.explorer": ["OptimizerExplorer"],
        "nnlearn.lessons.chain_rule.explorer": ["ChainRuleExplorer"],
        "nnlearn.lessons.backpropagation.explorer": ["BackpropExplorer"],
        "nnlearn.lessons.initialization.explorer": ["InitExplorer"],
        "nnlearn.lessons.pytorch.explorer": ["CrossoverExplorer"],
        "nnlearn.lessons.evaluation.explorer": ["ThresholdExplorer"],
        "nnlearn.lessons.ml_versus_dl.explorer": ["DuelExplorer"],
        "nnlearn.lessons.generalization.explorer": ["GapExplorer"],
        "nnlearn.lessons.convolution.explorer": ["ConvolutionExplorer"],
        "nnlearn.lessons.convolution.feature_map_explorer": ["FeatureMapExplorer"],
        "nnlearn.lessons.lenet.explorer": ["LeNetExplorer"],
        "nnlearn.lessons.residual_networks.explorer": ["DepthExplorer"],
        "nnlearn.lessons.recurrent_networks.explorer": ["RecurrentExplorer"],
        "nnlearn.lessons.lstm.explorer": ["GateExplorer"],
        "nnlearn.lessons.recursive_networks.explorer": ["TreeExplorer"],
        "nnlearn.lessons.attention.explorer": ["AttentionExplorer"],
        "nnlearn.lessons.autoencoders.explorer": ["CodeExplorer"],
        "nnlearn.lessons.semi_supervised.explorer": ["LabelExplorer"],
        "nnlearn.lessons.boltzmann_machines.explorer": ["EnergyExplorer"],
        "nnlearn.lessons.deep_belief_networks.explorer": ["DreamExplorer"],
        "nnlearn.lessons.gans.explorer": ["GanExplorer"],
        "nnlearn.lessons.diffusion.explorer": ["DiffusionExplorer"],
        "nnlearn.lessons.reinforcement_learning.explorer": ["QuayExplorer"],
        "nnlearn.lessons.playground.explorer": ["Playground"],
    },
)
