"""Train LeNet-5 once and write what lesson 16 ships: weights on the digits in both forms, and a record of MNIST.

Run by hand, each takes a minute or two: `python -m nnlearn.lessons.lenet.train digits`, and `... mnist`, which needs
the 10,000 digits of MNIST's test part (`nnlearn data fetch mnist`).
`tests/lessons/test_explorer_lenet.py` trains on the digits again and compares the shipped weights with the result.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.metrics import accuracy, confusion_matrix

HOME = Path(__file__).parent
EPOCHS, RATE, BATCH = 8, 0.002, 32
COPIES = 4  # of each digit, each in a different place


def train(model, train_part, test_part, epochs):
    """Train with the lesson's settings; return the mean loss and the share right on the test part after each epoch."""
    right = []

    def measure(run):
        if run.end_of_epoch:
            right.append(accuracy(nn.predict(run.model, test_part[0]), test_part[1]))

    nn.manual_seed(0)
    optimizer = nn.Adam(model.parameters(), lr=RATE)
    history = nn.fit(
        model, nn.CrossEntropyLoss(), optimizer, *train_part, epochs=epochs, batch_size=BATCH, callbacks=[measure]
    )
    return history.loss, right


def scattered(x, rng):
    """Return images (n, 1, 32, 32), each moved by up to four pixels in both directions."""
    places = rng.integers(-4, 5, size=(len(x), 2))
    return np.stack([np.roll(image, place, axis=(1, 2)) for image, place in zip(x, places, strict=True)])


def on_digits(form, epochs=EPOCHS):
    """Return LeNet-5 trained on three quarters of the digits, scattered, and the share of the others that it reads."""
    digits, rng = datasets.digits(images=True), np.random.default_rng(0)
    (x, y), (unseen, labels) = datasets.split(datasets.enlarge(digits.x / 16, 24, border=4), digits.y, seed=0)
    x, y = scattered(np.concatenate([x] * COPIES), rng), np.tile(y, COPIES)
    nn.manual_seed(0)
    model = nn.LeNet5(form=form)
    _, right = train(model, (x, y), (scattered(unseen, rng), labels), epochs)
    return model, right[-1]


def on_mnist(form, epochs=15):
    """Return the record of a training on three quarters of MNIST's test part, measured on the rest."""
    digits = datasets.mnist("test")
    parts = datasets.split(digits.x / 255, digits.y, seed=0)
    nn.manual_seed(0)
    model, began = nn.LeNet5(form=form, size=28), time.perf_counter()
    loss, right = train(model, parts[0], parts[1], epochs)
    minutes = (time.perf_counter() - began) / 60
    counts = confusion_matrix(nn.predict(model, parts[1][0]), parts[1][1])
    return {
        "form": form,
        "trained on": len(parts[0][1]),
        "measured on": len(parts[1][1]),
        "minutes": round(minutes, 1),
        "loss": [round(float(value), 4) for value in loss],
        "right": [round(float(value), 4) for value in right],
        "confusion": counts.tolist(),
    }


if __name__ == "__main__":
    (which,) = sys.argv[1:]
    if which == "digits":
        for form in ("1998", "today"):
            model, right = on_digits(form)
            small = {name: values.astype(np.float16) for name, values in model.state_dict().items()}
            nn.save(small, HOME / f"weights_{form}.safetensors")
            print(form, f"{right:.3f} right")
    else:
        records = [on_mnist(form) for form in ("1998", "today")]
        for record in records:
            print(record["form"], record["right"], f"{record['minutes']} min")
        (HOME / "mnist_training.json").write_text(json.dumps(records, indent=1).replace("\n   ", " ") + "\n")
