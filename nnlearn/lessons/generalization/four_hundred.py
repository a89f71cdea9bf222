"""14.6: dense networks that learn from 400 signals, and what keeps an answer from the target."""

import contextlib
import inspect

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.generalization.shown_signals import shown_in_training
from nnlearn.lessons.generalization.signals import unseen as unseen_signals

SIGNALS, STARTS, TARGET = 400, 3, 0.50
DENSE = {
    *("Sequential", "MLP", "Linear", "Dropout", "BatchNorm1d", "LayerNorm", "Flatten", "Identity", "Softmax"),
    *("LogSoftmax", "ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Tanh", "Sigmoid", "Softplus", "Heaviside"),
}


def measure(train):
    """Let the answer train a network from three starts, and measure the accuracy on 1,000 unseen signals."""
    import nnlearn.numpy as nn

    _check_train(train)
    (x, y), (unseen, labels) = few_signals()
    shares, known, guesses, trainings = [], [], [], []
    for seed in range(STARTS):
        nn.manual_seed(seed)
        with _no_other_signals(), shown_in_training() as shown:
            model = train(nn, x.copy(), y.copy(), seed)
        _check_model(nn, model)
        answers = _scores(nn, model, unseen).argmax(axis=1)
        shares.append(float((answers == labels).mean()))
        known.append(float((_scores(nn, model, x).argmax(axis=1) == y).mean()))
        guesses.append(len(np.unique(answers)))
        trainings.append(shown)
    mean = float(np.mean(shares))
    each = ", ".join(f"{share:.1%}" for share in shares)
    sentence = f"{mean:.1%} of 1,000 unseen signals are read, on average over three starts ({each})."
    if mean >= TARGET:
        return mean, True, sentence, ""
    worst = int(np.argmin(guesses if 1 in guesses else shares))
    return mean, False, sentence, advice(trainings[worst], (x, y), shares, known, min(guesses))


def advice(shown, signals, shares, known, answers):
    """Say what stands in the way: what the worst network was shown, and what they know of their own 400 signals."""
    x, y = signals
    trouble = shown.trouble(x, y)
    if trouble:
        return trouble
    own, apart = float(np.mean(known)), max(shares) - min(shares)
    told = f"Of their own 400 signals the networks read {own:.0%}."
    if answers == 1:
        return f"One of the networks reads every signal as the same digit. {shown.course()}".rstrip()
    if apart > 0.15:
        return f"{told} The three starts differ by {100 * apart:.0f} points: does each of them learn? {shown.course()}"
    if own < 0.5 and not shown.learned_more(own):
        return f"{told} That is underfitting. {shown.course()}".rstrip()
    if shown.unlike(x):
        return f"{told} {shown.unlike(x)}"
    if own < 0.5:
        return f"{told} Were they trained on signals in another scale or form? {shown.course()}"
    if shown.copies(x):
        return f"{told} {shown.copies(x)}"
    if own > 0.98:
        return f"{told} They still know them by heart: what makes that harder?"
    if shown.falling():
        return f"{told} The loss was still falling: train for longer. {shown.course()}"
    return (
        f"{told} Look at one thing at a time, on signals that you hold back: the size of the network, dropout, the "
        "learning rate, the number of epochs."
    )


def few_signals():
    """Return the first 400 signals with their labels, and the lesson's 1,000 unseen ones with theirs."""
    from nnlearn import datasets

    digits = datasets.mnist1d()
    return (digits.x[:SIGNALS], digits.y[:SIGNALS]), unseen_signals()


@contextlib.contextmanager
def _no_other_signals():
    """Refuse to generate signals while the answer trains: 400 are all there are."""
    from nnlearn import datasets

    def refused(*arguments, **settings):
        raise ValueError("train makes new signals with datasets.mnist1d. The task is to learn from the 400 in x.")

    before = datasets.mnist1d
    datasets.mnist1d = refused
    try:
        yield
    finally:
        datasets.mnist1d = before


def _check_train(train):
    if not callable(train):
        raise TypeError(f'Expected the function train itself, got {describe(train)}: write check("14.6", train).')
    try:
        inspect.signature(train).bind(None, None, None, None)
    except TypeError:
        count = len(inspect.signature(train).parameters)
        raise TypeError(f"train is called with four arguments, nn, x, y and seed; yours takes {count}.") from None


def _check_model(nn, model):
    wanted = "Expected train to return the trained network, got"
    if model is None:
        raise TypeError(f"{wanted} nothing (None): is there a `return`?")
    if type(model).__name__ == "History":
        raise TypeError(f"{wanted} a History, which is what nn.fit gives. Return the network after it.")
    if not isinstance(model, nn.Module):
        raise TypeError(f"{wanted} a {type(model).__name__}.")
    others = sorted({type(one).__name__ for one in model.modules()} - DENSE)
    if others:
        raise TypeError(
            f"The network has a part that is not dense: {', '.join(others)}. Here dense layers, activations, dropout "
            "and normalisation are allowed; the right architecture is lesson 13's answer, and 15's."
        )


def _scores(nn, model, x):
    scores = nn.predict(model, x)
    if scores.shape != (len(x), 10):
        raise ValueError(f"Expected ten scores for each signal, shape ({len(x)}, 10), got shape {scores.shape}.")
    return scores
