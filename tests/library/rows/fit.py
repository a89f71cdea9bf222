"""The rows of fit."""

import numpy as np
import torch

from rows.fuzz import BAD_LABELS, BAD_MODELS, BAD_X, INF, NAN, NOT_COUNTS, WORDS, X, Y, model, other
from rows.parity import Program, both, close, examples


def spoil(x, y, rng):
    """Make noise for a batch, and other labels for some of it."""
    return x + 0.3 * rng.standard_normal(x.shape), np.where(rng.random(len(y)) < 0.1, 1 - y, y)


def with_and_without(nn, device):
    for transform in (None, spoil):
        four_epochs(nn, device, transform)


def four_epochs(nn, device, transform):
    """Train on batches in the order of NumPy's generator, the last one smaller; PyTorch's own parts alongside."""
    ours, theirs = both(nn, device)
    x, y = examples()
    nn.manual_seed(3)
    mine = nn.SGD(ours.parameters(), lr=0.1, momentum=0.9)
    more = {} if transform is None else {"transform": transform}
    history = nn.fit(ours, nn.CrossEntropyLoss(), mine, x, y, epochs=4, batch_size=8, validation=(x[:5], y[:5]), **more)
    optimizer, order = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.9), np.random.default_rng(3)
    steps, epochs, validation = [], [], []
    for _ in range(4):
        rows = order.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), 8):
            batch = rows[start : start + 8]
            seen = (x[batch], y[batch]) if transform is None else transform(x[batch], y[batch], order)
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(seen[0])), torch.tensor(seen[1]))
            loss.backward()
            optimizer.step()
            steps.append(loss.item())
            total += loss.item() * len(batch)
        epochs.append(total / len(x))
        validation.append(torch.nn.functional.cross_entropy(theirs(torch.tensor(x[:5])), torch.tensor(y[:5])).item())
    close(history.steps, steps, "loss of each batch", rtol=1e-8)
    close(history.loss, epochs, "loss of each epoch", rtol=1e-8)
    close(history.validation, validation, "validation loss", rtol=1e-8)


PARITY = {"fit": Program(with_and_without)}


def fit(nn, **changed):
    net = changed.get("model", model(nn))
    parameters = (net if isinstance(net, nn.Module) else model(nn)).parameters()
    settings = dict(
        criterion=nn.CrossEntropyLoss(), optimizer=nn.SGD(parameters, lr=0.1), x=X, y=Y, epochs=1, batch_size=4
    )
    settings |= {"model": net, **changed}
    return nn.fit(**settings)


def own_optimizer(nn, **settings):
    """Train with an optimizer whose settings are changed after it was made."""
    net = model(nn)
    optimizer = nn.SGD(net.parameters(), lr=0.1)
    optimizer.param_groups[0].update(settings)
    return fit(nn, model=net, optimizer=optimizer)


FUZZ = {
    "fit": [
        ("model", BAD_MODELS, lambda nn, bad: fit(nn, model=bad)),
        ("model", [None], lambda nn, bad: fit(nn, model=nn.Linear)),
        ("model", [None], lambda nn, bad: fit(nn, model=model(other(nn)))),
        ("model", [None], lambda nn, bad: fit(nn, model=nn.Sequential(nn.Linear(4, 2), nn.Softmax(dim=1)))),
        ("criterion", (*WORDS, 3), lambda nn, bad: fit(nn, criterion=bad)),
        ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.MSELoss)),
        ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.Tanh())),
        ("criterion", [None], lambda nn, bad: fit(nn, criterion=other(nn).MSELoss())),
        ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.CrossEntropyLoss(reduction="none"))),
        ("optimizer", (*WORDS, 3), lambda nn, bad: fit(nn, optimizer=bad)),
        ("optimizer", [None], lambda nn, bad: fit(nn, optimizer=nn.SGD(model(nn).parameters(), lr=0.1))),
        ("optimizer", [None], lambda nn, bad: fit(nn, optimizer=nn.SGD)),
        ("lr", (NAN, INF, -1.0, "text", None), lambda nn, bad: own_optimizer(nn, lr=bad)),
        ("x", BAD_X, lambda nn, bad: fit(nn, x=bad)),
        ("y|target|targets", BAD_LABELS, lambda nn, bad: fit(nn, y=bad)),
        ("epochs", NOT_COUNTS, lambda nn, bad: fit(nn, epochs=bad)),
        ("batch_size", NOT_COUNTS, lambda nn, bad: fit(nn, batch_size=bad)),
        ("drop_last", (*WORDS, 3, 1.0), lambda nn, bad: fit(nn, drop_last=bad)),
        ("batch_size", [None], lambda nn, bad: fit(nn, drop_last=True, batch_size=10**30)),
        ("validation", ("text", 3, X, (X,), (X, Y, Y), {"a": 1}), lambda nn, bad: fit(nn, validation=bad)),
        ("validation|x", BAD_X, lambda nn, bad: fit(nn, validation=(bad, Y))),
        ("validation|target", BAD_LABELS, lambda nn, bad: fit(nn, validation=(X, bad))),
        ("metrics", (*WORDS, 3, ("accuracy",), (fit, fit)), lambda nn, bad: fit(nn, metrics=bad)),
        ("callbacks", (*WORDS, 3, ("text",), (None,)), lambda nn, bad: fit(nn, callbacks=bad)),
        ("transform", ("text", 3, {"a": 1}, [len], int, lambda x, y: (x, y)), lambda nn, bad: fit(nn, transform=bad)),
        (
            "transform",
            (None, X, (X, Y, Y), (X, Y[:3]), (X[:3], Y[:3]), ("a", "b"), (X * NAN, Y)),
            lambda nn, bad: fit(nn, batch_size=6, transform=lambda x, y, rng: bad),
        ),
        ("metrics", [None], lambda nn, bad: fit(nn, metrics=[lambda output, y: output])),
        ("callbacks", [None], lambda nn, bad: fit(nn, callbacks=[lambda: None])),
        ("callbacks", (1, "text", (True,)), lambda nn, bad: fit(nn, callbacks=[lambda run: bad])),
    ]
}
