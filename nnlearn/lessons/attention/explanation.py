"""Is attention an explanation? What happens to a translator of dates if it must not look where it looks most."""

import numpy as np

from nnlearn.lessons.attention.translation import places, unseen

DIGITS = np.array([0, 1, 2, 3, 5, 6, 8, 9])  # of year-month-day, without the two hyphens
PART = np.array([0, 0, 0, 0, 1, 1, 2, 2])  # year, month or day


def explained(nn, model, n=300, tried=60, seed=1):
    """Measure whether a model needs the places that its weights name.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    model : Seq2Seq
        A trained translator of dates; it is asked for the eight digits, after the true ones before them.
    n : int, default 300
        Texts of unseen days.
    tried : int, default 60
        Texts of which every character is replaced in turn.
    seed : int, default 1
        Of the places that are hidden at random.

    Returns
    -------
    dict of str to float
        "year", "month", "day": how often the largest weight lies in the right part of the text; "brightest hidden",
        "another hidden", "uniform": the share of digits that change if the place of the largest weight is masked,
        another one at random, or all weights are made equal; "most important": how often the character whose
        replacement by "=" changes the probabilities most is the place of the largest weight, and "next to it", at most
        one beside.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> from nnlearn.lessons.attention.translation import translator
    >>> round(explained(nn, translator(nn, steps=1), n=20, tried=2)["uniform"], 1)
    0.0
    """
    data = unseen(n)
    x, width = data.x, data.source_length
    weights = weights_of(nn, model, x)
    top = weights.argmax(axis=2)  # (n, 8)
    where = places(data.texts, width)[:, PART]  # (n, 8, 2)
    inside = (where[..., 0] <= top) & (top < where[..., 1])
    found = {name: float(inside[:, np.equal(PART, k)].mean()) for k, name in enumerate(("year", "month", "day"))}
    may = np.repeat((x[:, None, :width] != 0), data.y.shape[1], axis=1)  # (n, 10, width)
    before = probabilities(nn, model, x, may).argmax(axis=2)
    rng = np.random.default_rng(seed)
    others = np.where(np.arange(width) == top[..., None], -1.0, rng.random((*top.shape, width)))
    for name, hidden in (("brightest hidden", top), ("another hidden", (others * may[:, DIGITS]).argmax(axis=2))):
        mask = may.copy()
        mask[np.arange(n)[:, None], DIGITS, hidden] = False
        found[name] = float((probabilities(nn, model, x, mask).argmax(axis=2) != before).mean())
    found["uniform"] = _uniform(nn, model, x, may, before)
    most = replaced(nn, model, x[:tried]).argmax(axis=2)  # (tried, 8)
    found["most important"] = float((most == top[:tried]).mean())
    found["next to it"] = float((abs(most - top[:tried]) <= 1).mean())
    return found


def weights_of(nn, model, x):
    """Return the attention weights of the eight digits, (n, 8, source_length)."""
    return nn.to_numpy(model.attention_weights(nn.tensor(x)))[:, DIGITS]


def probabilities(nn, model, x, mask=None):
    """Return the probabilities of each digit, (n, 8, characters); mask (n, 10, source_length) True = may look."""
    with nn.no_grad():
        z = model(nn.tensor(x), attn_mask=None if mask is None else nn.tensor(mask) > 0)
    z = nn.to_numpy(z).swapaxes(1, 2)[:, DIGITS]
    p = np.exp(z - z.max(axis=2, keepdims=True))
    return p / p.sum(axis=2, keepdims=True)


def replaced(nn, model, x):
    """Return how much the probabilities change if one character of the text becomes "=", (n, 8, source_length)."""
    before, width = probabilities(nn, model, x), x.shape[1] - 10
    change = np.zeros((*before.shape[:2], width))
    for place in range(width):
        other = x.copy()
        other[x[:, place] != 0, place] = 1  # the code of "="
        change[:, :, place] = abs(probabilities(nn, model, other) - before).sum(axis=2) / 2
    return change


def agreement(nn, one, two, n=300):
    """Compare two translators on the same unseen days.

    Returns
    -------
    dict of str to float
        "same digits": the share of digits on which they agree; "same place": how often their largest weights are at
        one place; "difference": the mean total variation distance of their weights, from 0 to 1.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> from nnlearn.lessons.attention.translation import translator
    >>> model = translator(nn, steps=1)
    >>> agreement(nn, model, model, n=5)
    {'same digits': 1.0, 'same place': 1.0, 'difference': 0.0}
    """
    x = unseen(n).x
    digits = [probabilities(nn, model, x).argmax(axis=2) for model in (one, two)]
    a, b = (weights_of(nn, model, x) for model in (one, two))
    return {
        "same digits": float((digits[0] == digits[1]).mean()),
        "same place": float((a.argmax(axis=2) == b.argmax(axis=2)).mean()),
        "difference": float(abs(a - b).sum(axis=2).mean() / 2),
    }


def _uniform(nn, model, x, may, before):
    state = {key: nn.to_numpy(value).copy() for key, value in model.state_dict().items()}
    zero = state | {"query.weight": np.zeros_like(state["query.weight"])}  # all scores are 0
    model.load_state_dict({key: nn.tensor(value) for key, value in zero.items()})
    after = probabilities(nn, model, x, may).argmax(axis=2)
    model.load_state_dict({key: nn.tensor(value) for key, value in state.items()})
    return float((after != before).mean())
