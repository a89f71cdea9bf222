"""Write the real data that ship with the course: 6,000 digits of MNIST, 400 kB of Shakespeare, yearly sunspot numbers.

Run by hand, once: `python tools/frozen_data.py FOLDER`, where FOLDER holds MNIST's two test files
(t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz), shakespeare.txt and sunspots_yearly.csv. Lessons print what
networks learn from these files, so they are frozen, and each reader checks their SHA-256.
"""

import hashlib
import io
import sys
from pathlib import Path

import numpy as np

from nnlearn.datasets.idx import gunzip, parse
from nnlearn.files import write_atomically

DATASETS = Path(__file__).resolve().parents[1] / "nnlearn" / "datasets"
PER_CLASS, TRAIN = 600, 500  # digits of each class, and how many of them are to learn from
MAX_CHARACTERS = 400_000


def digits(images, labels):
    """Return a sample of MNIST, the same number of each class, shuffled; the first 5,000 are to learn from.

    MNIST's first 5,000 test digits were written by other people than the last 5,000 and are easier to read, so the
    sample is drawn from all of them.
    """
    rng = np.random.default_rng(1998)
    rows = np.stack([rng.permutation(np.flatnonzero(labels == k))[:PER_CLASS] for k in range(10)])
    train, test = rows[:, :TRAIN].ravel(), rows[:, TRAIN:].ravel()
    chosen = np.concatenate([rng.permutation(train), rng.permutation(test)])
    file = io.BytesIO()
    np.savez_compressed(file, images=images[chosen], labels=labels[chosen])
    return file.getvalue()


def plays(text):
    """Return the beginning of the plays, to the end of a speech."""
    return text[: text.rindex("\n\n", 0, MAX_CHARACTERS)] + "\n"


def main(folder):
    """Write the three files and print their SHA-256."""
    images = parse(gunzip((folder / "t10k-images-idx3-ubyte.gz").read_bytes(), 16 + 10_000 * 784), 3)
    labels = parse(gunzip((folder / "t10k-labels-idx1-ubyte.gz").read_bytes(), 8 + 10_000), 1)
    contents = {
        "mnist_sample.npz": digits(images, labels),
        "shakespeare.txt": plays((folder / "shakespeare.txt").read_text(encoding="ascii")).encode(),
        "sunspots.csv": (folder / "sunspots_yearly.csv").read_bytes().replace(b"\r\n", b"\n"),
    }
    for name, content in contents.items():
        write_atomically(DATASETS / name, content)
        print(name, len(content), hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
