"""The two trainings whose results are stored next to this file: `python -m nnlearn.lessons.recurrent_networks.train`.

- `weights.txt`: the weights of the small network of the recurrent explorer; some seconds.
- `long_training.json`: the curve and the samples of the long training of lesson 18; a few minutes.

Both read nine tenths of the shipped Shakespeare and are measured on the rest. Nothing is held or tuned on the way.
"""

import json
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.files import write_atomically

HERE = Path(__file__).parent
LETTERS = "abcdefghijklmnopqrstuvwxyz ,."  # what the small network reads
UNITS = 24
EPOCHS = 30  # of the long training
SAMPLED = (0, 1, 3, EPOCHS)  # epochs after which it writes a sample
SPEAKER = "GLOUCESTER:\n"  # what each sample begins with


def plain_text():
    """Return Shakespeare in lower case; whatever is not a letter, comma or full stop becomes one space.

    Examples
    --------
    >>> plain_text()[:35]
    'first citizen before we proceed any'
    """
    kept = (c if c in LETTERS else " " for c in datasets.shakespeare().text.lower())
    return " ".join("".join(kept).split())


def halves(codes, length):
    """Return windows of a text for training, from its first nine tenths, and for validation, from the rest."""
    cut = len(codes) * 9 // 10
    return tuple(datasets.windows(part, length, step=length) for part in (codes[:cut], codes[cut:]))


def train_small():
    """Train the explorer's network and return its arrays U, W, b, V, c, as `network.trained` does."""
    text = plain_text()
    nn.manual_seed(0)
    model = nn.CharRNN(LETTERS, hidden_size=UNITS, cell="RNN", embedding_size=16)
    (x, y), validation = halves(model.encode(text), 40)
    optimizer = nn.Adam(model.parameters(), lr=0.01)
    for lr, epochs in ((0.01, 10), (0.003, 6)):
        optimizer.param_groups[0]["lr"] = lr
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs, batch_size=32, validation=validation)
    w, order = model.state_dict(), model.encode(LETTERS)  # CharRNN sorts its alphabet
    U = (w["recurrent.weight_ih_l0"] @ w["embedding.weight"].T)[:, order]
    b = w["recurrent.bias_ih_l0"] + w["recurrent.bias_hh_l0"]
    return U, w["recurrent.weight_hh_l0"], b, w["head.weight"][order], w["head.bias"][order]


def train_long():
    """Train a character model for thirty epochs; return the losses of each epoch and some samples."""
    data = datasets.shakespeare()
    nn.manual_seed(0)
    model = nn.CharRNN(data.characters, hidden_size=256, cell="RNN", embedding_size=32)
    (x, y), validation = halves(data.encode(data.text), 64)
    samples = {}

    def sample(run=None):
        epoch = 0 if run is None else run.epoch
        if epoch in SAMPLED and (run is None or run.end_of_epoch):
            rng = np.random.default_rng(0)
            samples[epoch] = model.sample(SPEAKER, 300, temperature=0.7, generator=rng)

    sample()
    optimizer = nn.Adam(model.parameters(), lr=0.002)
    history = nn.fit(
        model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=EPOCHS, batch_size=32, callbacks=[sample],
        validation=validation,
    )  # fmt: skip
    losses = {"training": history.loss, "validation": history.validation}
    return {name: np.round(values, 3).tolist() for name, values in losses.items()} | {"samples": samples}


def write(name, text):
    """Write one of the two files, next to this one."""
    write_atomically(HERE / name, text)


def main():
    """Train both and write their files."""
    numbers = (" ".join(f"{value:.2f}" for value in array.ravel()) for array in train_small())
    write("weights.txt", "\n".join(numbers) + "\n")
    write("long_training.json", json.dumps(train_long(), indent=1) + "\n")


if __name__ == "__main__":
    main()
