"""Numbers as text: equal numbers look equal in every picture, in its labels and in its alt text."""

import re
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from explorer_walk import every_explorer, walk

import nnlearn
from nnlearn.explorers.labels import Labels
from nnlearn.plots.numbers import fixed, short, significant

EVERY = every_explorer()
# a hyphen for a minus sign, a power of ten as Python prints it, a negative zero
WRONG = re.compile(r"(?<![^\s(=·×])-\d|\de[-+]?0|\de[-+]\d|−0(\.0+)?(?![\d.])")


@pytest.mark.parametrize("write", [fixed, significant, short])
def test_every_number_has_a_real_minus_sign_and_zero_has_none(write):
    for power in range(-12, 13):
        for digit in (1.0, -1.0, 2.345, -9.996):
            text = write(digit * 10.0**power)
            assert not WRONG.search(text), text
            assert text.lstrip("−") == write(-digit * 10.0**power).lstrip("−")
    assert write(-0.0) == write(0) == write(np.float32(-0.0)) == write(0.0)
    assert write(float("-inf")) == "−inf"


@pytest.mark.parametrize("write", [fixed, significant, short])
def test_numpy_writes_as_python_does(write):
    for value in (-0.5, 3, 1e-7):
        assert write(np.float64(value)) == write(np.float32(value)) == write(value)


@pytest.mark.parametrize("digits", [1, 2, 3, 5])
def test_digits_are_what_was_asked_for(digits):
    for value in (np.pi * 10.0**power for power in range(-8, 9)):
        text = significant(value, digits).replace("−", "-")
        assert float(text) == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits))
        assert len(re.sub(r"e.*|\D|^0\.0*", "", text)) <= digits
        assert fixed(value, digits).partition(".")[2].isdigit()
        assert len(fixed(value, digits).partition(".")[2]) == digits


def test_a_short_number_is_short_and_near():
    for value in (digit * 10.0**power for power in range(-9, 10) for digit in (1, 1.49, 5.55, 9.949, 9.951, 9.999)):
        assert len(short(value)) <= 6
        assert short(-value) == "−" + short(value)
        assert float(short(value).replace("−", "-")) == pytest.approx(value, rel=0.34)
    assert [short(value) for value in (0.00098, 0.0012, 12.3, 99.6, 456.7, 999.6)] == [
        "1e−3", "0.0012", "12", "100", "457", "1e3",
    ]  # fmt: skip


def texts(explorer):
    """Return all text of a picture, and its alt text, without the names of settings."""
    labels = [artist.get_text() for artist in explorer.picture._moving if isinstance(artist, Labels)]
    found = "\n".join([*labels, explorer.canvas.alt])
    for name in (value for value in vars(explorer.state).values() if isinstance(value, str)):
        found = found.replace(name, "")
    return found.splitlines()


@pytest.mark.parametrize("name", EVERY)
def test_every_picture_writes_its_numbers_alike(name):
    explorer = EVERY[name]()
    for _ in islice(walk(explorer), 12):
        for text in texts(explorer):
            assert not WRONG.search(text), text
    explorer.close()


def test_a_number_written_otherwise_is_found():
    for text in ("loss -0.5", "(-1, 2)", "1e-05", "1.2e+03", "2e-4", "w = −0.00", "−0", "a ·-2"):
        assert WRONG.search(text), text
    for text in ("LeNet-5", "2-3 units", "−0.01", "1e−5 and 3e10", "half-step", "−0.5", "of 1998: 3-layer"):
        assert not WRONG.search(text), text


def test_nobody_writes_a_minus_sign_of_his_own():
    package = Path(nnlearn.__file__).parent
    own = [path for path in package.rglob("*.py") if 'replace("-", "−")' in path.read_text(encoding="utf-8")]
    assert own == [package / "plots" / "numbers.py"]
