"""16.5: real handwriting read with few parameters, and what keeps an answer from it."""

import contextlib
import inspect

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.convolution.watched_training import LESS, watched
from nnlearn.lessons.lenet.shown import shown_in_training

MAX_PARAMETERS, MIN_ACCURACY = 8000, 0.96  # ten starts of the solution: 0.976 to 0.984
FAR = 3.0  # pixels


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
    with watched() as seen, shown_in_training() as shown:
        model = reader(nn, x.copy(), y.copy())
    _check_model(nn, model)
    with _parameters_in_use(nn, model) as parameters:
        share = float((_scores(nn, model, unseen).argmax(axis=1) == labels).mean())
    size = sum(p.numel() for p in parameters.values())
    sentence = f"{share:.1%} of {len(labels):,} unseen digits are right, with {size:,} parameters."
    advice = []
    if share < MIN_ACCURACY:
        advice.append(_too_few_right(nn, model, (seen, shown), (x, y), share))
    if size > MAX_PARAMETERS:
        advice.insert(0, _too_many(model, size))
    advice += filter(None, [_asked_about(shown, x, unseen), "" if advice else _not_counted(nn, model, unseen, labels)])
    return share, not advice, sentence, " ".join(advice)


@contextlib.contextmanager
def _parameters_in_use(nn, model):
    """Yield {id: Parameter} of the model and of every module that is called in the block, also of those in lists."""
    found, call = {id(p): p for p in model.parameters()}, nn.Module.__call__

    def watch(self, *inputs):
        found.update((id(p), p) for p in self.parameters())
        return call(self, *inputs)

    nn.Module.__call__ = watch
    try:
        yield found
    finally:
        nn.Module.__call__ = call


def _asked_about(shown, x, unseen):
    """Say if the network was trained on digits that it is asked about."""
    count = shown.digits_shared(unseen) - shown.digits_shared(x, unseen)
    if count < 5:
        return ""
    return (
        f"In training it was shown {count:,} of the digits that it is asked about, moved or not. Train it on x alone."
    )


def _not_counted(nn, model, unseen, labels):
    """Say if the network reads without its parameters, so that they are not what it has learned."""
    with _parameters_in_use(nn, model) as parameters:
        _scores(nn, model, unseen[:1])
    before = [(p, p.data.copy()) for p in parameters.values()]
    for p, _ in before:
        p.data[...] = 0
    share = float((_scores(nn, model, unseen).argmax(axis=1) == labels).mean())
    for p, values in before:
        p.data[...] = values
    if share < 0.5:
        return ""
    return (
        f"With all of its parameters set to 0 it still reads {share:.1%}: what it has learned lies in something else. "
        "Keep it in layers of nn, or in nn.Parameter, where it is counted."
    )


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
    hidden = size - sum(p.numel() for p in model.parameters())
    if hidden:
        return (
            f"That is {size - MAX_PARAMETERS:,} parameters too many; {hidden:,} are in layers that it calls and that "
            "model.parameters() does not find: in a list, for example."
        )
    layers = [(sum(p.numel() for p in vars(one).values() if hasattr(p, "numel")), one) for one in model.modules()]
    most, layer = max(layers, key=lambda pair: pair[0])
    return f"That is {size - MAX_PARAMETERS:,} parameters too many; {most:,} are in one layer, {layer}."


def _too_few_right(nn, model, watch, trained, share):
    seen, shown = watch
    if seen.networks and id(model) not in seen.networks:
        return "The network that reader returns is not the one that was trained."
    if not seen.networks:
        return "The network was not trained: no loss was computed, and no optimizer took a step."
    x, y = trained
    scores = _scores(nn, model, x[:1000])
    guesses = scores.argmax(axis=1)
    known = float((guesses == y[:1000]).mean())
    changed = shown.count > 0 and shown.in_x(x) < 0.9
    read = shown.read(lambda pictures: nn.predict(model, pictures), x, y)
    if len(np.unique(guesses)) == 1:
        told = f"It reads every digit as {guesses[0]}."
    elif read is None:
        told = f"Of 1,000 digits in x it reads {known:.1%}."
    elif changed:
        told = (
            f"Of pictures as it was shown them in training it reads {read:.1%}, of digits as they are in x {known:.1%}."
        )
    else:
        told = f"Of the digits it was trained on it reads {read:.1%}."
    wrong = seen.what_went_wrong(x, y)
    longer = wrong.endswith("train for longer.")
    causes = [_scale(shown, x), _end(model, scores)]
    if "did not belong together" in wrong or "no optimizer" in wrong or "no loss" in wrong:
        causes = []
    elif not any(causes):
        few = _few(shown, x, read, share)
        wrong = "" if few and LESS in wrong else wrong  # more of the same digits would not make an epoch of x
        causes = [few or (_far(shown, x, read, known) if changed else "")]
    if longer and not any(causes):
        wrong += _small(model)
    if any(causes) or wrong:
        return " ".join(filter(None, [told, *causes, "" if longer and any(causes) else wrong]))
    more, epochs, falling = [told], seen.shown / len(x), seen.still_falling()
    if not seen.has("Conv"):
        more.append("It has no convolution: a dense layer has a weight for each pixel. A small kernel costs 25.")
    if changed and read is not None and read - known > 0.05:
        more.append(
            "So it can read the pictures of its training, and those are not the ones in x. How were they changed?"
        )
    elif falling or epochs < 3:
        count = f"{epochs:.2g} epoch{'s' * (epochs != 1)}"
        more.append(f"It had {count}{', and the loss was still falling' if falling else ''}.{_small(model)}")
    elif max(known, read or 0) - share > 0.02:
        more.append(
            "So it knows these and not others: more epochs will not help. "
            + ("What else could be new in each epoch?" if changed else "How did the lesson make more digits of them?")
        )
    else:
        more.append("It is too small, or not trained to its end: more kernels, or a smaller rate at the end?")
    return " ".join(more)


def _small(model):
    """Say if the network is far smaller than it may be."""
    size = sum(p.numel() for p in model.parameters())
    return f" It has {size:,} parameters, and {MAX_PARAMETERS:,} are allowed." if size < MAX_PARAMETERS / 4 else ""


def _scale(shown, x):
    """Say if the numbers that the network was shown are on another scale than those it is asked about."""
    found = shown.other_scale(x)
    if found is None:
        return ""
    return (
        f"In training it was shown numbers from {found[0]:.3g} to {found[1]:.3g}; those in x, and in the digits it is "
        "asked about, go from 0 to 1. Leave them as they are."
    )


def _end(model, scores):
    """Say if something after the last layer keeps all scores from being negative."""
    if scores.min() < 0:
        return ""
    parts = [one for one in model.modules() if not list(one.children())]
    last = "" if hasattr(parts[-1], "weight") else f", and the last of its parts is {parts[-1]!r}"
    return f"Its ten scores are never below 0{last}. Scores may be any number: nn.CrossEntropyLoss has softmax in it."


def _few(shown, x, read, share):
    """Say if the same few digits were shown again and again, moved or not."""
    used = shown.digits_of(x)
    if not used or used >= 0.9 * len(x) or shown.count < 1.5 * used:
        return ""
    told = (
        f"In training it was shown {shown.count:,} pictures, but only of {used:,} different digits, and x holds "
        f"{len(x):,}."
    )
    if read is not None and read - share > 0.02:
        told += " So it knows these few, and not others: more epochs will not help, more digits will."
    return told


def _far(shown, x, read, known):
    """Say if the pictures in training were moved so far that they are harder than the digits of x."""
    off, usual = shown.off_the_middle(x)
    if off < usual + FAR or read is None or read >= known:
        return ""
    return (
        f"The middle of their ink was {off:.1f} pixels from that of the picture, on average; in x it is {usual:.1f}, "
        "and so in the digits it is asked about. Pictures moved so far are harder, and nobody asks for them. Smaller "
        "steps?"
    )
