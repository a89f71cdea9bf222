"""19.6: networks that must recall a symbol over 300 steps of noise, and what keeps an answer from the target."""

import inspect

import numpy as np

from nnlearn.arguments import describe

DISTANCE, STARTS, TARGET, MOST = 300, 2, 0.99, 5000
TARGET_WORDS = "99 % of 1,000 unseen sequences recalled over 300 steps of noise, on average over two starts"
SHORTER = (0, 1, 2, 5, 10, 20, 40, 80, 160)  # how far does it remember, if not to the end?
RECURRENT = {"RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "CharRNN"}
UNSEEN = 1_000_000  # a seed that no loop over steps comes to


def measure(train):
    """Let the answer train a network from two starts, and measure what they recall over 300 steps of noise."""
    import nnlearn.numpy as nn

    _check_train(train)
    shares, models = [], []
    for seed in range(STARTS):
        nn.manual_seed(seed)
        model = train(nn, DISTANCE, seed)
        _check_model(nn, model)
        models.append(model)
        shares.append(recalled(nn, model, DISTANCE, 1000))
    mean = float(np.mean(shares))
    each = " and ".join(f"{_down(share)}" for share in shares)
    sentence = (
        f"Over {DISTANCE} steps of noise {each} of 1,000 unseen sequences are recalled, {_down(mean)} on average."
    )
    if mean >= TARGET:
        return mean, True, sentence, ""
    return mean, False, sentence, advice(nn, models[int(np.argmin(shares))])


def _down(share):
    """Return a share in percent, never more than it is: 98.96 must not be shown as 99."""
    return f"{np.floor(1000 * share) / 10:g} %"


def recalled(nn, model, distance, n):
    """Return the share of n unseen sequences whose symbol a model recalls."""
    from nnlearn.datasets import recall_task

    unseen = recall_task(n, distance=distance, seed=UNSEEN)
    return float((_logits(nn, model, unseen.x).argmax(axis=1) == unseen.y).mean())


def advice(nn, model):
    """Say how far a network remembers, and what its gates do to a cell in the meantime."""
    far = [distance for distance in SHORTER if recalled(nn, model, distance, 200) >= 0.95]
    if not far:
        found = recalled(nn, model, 0, 200)
        told = f"Asked at once, without any noise, the weaker network is right in {_down(found)}."
    else:
        told = (
            f"The weaker network recalls over {max(far)} {'step' if max(far) == 1 else 'steps'} of noise and no more."
        )
    return f"{told} {_gates(model)}"


def _gates(model):
    """Look into the recurrent layer: for how long does a cell keep, and how much noise is written into it?"""
    layers = [layer for layer in model.modules() if type(layer).__name__ in ("LSTM", "GRU", "RNN")]
    kinds = {type(layer).__name__ for layer in layers}
    if kinds == {"RNN"}:
        return (
            "A plain network rewrites its whole state in every step, so the gradient meets a slope and a matrix in "
            "each of 300. Which layers of the lesson need not?"
        )
    if len(layers) != 1 or layers[0].num_layers != 1 or layers[0].input_size != 9:
        return "For how many steps does it keep half of a cell, and what is written into the cell meanwhile?"
    layer, half = layers[0], half_life(layers[0])
    keeping, name = ("f", "cell") if kinds == {"LSTM"} else ("z", "state")
    if half < DISTANCE / 10:
        return (
            f"While it reads noise, its best unit has half of its {name} left after {half:.2g} steps: by 300 nothing "
            f"of the symbol is there, nor of the gradient. Which bias of {keeping} would keep it, from the start?"
        )
    if keeping == "f":
        written = np.mean([layer.gates(_noise())["i"][:, 1:, keepers(layer)]])
        if written > 0.05:
            return (
                f"Its best units keep half for {half:.0f} steps, but in each of them the input gate stands at "
                f"{written:.2f}: the noise of 300 steps is written on top. Which bias would shut it at first?"
            )
    return (
        f"Its best units keep half of what they hold for {half:.0f} steps, so the way is open. Was it trained for "
        "long enough, on fresh sequences, and with clipped gradients and a learning rate near 0.01?"
    )


def _noise():
    from nnlearn.datasets import recall_task

    return recall_task(20, distance=60, seed=UNSEEN).x[:, :-1]


def _kept(layer):
    """Return the mean logarithm of the keeping gate of each unit over noise."""
    gate = layer.gates(_noise())["f" if type(layer).__name__ == "LSTM" else "z"]
    return np.log(np.maximum(gate[:, 1:], 1e-30)).mean(axis=(0, 1), dtype=float)


def keepers(layer):
    """Return the units that keep longest, a quarter of them."""
    kept = _kept(layer)
    return np.argsort(kept, kind="stable")[-max(1, len(kept) // 4) :]


def half_life(layer):
    """Return after how many steps of noise the unit that keeps longest has half left of what it held."""
    return float(min(np.log(2) / max(-_kept(layer).max(), 1e-9), 1e6))


def _check_train(train):
    if not inspect.isroutine(train):
        raise TypeError(f'Expected the function train itself, got {describe(train)}: write check("19.6", train).')
    try:
        inspect.signature(train).bind(None, None, None)
    except TypeError:
        count = len(inspect.signature(train).parameters)
        raise TypeError(f"train is called with three arguments, nn, distance and seed; yours takes {count}.") from None


def _check_model(nn, model):
    wanted = "Expected train to return the trained network, got"
    if model is None:
        raise TypeError(f"{wanted} nothing (None): is there a `return`?")
    if not isinstance(model, nn.Module):
        raise TypeError(f"{wanted} {describe(model)}.")
    layers = [layer for layer in model.modules() if type(layer).__name__ in RECURRENT]
    if not layers:
        raise TypeError("The network has no recurrent layer; the memory must be a state that goes from step to step.")
    if any(getattr(layer, "bidirectional", False) for layer in layers):
        raise TypeError("A layer that reads from the end as well has nothing to remember. Leave bidirectional out.")
    weights = sum(parameter.data.size for parameter in model.parameters())
    if weights > MOST:
        raise ValueError(
            f"The network has {weights:,} weights, and {MOST:,} are allowed. Each unit of an LSTM costs four rows, "
            "of a GRU three, each with a weight for every unit: how many units do four symbols need?"
        )


def _logits(nn, model, x):
    z = np.asarray(nn.predict(model, x))
    if z.shape != (len(x), 4):
        raise ValueError(
            f"Expected four logits for each sequence, shape ({len(x)}, 4), got shape {z.shape}. Only the output after "
            "the last step answers, as in reader(nn, layer, 4)."
        )
    return z
