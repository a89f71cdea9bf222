"""What each layer of a network holds, read with a logistic regression: trained, and with its first weights."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.ml_versus_dl.networks import network


def outputs(model, x):
    """Return the input and what each ReLU of a network hands on, as arrays (n, numbers).

    Parameters
    ----------
    model : nn.Sequential
    x : array of shape (n, 1, 1, 40)

    Examples
    --------
    >>> [h.shape for h in outputs(network(nn, "CNN"), np.zeros((2, 1, 1, 40), np.float32))]
    [(2, 40), (2, 480), (2, 240), (2, 120)]
    """
    ends = [k + 1 for k, layer in enumerate(model) if isinstance(layer, nn.ReLU)]
    return [values.reshape(len(x), -1) for values in (x, *(nn.predict(model[:end], x) for end in ends))]


def reading(seen, known, unseen, labels):
    """Return the accuracy of a logistic regression on numbers of unseen examples; each number is scaled first."""
    from sklearn.linear_model import LogisticRegression

    from nnlearn import datasets

    seen, unseen = datasets.standardise(np.ascontiguousarray(seen, float), np.ascontiguousarray(unseen, float))
    return float(LogisticRegression(C=0.05, max_iter=2000).fit(seen, known).score(unseen, labels))


def measured(seed, epochs=20):
    """Return what is read of each layer of a convolutional and of a dense network, trained on 4,000 signals.

    The reader is fitted on 2,000 of these signals, and read off on 1,000 that nobody has seen.

    Returns
    -------
    list of dict
        network, seed, trained and untrained: accuracy on the input and after each ReLU; net: the network's own.
    """
    from nnlearn import datasets

    data, found = datasets.mnist1d(), []
    x = data.x[:, None, None]
    for name, rate in (("CNN", 0.003), ("dense", 0.002)):
        row = {"network": name, "seed": seed}
        nn.manual_seed(seed)
        model = network(nn, name)
        for state in ("untrained", "trained"):
            if state == "trained":
                optimizer = nn.Adam(model.parameters(), lr=rate)
                nn.fit(model, nn.CrossEntropyLoss(), optimizer, x[:4000], data.y[:4000], epochs=epochs, batch_size=64)
            layers = outputs(model, x)
            shares = [reading(h[:4000:2], data.y[:4000:2], h[4000:], data.y[4000:]) for h in layers]
            row[state] = [round(share, 3) for share in shares]
        row["net"] = round(float((nn.predict(model, x[4000:]).argmax(axis=1) == data.y[4000:]).mean()), 3)
        found.append(row)
    return found
