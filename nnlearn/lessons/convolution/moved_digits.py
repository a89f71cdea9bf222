"""15.5: trained on digits in the middle, tested on digits anywhere, and what keeps an answer from it."""

import inspect
import math

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.convolution.watched_training import watched

ENOUGH = 0.85  # ten starts of the solution: 0.960 to 0.996
MIDDLE = np.s_[4:12, 4:12]


def moved(images, places, size=16):
    """Put each image of 8 x 8 pixels at its place (row, column) in a dark one."""
    canvas = np.zeros((len(images), 1, size, size), np.float32)
    for one, image, (i, j) in zip(canvas, images, places, strict=True):
        one[0, i : i + 8, j : j + 8] = image
    return canvas


def in_the_middle(images):
    return moved(images, [(4, 4)] * len(images))


def measure(train):
    """Train on digits in the middle, and measure the accuracy on unseen ones elsewhere."""
    from nnlearn import datasets

    _check_train(train)
    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x.reshape(-1, 8, 8) / 16, digits.y, seed=0)
    given = in_the_middle(x)
    with watched() as seen:
        predict = train(given.copy(), y.copy())
    _check_predict(predict)
    places = np.random.default_rng(0).integers(0, 9, size=(len(unseen), 2))
    with watched() as used:
        elsewhere = moved(unseen, places)
        right = labels_of(predict, elsewhere.copy()) == labels
    share = float(right.mean())
    sentence = f"{share:.1%} of {len(labels)} unseen digits, each moved somewhere else, are right."
    how = moved_in_training(seen, given)
    if how:
        return share, False, sentence, f"Digits were moved in training, which the task rules out: {how}"
    known = _asked_about(seen, (elsewhere, in_the_middle(unseen)))
    if known > 2:  # by chance none is equal
        return share, False, sentence, "In training it was shown digits that it is asked about. Train it on x alone."
    if share >= ENOUGH and not seen.networks:
        why = "No network of nn was trained in train, and the check cannot see what another one is shown."
        return share, False, sentence, f"{why} Build yours of the layers of nn."
    if share >= ENOUGH:
        return share, True, sentence
    if used.networks and not used.networks.keys() & seen.networks.keys():
        why = "predict uses another network than the one that was trained." if seen.steps else ""
        return share, False, sentence, why or "The network was not trained: no loss was computed, and no step taken."
    return share, False, sentence, _advice(predict, seen, elsewhere, share, (given, y), (in_the_middle(unseen), labels))


def _check_train(train):
    if not callable(train):
        raise TypeError(f'Expected the function train itself, got {describe(train)}: write check("15.5", train).')
    try:
        inspect.signature(train).bind(None, None)
    except TypeError:
        count = len(inspect.signature(train).parameters)
        raise TypeError(f"train is called with two arguments, x and labels; yours takes {count}.") from None


def _check_predict(predict):
    if predict is None:
        raise TypeError("Expected train to return the function predict, got None: is there a `return`?")
    if isinstance(predict, tuple | list | dict):
        raise TypeError(f"Expected train to return one thing, the function predict, got {describe(predict)}.")
    if isinstance(predict, np.ndarray):
        raise TypeError(
            f"Expected train to return the function predict itself, got {describe(predict)}: "
            "those are labels, not the function that gives them."
        )
    if not callable(predict):
        raise TypeError(f"Expected train to return a function that takes x and gives labels, got {describe(predict)}.")


def labels_of(predict, x):
    """Return the labels that `predict` gives for images x, or raise an error that says what it gives."""
    guesses = predict(x)
    if guesses is None:
        raise TypeError("Expected predict to return labels, got None: is there a `return` in it?")
    if callable(guesses):
        raise TypeError(f"Expected predict(x) to return labels, got {describe(guesses)}, which is not called yet.")
    try:
        guesses = np.asarray(guesses)
    except ValueError:
        raise ValueError(
            "Expected predict to return one label for each digit, got lists of different lengths."
        ) from None
    n = len(x)
    wanted = f"Expected predict to return one label for each digit, shape ({n},), got"
    if guesses.shape == (n, 10):
        raise ValueError(f"{wanted} shape ({n}, 10): ten scores each. The label is the place of the largest.")
    if guesses.shape == (10,):
        raise ValueError(f"{wanted} shape (10,): the largest was looked for along axis 0, over the digits.")
    if guesses.shape == (n, 1):
        raise ValueError(f"{wanted} shape ({n}, 1): there is an axis too many.")
    if guesses.shape == ():
        raise ValueError(f"{wanted} one thing, {guesses.item()!r}. Along which axis is the largest looked for?")
    if guesses.shape != (n,):
        raise ValueError(f"{wanted} shape {guesses.shape} for x of shape {x.shape}.")
    if guesses.dtype.kind not in "biuf" or (guesses != np.round(guesses)).any():
        raise TypeError(
            f"Expected labels, whole numbers from 0 to 9, got {guesses.tolist()[0]!r:.9}. Is it the largest score, and "
            "not its place?"
        )
    return guesses


def moved_in_training(seen, given):
    """Say how a digit was moved that a network was shown in training, or return "" if none was.

    An image counts as moved if it equals a digit of `given`, but shifted: their correlation at that shift is almost 1.
    Images of another size are laid on the middle; there a shift that is the same for all is none.
    """
    pages = [square for page, _ in seen.samples if (square := _square(page)) is not None]
    moves: dict = {}
    for page in _some([page for page in pages if _ink_outside(page)]):
        side = max(len(page), given.shape[2])
        images = _in_the_middle_of(given[:, 0], side)
        with np.errstate(all="ignore"):
            image = _in_the_middle_of(page[None], side)
            alike = np.fft.ifft2(np.fft.fft2(image) * np.fft.fft2(images).conj()).real
            alike = alike / np.sqrt((image**2).sum() * (images**2).sum(axis=(1, 2)))[:, None, None]
        usual = len(page) == given.shape[2]
        if usual:
            alike[:, 0, 0] = 0
        n, down, right = np.unravel_index(alike.argmax(), alike.shape)
        if alike[n, down, right] > 0.95:
            down, right = ((int(k) + side // 2) % side - side // 2 for k in (down, right))
            moves[down, right] = n
            if usual or len(moves) > 1:
                (down, right), n = max(moves.items(), key=lambda move: np.abs(move[0]).sum())
                way = " and ".join(
                    filter(None, (_steps(down, "down", "up"), _steps(right, "to the right", "to the left")))
                )
                return f"the network was shown x[{n}], for example, {way}."
    return ""


def _square(page):
    """Return an image as a square of numbers with paper 0, or None if it is none."""
    side = math.isqrt(page.size)
    if side**2 != page.size or side < 8:
        return None
    page = page.reshape(side, side)
    return page - np.median(page)


def _ink_outside(page):
    """Return whether there is ink outside of the middle 8 x 8 pixels."""
    rest = _in_the_middle_of(page[None], max(16, len(page)))[0]
    edge = (len(rest) - 8) // 2
    ink = abs(page).sum()
    return ink > 0 and rest.sum() - rest[edge : edge + 8, edge : edge + 8].sum() > 0.05 * ink


def _in_the_middle_of(images, side):
    """Put squares (n, k, k) into the middle of empty ones, (n, side, side)."""
    before = (side - images.shape[1]) // 2
    after = side - images.shape[1] - before
    return np.pad(images, ((0, 0), (before, after), (before, after)))


def _some(pages, count=30):
    """Return at most `count` of them, from the beginning to the end."""
    return pages[:: max(1, -(-len(pages) // count))]


def _asked_about(seen, unseen):
    """Return how many of the unseen digits, where they are asked about or in the middle, were shown in training."""
    known = {one.tobytes() for images in unseen for one in images}
    return len({one for page, _ in seen.samples if (one := np.asarray(page, np.float32).tobytes()) in known})


def _steps(count, forward, back):
    return f"{abs(count)} pixel{'s' * (abs(count) != 1)} {forward if count > 0 else back}" if count else ""


def _advice(predict, seen, elsewhere, share, trained, middle):
    known, unseen = (float((labels_of(predict, images) == labels).mean()) for images, labels in (trained, middle))
    wrong = seen.what_went_wrong(*trained)
    slow = wrong.endswith("train for longer.")
    guesses = np.unique(labels_of(predict, middle[0]))
    told = f"In the middle it reads {unseen:.1%} of them, and of the digits it was trained on {known:.1%}."
    if len(guesses) == 1:
        told = f"It gives {guesses[0]} for every digit."
    elif unseen >= ENOUGH and unseen - share > 0.05:
        why = _middle_only(predict, elsewhere) or _places(seen)
        return f"In the middle it reads {unseen:.1%} of the same digits: it can read, but only there. {why}"
    if wrong and not slow:
        return f"{told} {wrong}"
    other = _other_in_predict(seen, known)
    if other:
        return f"{told} {other}"
    end = _end(seen)
    more = [told, end or wrong]
    if unseen - share > 0.05:
        more.append(_places(seen))
    elif not slow:
        more.insert(0, "The place hardly matters any more, but it has learned too little.")
    maps = seen.flattened[1] if len(seen.flattened) == 4 and seen.flattened[2:] == (1, 1) else 0
    if seen.still_falling() and not slow and not end:
        more.append(f"The loss was still falling after {seen.shown / len(trained[0]):.2g} epochs: train for longer.")
    if maps and "Conv2d" in seen.layers and seen.layers["Conv2d"].weight.shape[2:] == (1, 1):
        more.append("A kernel of 1 × 1 sees one pixel at a time, and no parts of digits.")
    if 0 < maps < 20:
        more.append(f"Only {maps} numbers, one for each map, reach the dense layer. More kernels find more.")
    if maps and seen.has("AvgPool", "AdaptiveAvgPool"):
        more.append("In the mean over a map a small part of a digit hardly counts; the largest number keeps it.")
    return " ".join(filter(None, more))


def _other_in_predict(seen, known):
    """Say that `predict` reads far less than the network did in training, or return "" if that is not sure.

    A digit that is read wrongly has a cross-entropy of at least ln 2, so the mean loss bounds their share.
    """
    if not seen.has("CrossEntropyLoss") or not seen.losses or known > 0.9 - seen.last_loss() / np.log(2):
        return ""
    return (
        f"In training the loss near the end was {seen.last_loss():.2f} on average, so the network read most of what it "
        "was shown there. Does predict give it pictures made in the same way, and are its labels the places of the "
        "largest scores?"
    )


def _end(seen):
    """Say if an activation follows the last layer, or return ""."""
    net = list(seen.networks.values())[-1] if seen.networks else None
    parts = [one for one in net.modules() if not list(one.children())] if net else []
    if not parts or type(parts[-1]).__name__ not in ("ReLU", "Sigmoid", "Tanh", "Softmax"):
        return ""
    return (
        f"The last part of its network is {parts[-1]!r}. Scores may be any number: nn.CrossEntropyLoss has softmax in "
        "it."
    )


def _middle_only(predict, images):
    """Say that `predict` looks at the middle only, or return "" if anything else counts."""
    cut = np.zeros_like(images)
    cut[:, :, *MIDDLE] = images[:, :, *MIDDLE]
    if not np.array_equal(labels_of(predict, images.copy()), labels_of(predict, cut)):
        return ""
    return (
        "With all pixels outside of the middle 8 × 8 set to 0, predict gives the same labels: it looks only at the "
        "middle. Give the network the whole image."
    )


def _places(seen):
    """Say what in the network depends on the place, from the layers that were called."""
    if seen.layers and not seen.has("Conv"):
        return "It has no convolution: a dense layer learns each pixel by itself."
    if len(seen.flattened) == 4 and np.prod(seen.flattened[2:]) > 1:
        _, maps, high, wide = seen.flattened
        return (
            f"The layer after Flatten gets {maps} maps of {high} × {wide} numbers, and has other weights for each of "
            "these places."
        )
    if "Conv2d" in seen.layers and not np.any(seen.layers["Conv2d"].padding):
        return "Many digits now lie at the edge, and a kernel without padding goes only where it fits completely."
    return "What in it has other weights for each place?"
