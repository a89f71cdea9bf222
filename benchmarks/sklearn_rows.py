"""The workloads of `make bench` that scikit-learn does as well: a step of SGD of an MLP classifier."""

from dataclasses import dataclass

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier
from workloads import TRAININGS, Training


@dataclass(frozen=True)
class AgainstScikitLearn:
    """One of the trainings, with scikit-learn in PyTorch's place: `partial_fit` on one batch is one step."""

    training: Training
    sizes: tuple
    bar: float = 1.0
    reached: float = float("nan")

    @property
    def name(self):
        return f"{self.training.name}, against scikit-learn"

    def steps(self, device="cpu"):
        x, y, settings = self.training.x, self.training.y, {"momentum": 0, "nesterovs_momentum": False, "alpha": 0}
        theirs = MLPClassifier(
            self.sizes, solver="sgd", learning_rate_init=self.training.lr, batch_size=len(x), shuffle=False, **settings
        )
        theirs.partial_fit(x, y, classes=np.arange(10))  # makes its weights
        twin = self.training.build(torch.nn, None)
        layers = [layer for layer in twin if isinstance(layer, torch.nn.Linear)]
        for k, layer in enumerate(layers):
            theirs.coefs_[k][...] = layer.weight.detach().numpy().T
            theirs.intercepts_[k][...] = layer.bias.detach().numpy()

        def step():
            theirs.partial_fit(x, y)
            return theirs.loss_

        return self.training.ours(twin), step


SCIKIT_LEARN = tuple(
    AgainstScikitLearn(training, sizes) for training, sizes in zip(TRAININGS[1:3], ((32,), (256, 128)), strict=True)
)
