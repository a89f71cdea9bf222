"""How the models of this lesson are trained: clipped gradients, and a rate that rises, then falls."""

import math

import numpy as np

WARM_UP = 50  # steps in which the rate rises to its full size


def train(nn, model, x, y, *, steps, rate, batch_size=64, decay=0.0, seed=0, after=None):
    """Train a model on codes, with Adam and a rate that rises for 50 steps and then falls along a cosine.

    Gradients longer than 1 are clipped.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    model : Module
        It takes codes (N, T) and returns scores (N, K, T).
    x, y : ndarray of shape (n, T), (n, places), int64
        Codes, and those that are to be predicted; -100 is not counted.
    steps : int
        Batches to train on, drawn at random.
    rate : float
        The highest learning rate.
    batch_size : int, default 64
        Rows of a batch.
    decay : float, default 0.0
        Weight decay, as AdamW applies it.
    seed : int, default 0
        Of the batches.
    after : function of the number of steps, optional
        Called after each step.

    Returns
    -------
    ndarray of shape (steps,)
        The loss of each batch.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> x = np.arange(12).reshape(2, 6) % 3
    >>> model = nn.GPT(3, 6, d_model=8, nhead=2, num_layers=1)
    >>> losses = train(nn, model, x, (x + 1) % 3, steps=60, rate=0.01, batch_size=2)
    >>> bool(losses[-1] < losses[0] / 2)
    True
    """
    rng, losses = np.random.default_rng(seed), []
    optimizer = nn.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    criterion = nn.CrossEntropyLoss(ignore_index=-100)
    for step in range(steps):
        falling = 0.5 + 0.5 * math.cos(math.pi * step / steps)
        optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / WARM_UP) * falling
        rows = rng.integers(0, len(x), batch_size)
        optimizer.zero_grad()
        losses.append(float(nn.backprop(model, criterion, x[rows], y[rows])))
        nn.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if after:
            after(step + 1)
    return np.array(losses)
