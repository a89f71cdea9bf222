"""16.5: real handwriting read with few parameters, and what keeps an answer from it."""

import inspect

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.convolution.watched_training import watched

MAX_PARAMETERS, MIN_ACCURACY = 8000, 0.96  # ten starts of the solution: 0.976 to 0.984


def mnist(part):
    """Return images (n, 1, 28, 28), 0 to 1, and labels of a part of the MNIST sample."""
    from nnlearn import datasets

    digits = datasets.mnist_sample(part)
    return digits.x / 255, digits.y


def measure(reader):
    """Let the answer train a network on 5,000 digits, and measure its accuracy on 1,000 others."""
    import nnlearn.numpy as nn

    _check_reader(reader)
    (x, y), (unseen, labels) = mnist("train"), mnist("test")
    nn.manual_seed(0)
    with watched() as seen:
        model = reader(nn, x.copy(), y.copy())
    _check_model(nn, model)
    size = sum(p.numel() for p in model.parameters())
    share = float((_scores(nn, model, unseen).argmax(axis=1) == labels).mean())
    sentence = f"{share:.1%} of {len(labels):,} unseen digits are right, with {size:,} parameters."
    advice = []
    if share < MIN_ACCURACY:
        advice.append(_too_few_right(nn, model, seen, (x, y), share))
    if size > MAX_PARAMETERS:
        advice.insert(0, _too_many(model, size))
    return share, not advice, sentence, " ".join(advice)


def _check_reader(reader):
    if not callable(reader):
        raise TypeError(f'Expected the function reader itself, got {describe(reader)}: write check("16.5", reader).')
    try:
        inspect.signature(reader).bind(None, None, None)
    except TypeError:
        count = len(inspect.signature(reader).parameters)
        raise TypeError(f"reader is called with three arguments, nn, x and y; yours takes {count}.") from None


def _check_model(nn, model):
    wanted = "Expected reader to return the trained network, got"
    if model is None:
        raise TypeError(f"{wanted} None: is there a `return`?")
    if type(model).__name__ == "History":
        raise TypeError(f"{wanted} a History, which is what nn.fit gives. Return the network after it.")
    if isinstance(model, tuple | list | dict):
        raise TypeError(f"{wanted} {describe(model)}: return the network alone, as one nn.Sequential.")
    if isinstance(model, type):
        raise TypeError(
            f"{wanted} the class {model.__name__}: it has no weights yet. Make a network of it, and train that."
        )
    if not isinstance(model, nn.Module):
        raise TypeError(f"{wanted} {describe(model)}.")


def _scores(nn, model, x):
    scores = nn.predict(model, x)
    if scores.shape != (len(x), 10):
        raise ValueError(
            f"Expected ten scores for each digit, shape ({len(x)}, 10), got an output of shape {scores.shape}. What is "
            "the last layer of your network?"
        )
    return scores


def _too_many(model, size):
    layers = [(sum(p.numel() for p in vars(one).values() if hasattr(p, "numel")), one) for one in model.modules()]
    most, layer = max(layers, key=lambda pair: pair[0])
    return f"That is {size - MAX_PARAMETERS:,} parameters too many; {most:,} are in one layer, {layer}."


def _too_few_right(nn, model, seen, trained, share):
    if seen.networks and id(model) not in seen.networks:
        return "The network that reader returns is not the one that was trained."
    if not seen.networks:
        return "The network was not trained: no loss was computed, and no optimizer took a step."
    x, y = trained
    guesses = _scores(nn, model, x[:1000]).argmax(axis=1)
    known = float((guesses == y[:1000]).mean())
    told = f"Of the digits it was trained on it reads {known:.1%}."
    if len(np.unique(guesses)) == 1:
        told = f"It reads every digit as {guesses[0]}."
    wrong = seen.what_went_wrong(x, y)
    if wrong:
        return f"{told} {wrong}"
    more, epochs, falling = [told], seen.shown / len(x), seen.still_falling()
    others = _saw_others(seen, x)
    if not seen.has("Conv"):
        more.append("It has no convolution: a dense layer has a weight for each pixel. A small kernel costs 25.")
    if others and known < 0.8 and seen.last_loss() < 0.5:
        more.append(
            f"But its loss fell to {seen.last_loss():.2f} on what it was shown in training, and those were not the "
            "images as they are in x. How were they changed?"
        )
    elif falling or epochs < 3:
        count = f"{epochs:.2g} epoch{'s' * (epochs != 1)}"
        more.append(f"It had {count}{', and the loss was still falling' if falling else ''}.")
    elif known - share > 0.02:
        more.append(
            "So it knows these and not others: more epochs will not help. "
            + ("What else could be new in each epoch?" if others else "How did the lesson make more digits of them?")
        )
    else:
        more.append("It is too small, or not trained to its end: more kernels, or a smaller rate at the end?")
    return " ".join(more)


def _saw_others(seen, x):
    """Return whether the network was shown images that are not in x."""
    known = {one.tobytes() for one in x}
    return any(np.asarray(one, x.dtype).tobytes() not in known for one, _ in seen.samples)
