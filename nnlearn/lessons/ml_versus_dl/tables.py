"""Five models on three real tables, each tuned inside its own training folds."""

import numpy as np

import nnlearn.numpy as nn

MODELS = ("linear", "SVM", "forest", "boosting", "dense")


def measured(name, seed):
    """Return the score of five models on each of five folds of a table, in an order that the seed gives.

    Every model chooses its settings on a fifth of its training rows, and is fitted again on all of them. The score is
    the accuracy, or R² where a number is to be predicted.

    Parameters
    ----------
    name : {"breast_cancer", "wine", "diabetes"}
    seed : int

    Returns
    -------
    list of dict
        data, seed, fold, model and score.
    """
    from nnlearn import datasets

    data, found = getattr(datasets, name)(), []
    numbers = name == "diabetes"
    y = data.y[:, 0] if numbers else data.y
    for fold, test in enumerate(np.array_split(np.random.default_rng(seed).permutation(len(y)), 5)):
        train = np.setdiff1d(np.arange(len(y)), test)
        np.random.default_rng(seed).shuffle(train)
        x, unseen = datasets.standardise(data.x[train], data.x[test])
        for model, settings in candidates(numbers, seed).items():
            score = _tuned(settings, x, y[train], unseen, y[test], r2 if numbers else accuracy)
            found.append({"data": name, "seed": seed, "fold": fold, "model": model, "score": round(score, 4)})
    return found


def accuracy(answers, y):
    """Return the share of right answers."""
    return float((answers == y).mean())


def r2(answers, y):
    """Return 1 minus the squared error divided by that of answering the mean."""
    return float(1 - ((answers - y) ** 2).mean() / y.var())


def _tuned(settings, x, y, unseen, labels, score):
    fifth = len(x) // 5
    best = settings[0]
    if len(settings) > 1:
        best = max(settings, key=lambda make: score(make(x[fifth:], y[fifth:])(x[:fifth]), y[:fifth]))
    return score(best(x, y)(unseen), labels)


def candidates(numbers, seed):
    """Return for each model a list of functions (x, y) -> predict, one for each setting."""
    from sklearn.ensemble import (
        HistGradientBoostingClassifier,
        HistGradientBoostingRegressor,
        RandomForestClassifier,
        RandomForestRegressor,
    )
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.svm import SVC, SVR

    if numbers:
        linear = [Ridge(strength) for strength in (1, 10, 100)]
        machine = [SVR(C=C, gamma=gamma) for C in (10, 100) for gamma in (0.01, 0.03)]
        forest = [RandomForestRegressor(150, min_samples_leaf=leaf, random_state=0) for leaf in (1, 5)]
        steps = [HistGradientBoostingRegressor(max_iter=i, learning_rate=0.05, max_depth=3) for i in (30, 80)]
    else:
        linear = [LogisticRegression(C=C, max_iter=1000) for C in (0.03, 0.3, 3)]
        machine = [SVC(C=C, gamma=gamma) for C in (1, 10) for gamma in (0.01, 0.03)]
        forest = [RandomForestClassifier(150, min_samples_leaf=leaf, random_state=0) for leaf in (1, 5)]
        steps = [HistGradientBoostingClassifier(max_iter=i, learning_rate=0.1, max_depth=3) for i in (40, 100)]
    models = {"linear": linear, "SVM": machine, "forest": forest, "boosting": steps}
    found = {name: [_scikit(one) for one in several] for name, several in models.items()}
    settings = ((16, 0.0), (16, 0.3), (64, 0.3))
    found["dense"] = [_dense(width, decay, numbers, seed) for width, decay in settings]
    return found


def _scikit(model):
    def fitted(x, y):
        from sklearn.base import clone

        return clone(model).fit(x, y).predict

    return fitted


def _dense(width, decay, numbers, seed, epochs=60):
    """Return (x, y) -> predict of a network with one hidden layer, dropout 0.2, and AdamW."""

    def fitted(x, y):
        nn.manual_seed(seed)
        outputs = 1 if numbers else int(y.max()) + 1
        hidden = nn.Linear(x.shape[1], width), nn.ReLU(), nn.Dropout(0.2)
        model = nn.Sequential(*hidden, nn.Linear(width, outputs))
        middle, spread = (y.mean(), y.std()) if numbers else (0, 1)
        target = ((y - middle) / spread)[:, None].astype(np.float32) if numbers else y
        optimizer = nn.AdamW(model.parameters(), lr=0.003, weight_decay=decay)
        loss = nn.MSELoss() if numbers else nn.CrossEntropyLoss()
        nn.fit(model, loss, optimizer, x, target, epochs=epochs, batch_size=32)

        def predict(new):
            scores = nn.predict(model, new)
            return scores[:, 0] * spread + middle if numbers else scores.argmax(axis=1)

        return predict

    return fitted
