"""Write the real data of lesson 32 that ship with the course, from copies of the sources.

Run by hand, once: `python tools/application_data.py FOLDER`, where FOLDER holds SouthGermanCredit.asc (English column
names), bikes.npz, omniglot.npz, f4.npz (log-mel pictures of the Free Spoken Digit Dataset), amazon_cells.txt, imdb.txt,
yelp.txt and esol.csv. Lessons print what is learned from these files, so they are frozen, and each reader checks their
SHA-256. What was changed is in the file `<name>_LICENSE.txt` beside each.
"""

import csv
import hashlib
import io
import sys
from pathlib import Path

import numpy as np

from nnlearn.files import write_atomically

DATASETS = Path(__file__).resolve().parents[1] / "nnlearn" / "datasets"
UCI_CREDIT = "5f363343f356ca38a0236baab849e472846399b2176ccc5bd686483dd8a7562f"  # SHA-256 of UCI's file
GERMAN = "laufkont laufzeit moral verw hoehe sparkont beszeit rate famges buerge wohnzeit verm alter weitkred wohn "
GERMAN += "bishkred beruf pers telef gastarb kredit"
SENTENCES = {"amazon_cells": 58226, "imdb": 85285, "yelp": 61320}  # bytes of the genuine files
SPEAKERS = sorted(["george", "jackson", "lucas", "nicolas", "theo", "yweweler"])
DOUBLED = ["Greek/small2", "Latin/small2"]  # also in small1


def packed(**arrays):
    """Return the bytes of a compressed file of arrays."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def credit(folder):
    """Return the table as it is, but for the spaces, if it is UCI's: theirs has German column names and CRLF."""
    head, *rows = (folder / "SouthGermanCredit.asc").read_text(encoding="ascii").splitlines()
    original = "".join(f"{row}\r\n" for row in (GERMAN, *rows)).encode()
    if hashlib.sha256(original).hexdigest() != UCI_CREDIT:
        raise ValueError("SouthGermanCredit.asc is not UCI's table with other column names")
    return "".join(row.replace(" ", ",") + "\n" for row in (head, *rows)).encode()


def bikes(folder):
    """Return counts (17544,), -1 where the source has no row, and whether each of 731 days is a working day."""
    with np.load(folder / "bikes.npz") as source:
        count, working = source["count"], np.unpackbits(source["working"]).reshape(-1, 24)
    rows = count.reshape(-1, 24) >= 0
    day = (working & rows).any(axis=1)
    if not (working.astype(bool) == (day[:, None] & rows)).all():
        raise ValueError("bikes.npz has a day that is partly a working day")
    return packed(count=count, working=np.packbits(day))


def omniglot(folder):
    """Return the drawings by alphabet, letter and drawer, each alphabet once; rows are packed by eight."""
    with np.load(folder / "omniglot.npz") as source:
        kept = ~np.isin(source["alphabet"], DOUBLED)
        images = np.unpackbits(source["x"][kept], axis=1)[:, :784].reshape(-1, 28, 28)
        letter, names = source["y"][kept], np.array([name.split("/")[0] for name in source["alphabet"][kept]])
    order = np.argsort(letter, kind="stable")
    if (letter[order] != np.repeat(np.arange(242), 20)).any():
        raise ValueError("omniglot.npz does not hold 20 drawings of each of 242 letters")
    alphabets, counts = np.unique(names, return_counts=True)
    rows = np.pad(images[order], ((0, 0), (0, 4), (0, 0)))
    return packed(images=np.packbits(rows, axis=1), alphabets=alphabets, letters=(counts // 20).astype(np.uint8))


def spoken_digits(folder):
    """Return the pictures by digit, speaker and take, each band as its difference from the band below, modulo 16."""
    with np.load(folder / "f4.npz") as source:
        pairs = source["x"]
    levels = np.stack([pairs >> 4, pairs & 15], axis=-1).reshape(10, 6, 50, 32, 32)
    takes = [int(name) for name in sorted(map(str, range(50)))]  # the order of file names: 0, 1, 10 ...
    levels = levels[:, :, np.argsort(takes)].reshape(-1, 32, 32)
    steps = np.diff(levels.astype(np.int16), axis=1, prepend=0) % 16
    return packed(steps=steps.astype(np.uint8), speakers=np.array(SPEAKERS))


def sentences(folder):
    """Return the three files as bytes, if they have the right sizes."""
    contents = {name: (folder / f"{name}.txt").read_bytes() for name in SENTENCES}
    if {name: len(content) for name, content in contents.items()} != SENTENCES:
        raise ValueError("one of the three files of sentences was altered")
    return packed(**{name: np.frombuffer(content, np.uint8) for name, content in contents.items()})


def solubility(folder):
    """Return SMILES and the measured value of each molecule."""
    with (folder / "esol.csv").open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [f"{row['smiles'].strip()},{row['measured log solubility in mols per litre']}" for row in rows]
    return "".join(f"{line}\n" for line in ("smiles,log_solubility", *lines)).encode()


def main(folder):
    """Write the six files and print their sizes and SHA-256."""
    contents = {
        "credit.csv": credit(folder),
        "bikes.npz": bikes(folder),
        "omniglot.npz": omniglot(folder),
        "spoken_digits.npz": spoken_digits(folder),
        "sentences.npz": sentences(folder),
        "solubility.csv": solubility(folder),
    }
    for name, content in contents.items():
        write_atomically(DATASETS / name, content)
        print(name, len(content), hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
