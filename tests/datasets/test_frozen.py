"""The real data that ship with the course: what they hold, and that a changed file is refused."""

from pathlib import Path

import numpy as np
import pytest

from nnlearn import datasets as data
from nnlearn.datasets import frozen

HOME = Path(data.__file__).parent


def test_the_two_parts_of_the_sample_of_mnist_are_balanced_and_share_no_digit():
    train, test = data.mnist_sample(), data.mnist_sample("test")
    assert np.bincount(train.y).tolist() == [500] * 10
    assert np.bincount(test.y).tolist() == [100] * 10
    seen = {image.tobytes() for image in train.x}
    assert len(seen) == 5000
    assert not seen & {image.tobytes() for image in test.x}


def test_the_sample_of_mnist_is_shuffled():
    assert len(set(data.mnist_sample().y[:20].tolist())) > 5


def test_the_sample_of_mnist_holds_digits_that_a_straight_line_reads():
    """Images and labels belong together: the nearest class mean is right for about four of five digits."""
    train, test = data.mnist_sample(), data.mnist_sample("test")
    means = np.stack([train.x[train.y == k].mean(axis=0).ravel() for k in range(10)])
    distances = ((test.x.reshape(1000, 1, -1) - means) ** 2).sum(axis=2)
    assert 0.75 < (distances.argmin(axis=1) == test.y).mean() < 0.9


def test_shakespeare_begins_where_it_does_and_ends_with_a_speech():
    text = data.shakespeare()
    assert text.text.startswith("First Citizen:\nBefore we proceed any further, hear me speak.\n")
    assert text.text.endswith("\n")
    assert 390_000 < len(text.text) <= 400_000
    assert text.decode(text.encode(text.text[:500])) == text.text[:500]
    assert data.shakespeare(5).characters == text.characters


@pytest.mark.parametrize("wrong", [0, -1, 10**7, 1.5, "all", True])
def test_a_wrong_number_of_characters_is_refused(wrong):
    with pytest.raises((TypeError, ValueError), match="shakespeare expected n"):
        data.shakespeare(wrong)


@pytest.mark.parametrize("wrong", ["all", None, 3])
def test_a_wrong_part_is_refused(wrong):
    with pytest.raises(ValueError, match="mnist_sample expected part"):
        data.mnist_sample(wrong)


FILES = {
    "colour_names.txt": data.colour_names,
    "mnist_sample.npz": data.mnist_sample,
    "shakespeare.txt": data.shakespeare,
    "sunspots.csv": data.sunspot_numbers,
    "code_signs.npz": data.code_signs,
    "conditions.txt": data.conditions,
    "credit.csv": data.credit,
    "bikes.npz": data.bikes,
    "omniglot.npz": data.omniglot,
    "spoken_digits.npz": data.spoken_digits,
    "sentences.npz": data.sentences,
    "solubility.csv": data.solubility,
}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(name, tmp_path, monkeypatch):
    content = (HOME / name).read_bytes()
    monkeypatch.setattr(frozen, "__file__", str(tmp_path / "frozen.py"))
    with pytest.raises(FileNotFoundError):
        FILES[name]()
    (tmp_path / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(OSError, match=f"{name} is not the file that was shipped".replace(".", r"\.")):
        FILES[name]()
    (tmp_path / name).write_bytes(content)
    FILES[name]()


def test_windows_line_ends_do_not_change_a_text(tmp_path, monkeypatch):
    content = (HOME / "shakespeare.txt").read_bytes()
    monkeypatch.setattr(frozen, "__file__", str(tmp_path / "frozen.py"))
    (tmp_path / "shakespeare.txt").write_bytes(content.replace(b"\n", b"\r\n"))
    assert data.shakespeare(20).text == "First Citizen:\nBefor"


def test_the_sunspots_are_those_of_309_years():
    spots = data.sunspot_numbers()
    assert spots.x[:, 0].tolist() == list(range(1700, 2009))
    assert spots.y[[0, 1, -1], 0].tolist() == pytest.approx([5, 11, 2.9])
    frequencies = np.abs(np.fft.rfft(spots.y[:, 0] - spots.y.mean()))
    assert 309 / frequencies.argmax() == pytest.approx(11, abs=0.5)  # years per cycle
