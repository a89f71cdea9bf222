"""What the training tests share: data, a short training, and learning rates that make it diverge."""

import numpy as np

X = np.random.default_rng(0).normal(size=(25, 2)).astype(np.float32)
Y = X[:, :1] - 2 * X[:, 1:]


def train(nn, model=None, x=X, y=Y, lr=0.1, criterion=None, optimizer=None, epochs=3, batch_size=10, **more):
    model = model or nn.Linear(2, 1)
    optimizer = optimizer or nn.SGD(model.parameters(), lr=lr)
    criterion = criterion or nn.MSELoss()
    return nn.fit(model, criterion, optimizer, x, y, epochs=epochs, batch_size=batch_size, **more)


class Rates:
    """Set the learning rate of each epoch, so that training diverges in the third; a negative one leads uphill."""

    def __init__(self, *rates):
        self.rates = rates

    def __call__(self, run):
        if run.end_of_epoch and run.epoch < len(self.rates):
            rate = self.rates[run.epoch]
            run.optimizer.param_groups[0].update(lr=abs(rate), maximize=rate < 0)
