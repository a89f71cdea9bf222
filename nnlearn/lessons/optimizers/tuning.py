"""How the rates of lesson 07's race were found: each optimizer's training loss at seven rates, recorded.

`tune` computes it again, in some ten seconds; a test compares both.
"""

GRID = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
STARTS = (100, 101)  # others than those of the race
SETTINGS = {  # class, and what else it is given
    "SGD": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "AdaGrad": ("Adagrad", {}),
    "RMSprop": ("RMSprop", {}),
    "Adam": ("Adam", {}),
    "AdamW": ("AdamW", {}),
}
LOSSES = {  # after ten epochs, for each rate of GRID; the mean of STARTS
    "SGD": (2.2, 1.91, 0.947, 0.275, 0.123, 0.0538, 41.5),
    "momentum": (0.979, 0.279, 0.12, 0.0502, 0.192, 10.6, 190),
    "Nesterov": (0.976, 0.278, 0.118, 0.0453, 0.0295, 32.9, 130),
    "AdaGrad": (1.47, 0.459, 0.149, 0.0648, 0.0515, 1.2, 3.17),
    "RMSprop": (0.108, 0.05, 0.0629, 0.914, 8.52, 33.5, 123),
    "Adam": (0.143, 0.0509, 0.0219, 0.244, 1.36, 10.3, 64),
    "AdamW": (0.145, 0.053, 0.0251, 0.175, 1.15, 12.5, 38.2),
}


def tune(name, grid=GRID, epochs=10):
    """Return the training loss of an optimizer after training on digits at each rate, the mean of STARTS.

    Parameters
    ----------
    name : str
        "SGD", "momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam" or "AdamW".
    grid : sequence of float
        The learning rates.
    epochs : int

    Returns
    -------
    list of float

    Examples
    --------
    >>> slow, fast = tune("SGD", (0.01, 0.1), epochs=1)
    >>> fast < slow
    True
    """
    import nnlearn.numpy as nn
    from nnlearn import datasets

    digits = datasets.digits()
    (x, y), _ = datasets.split(digits.x / 16, digits.y, seed=0)
    kind, settings = SETTINGS[name]
    losses = []
    for lr in grid:
        total = 0.0
        for seed in STARTS:
            nn.manual_seed(seed)
            model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
            optimizer = getattr(nn, kind)(model.parameters(), lr=lr, **settings)
            total += nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs, batch_size=32).loss[-1]
        losses.append(total / len(STARTS))
    return losses
