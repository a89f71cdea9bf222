"""The data sets, their cards, and the tools that prepare them."""

import dataclasses
import itertools
import subprocess
import sys

import numpy as np
import pytest

from nnlearn import datasets as data

TABLES = [data.iris, data.wine, data.breast_cancer, data.diabetes, data.digits]
GENERATED = [data.blobs, data.circles, data.moons, data.spirals, data.checkerboard, data.sine, data.ring]
GENERATED += [data.waves, data.sunspots]
PICTURES = [data.photographs, data.patches, data.mnist_sample, data.omniglot, data.spoken_digits]
SEQUENCES = [data.recall_task, data.adding_task]
SETS = [*TABLES, *GENERATED, *(lambda gate=gate: data.gates(gate) for gate in ("and", "or", "xor", "not"))]
SETS += [
    *PICTURES,
    *SEQUENCES,
    data.sunspot_numbers,
    data.gaussians,
    data.bars,
    lambda: data.mnist1d(200),
    lambda: data.mnist1d(200, shuffled=True),
    data.strokes,
    data.credit,
    lambda: data.credit(one_hot=True),
    data.bikes,
    data.vowels,
]


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'sklearn', 'scipy', 'torch', 'matplotlib', 'pandas'}"
    code = f"import sys, nnlearn.datasets, nnlearn.metrics; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("make", SETS)
def test_every_set_keeps_the_contract(make):
    got = make()
    assert got.x.dtype == np.float32
    assert got.x.flags.c_contiguous
    assert len(got.features) == (0 if make in PICTURES + SEQUENCES else np.prod(got.x.shape[1:]))
    assert all(type(name) is str for name in (*got.features, *got.classes))
    if got.classes:
        assert got.y.dtype == np.int64
        assert got.y.shape == (len(got.x),)
        assert np.unique(got.y).tolist() == list(range(len(got.classes)))
    else:
        assert got.y.dtype == np.float32
        assert got.y.shape == (len(got.x), 1)


@pytest.mark.parametrize("make", SETS)
def test_every_card_is_one_paragraph_that_says_what_it_must(make):
    got = make()
    text = " ".join(got.card.split())
    places = [text.index(word) for word in ("Source: ", "Licence: ", "Shapes: ", "Good for: ")]
    assert places == sorted(places)
    assert "\n\n" not in got.card
    assert max(map(len, got.card.splitlines())) <= 96
    assert f"x ({len(got.x)}" in text


@pytest.mark.parametrize("make", SETS)
def test_what_a_learner_writes_into_a_set_is_not_in_the_next_one(make):
    first, again = make(), make()
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.y, again.y)
    first.x[:] = -99
    first.y[:] = 7
    third = make()
    np.testing.assert_array_equal(third.x, again.x)
    np.testing.assert_array_equal(third.y, again.y)


OTHERS = [*GENERATED, *SEQUENCES, data.gaussians, data.patches, data.vowels, lambda seed: data.bars(30, seed=seed)]


@pytest.mark.parametrize("make", OTHERS)
def test_another_seed_gives_other_points(make):
    first, other = make(seed=0), make(seed=1)
    assert not (np.array_equal(first.x, other.x) and np.array_equal(first.y, other.y))


@pytest.mark.parametrize("make", GENERATED)
@pytest.mark.parametrize("n", [2, 3, 51])
def test_n_is_kept_even_when_it_is_odd(make, n):
    assert len(make(n).x) == len(make(n).y) == n


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_tables_are_scikit_learns(name):
    import sklearn.datasets

    bunch, got = getattr(sklearn.datasets, f"load_{name}")(), getattr(data, name)()
    np.testing.assert_array_equal(got.x, bunch.data.astype(np.float32))
    np.testing.assert_array_equal(got.y, bunch.target)
    assert got.classes == tuple(str(item) for item in bunch.target_names)


@pytest.mark.parametrize("name", ["breast_cancer", "diabetes", "digits"])
def test_tables_are_read_without_importing_scikit_learn_or_with_it(name, monkeypatch):
    """The files are where this edition of scikit-learn keeps them; another edition is asked for them."""
    code = f"import sys, nnlearn.datasets; nnlearn.datasets.{name}(); print('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
    read = getattr(data, name)()
    monkeypatch.setattr(data.shipped, "_table", lambda *_, **__: None)
    asked = getattr(data, name)()
    np.testing.assert_array_equal(read.x, asked.x)
    np.testing.assert_array_equal(read.y, asked.y)
    assert (read.features, read.classes) == (asked.features, asked.classes)


def test_diabetes_is_in_the_patients_own_units():
    got = data.diabetes()
    assert got.x[:, 0].min() == 19  # years
    assert got.x[:, 0].max() == 79
    assert set(got.x[:, 1]) == {1, 2}
    assert (got.y.min(), got.y.max()) == (25, 346)


def test_numbers_in_the_cards_are_those_of_the_data():
    wine, cancer = data.wine(), data.breast_cancer()
    assert np.bincount(wine.y).tolist() == [59, 71, 48]
    proline = wine.x[:, wine.features.index("proline")]
    assert (proline.min(), proline.max()) == (278, 1680)
    assert dict(zip(cancer.classes, np.bincount(cancer.y).tolist(), strict=True)) == {"malignant": 212, "benign": 357}
    x, y = data.diabetes().x.astype(float), data.diabetes().y.astype(float)
    residual = y - np.c_[x, np.ones(len(x))] @ np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)[0]
    assert 1 - residual.var() / y.var() == pytest.approx(0.5, abs=0.05)


def test_setosa_stands_alone_in_its_petals():
    iris = data.iris()
    petal = iris.x[:, 2:].sum(axis=1)
    assert petal[iris.y == 0].max() < petal[iris.y > 0].min()


def test_digits_as_images_are_the_same_pixels_in_nchw():
    images = data.digits(images=True).x
    assert images.shape == (1797, 1, 8, 8)
    np.testing.assert_array_equal(images.reshape(1797, 64), data.digits().x)


@pytest.mark.parametrize(
    ("gate", "truth"),
    [("and", lambda a, b: a and b), ("or", lambda a, b: a or b), ("xor", lambda a, b: a ^ b), ("not", lambda a: 1 - a)],
)
def test_gates_are_their_truth_tables_and_clouds_keep_the_corners_labels(gate, truth):
    exact = data.gates(gate)
    assert exact.x.tolist() == [list(corner) for corner in itertools.product([0, 1], repeat=1 if gate == "not" else 2)]
    assert [truth(*map(int, row)) for row in exact.x] == exact.y.tolist()
    clouds = data.gates(gate, n=101, noise=0.05, seed=3)
    assert [truth(*map(int, row)) for row in clouds.x.round()] == clouds.y.tolist()
    assert not np.array_equal(clouds.x, clouds.x.round())


def test_blobs_lie_round_their_centres_and_two_of_them_are_separable():
    got = data.blobs(3000, classes=3, noise=0.2)
    angle = np.pi / 4 + 2 * np.pi * np.arange(3) / 3
    centres = [got.x[got.y == label].mean(axis=0) for label in range(3)]
    np.testing.assert_allclose(centres, 2 * np.c_[np.cos(angle), np.sin(angle)], atol=0.03)
    assert got.x[got.y == 1].std(axis=0) == pytest.approx([0.2, 0.2], abs=0.02)
    two = data.blobs()
    assert ((two.x.sum(axis=1) < 0) == two.y).all()


def test_circles_have_their_radii():
    got = data.circles(40, noise=0)
    np.testing.assert_allclose(np.hypot(*got.x.T), np.where(got.y == 0, 1, 0.5), rtol=1e-6)


def test_spirals_wind_as_the_formula_says():
    got = data.spirals(400, classes=3, turns=2, noise=0)
    t = np.hypot(*got.x.T)
    assert 0.1 <= t.min() < 0.2
    assert 0.95 < t.max() <= 1
    turned = 2 * np.pi * (2 * t + got.y / 3) - np.arctan2(got.x[:, 1], got.x[:, 0])
    np.testing.assert_allclose(np.cos(turned), 1, atol=1e-5)


def test_checkerboard_colours_neighbours_differently():
    got = data.checkerboard(2000, cells=6)
    assert np.abs(got.x).max() <= 3
    right = got.x[:, 0] < 2
    moved = np.floor(got.x[right] + [1, 0]).sum(axis=1) % 2
    assert (moved != got.y[right]).all()
    np.testing.assert_array_equal(data.checkerboard(2000, cells=6, noise=0.1).y, got.y)
    assert all(data.checkerboard(2, seed=seed).classes == ("0", "1") for seed in range(9))


def test_sine_is_sorted_and_noise_has_its_size():
    got = data.sine(5000, noise=0.3)
    assert (np.diff(got.x[:, 0]) >= 0).all()
    assert (got.y - np.sin(got.x)).std() == pytest.approx(0.3, abs=0.02)


def test_a_dataset_is_frozen_shows_itself_and_equals_only_itself():
    got = data.sine(5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        got.x = None
    assert repr(got) == "Dataset(sine: x float32 (5, 1), y float32 (5, 1), regression)"
    assert got == got
    assert got != data.sine(5)


# ---- MNIST-1D, ring, Gaussians, bars, series, photographs ---------------------------------------------------------


def test_mnist1d_is_the_published_set():
    got, shuffled = data.mnist1d(), data.mnist1d(shuffled=True)
    assert got.y[:12].tolist() == [2, 6, 4, 5, 6, 6, 6, 0, 3, 1, 6, 9]  # as the package mnist1d 0.0.2 makes them
    expected = [[-0.3320, -0.4719, -0.7787, -1.0097], [1.9655, 2.3002, 2.2134, 1.9892]]
    np.testing.assert_allclose(got.x[:2, :4], expected, atol=5e-5)
    np.testing.assert_allclose(shuffled.x[0, :4], [1.0359, 0.4102, -0.8824, -1.0935], atol=5e-5)
    assert float(got.x.mean(dtype=float)) == pytest.approx(0, abs=1e-6)
    assert float(got.x.std(dtype=float)) == pytest.approx(1, abs=1e-6)
    np.testing.assert_array_equal(np.sort(got.x, axis=1), np.sort(shuffled.x, axis=1))
    np.testing.assert_array_equal(got.y, shuffled.y)
    order = [int(np.flatnonzero((got.x[0] == value) & (got.x[1] == other))[0]) for value, other in shuffled.x[:2].T]
    assert sorted(order) == list(range(40))
    np.testing.assert_array_equal(got.x[:, order], shuffled.x)


def test_mnist1d_leaves_numpy_s_own_stream_alone_and_has_as_many_of_each_digit():
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    got = data.mnist1d(120, seed=7)
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002
    assert np.bincount(got.y).tolist() == [12] * 10
    assert not np.array_equal(got.x, data.mnist1d(120, seed=8).x)


def test_strokes_are_those_that_mnist1d_is_made_of():
    strokes, digits = data.strokes(), data.mnist1d(1000)
    assert strokes.x.shape == (10, 12)
    assert strokes.y.tolist() == list(range(10))
    assert np.abs(strokes.x[:, [0, -1]]).max() == 0
    assert np.allclose(strokes.x.std(axis=1), 1 / 6)
    wide = np.stack([np.interp(np.linspace(0, 1, 8), np.linspace(0, 1, 12), stroke) for stroke in strokes.x])
    wide = wide - wide.mean(axis=1, keepdims=True)
    wide /= np.linalg.norm(wide, axis=1, keepdims=True)
    windows = np.stack([np.roll(digits.x, -k, axis=1)[:, :8] for k in range(40)], axis=1)
    windows = windows - windows.mean(axis=2, keepdims=True)
    windows /= np.linalg.norm(windows, axis=2, keepdims=True)
    assert ((windows @ wide.T).max(axis=1).argmax(axis=1) == digits.y).mean() > 0.4  # guessing has 0.1


def test_a_line_does_not_tell_mnist1d_apart():
    from sklearn.linear_model import LogisticRegression

    got = data.mnist1d(2000)
    score = LogisticRegression(max_iter=300).fit(got.x[:1600], got.y[:1600]).score(got.x[1600:], got.y[1600:])
    assert 0.2 < score < 0.45


def test_ring_and_gaussians_lie_where_the_formula_says():
    ring = data.ring(4000, noise=0.02)
    assert np.hypot(*ring.x.T).std() == pytest.approx(0.02, rel=0.1)
    assert np.abs(ring.x.mean(axis=0)).max() < 0.05
    clouds = data.gaussians(4000, modes=5, noise=0.03)
    angle = 2 * np.pi * np.arange(5) / 5
    centres = [clouds.x[clouds.y == label].mean(axis=0) for label in range(5)]
    np.testing.assert_allclose(centres, np.c_[np.cos(angle), np.sin(angle)], atol=0.01)
    assert clouds.x[clouds.y == 2].std(axis=0) == pytest.approx([0.03, 0.03], rel=0.15)
    assert sorted(data.gaussians(8).y) == list(range(8))


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_bars_are_every_pattern_once_and_each_is_what_its_label_says(size):
    got = data.bars(size=size)
    pictures = {tuple(row) for row in got.x.reshape(len(got.x), -1).tolist()}
    assert len(pictures) == len(got.x) == 2 ** (size + 1) - 4
    assert set(np.unique(got.x)) == {0.0, 1.0}
    for image, label in ((image[0], label) for image, label in zip(got.x, got.y, strict=True)):
        assert (image == (image[:, :1] if label == 0 else image[:1])).all()
        assert 0 < image.mean() < 1
    many = data.bars(500, size=size, noise=0.1, seed=1)
    assert {tuple(row) for row in many.x.round().reshape(500, -1).tolist()} <= pictures
    assert set(data.bars(2, size=size, seed=3).y) == {0, 1}


def test_waves_have_their_period_and_their_noise():
    clean, noisy = data.waves(4000, period=50, noise=0), data.waves(4000, period=50, noise=0.2)
    np.testing.assert_allclose(clean.y[50:], clean.y[:-50], atol=1e-5)
    assert (noisy.y - clean.y).std() == pytest.approx(0.2, rel=0.05)
    assert clean.x[:, 0].tolist() == list(range(4000))


@pytest.mark.parametrize("seed", range(4))
def test_sunspots_come_about_every_eleven_years_and_rise_faster_than_they_fall(seed):
    y = data.sunspots(2200, noise=0, seed=seed).y[:, 0]
    inside = y[1:-1]
    tops = 1 + np.flatnonzero((inside > y[:-2]) & (inside >= y[2:]))
    lows = 1 + np.flatnonzero((inside < y[:-2]) & (inside <= y[2:]))
    assert np.diff(tops).mean() == pytest.approx(11, abs=0.3)
    assert y[tops].mean() == pytest.approx(105, abs=12)
    rises = [top - lows[lows < top].max() for top in tops if (lows < top).any()]
    assert np.mean(rises) < 5
    assert y[:11].max() > 20, "the first years lie in a cycle"
    assert data.sunspots(2200, seed=seed).y.min() == 0


def test_windows_hold_the_series_and_what_follows():
    values = np.arange(20, dtype=np.float32).reshape(10, 2)
    x, y = data.windows(values, 3, step=2)
    assert x.shape == y.shape == (4, 3, 2)
    assert x.dtype == y.dtype == np.float32
    for i in range(4):
        np.testing.assert_array_equal(x[i], values[2 * i : 2 * i + 3])
        np.testing.assert_array_equal(y[i], values[2 * i + 1 : 2 * i + 4])
    x[:] = -1
    assert values.min() == 0
    assert [len(data.windows(np.arange(10), length)[0]) for length in (1, 5, 9)] == [9, 5, 1]


def test_windows_names_what_is_wrong():
    for wrong, error in (([1, 2], TypeError), (np.ones((2, 2, 2)), ValueError), (np.array([1.0]), ValueError),
                         (np.array([1.0, np.nan]), ValueError), (np.array([]), ValueError)):  # fmt: skip
        with pytest.raises(error, match=r"^windows expected "):
            data.windows(wrong, 1)
    for length, step in ((0, 1), (10, 1), (2, 0)):
        with pytest.raises(ValueError, match=r"^windows expected (length|step)"):
            data.windows(np.arange(10), length, step=step)
    with pytest.raises(TypeError, match=r"^windows expected length"):
        data.windows(np.arange(10), 2.0)


def test_photographs_are_scikit_learns_and_shrinking_keeps_the_mean():
    from sklearn.datasets import load_sample_image

    whole = data.photographs()
    for image, name in zip(whole.x, whole.classes, strict=True):
        np.testing.assert_array_equal(image.transpose(1, 2, 0), load_sample_image(f"{name}.jpg"))
    small = data.photographs(shrink=7).x
    assert small.shape == (2, 3, 61, 91)
    assert small[1, 2, 5, 9] == pytest.approx(whole.x[1, 2, 35:42, 63:70].mean(), rel=1e-5)


def test_patches_are_cut_out_of_their_photograph():
    got, whole = data.patches(40, size=5, seed=2), data.photographs().x
    for patch, label in zip(got.x, got.y, strict=True):
        tops = np.argwhere((whole[label, :, :423, :636] == patch[:, :1, :1]).all(axis=0))
        assert any((whole[label, :, top : top + 5, left : left + 5] == patch).all() for top, left in tops)
    assert np.bincount(data.patches(41).y).tolist() == [21, 20]


# ---- text ---------------------------------------------------------------------------------------------------------


def test_the_text_is_the_frozen_one_and_its_codes_lead_back():
    text = data.python_docs()
    assert 100_000 < len(text.text) < 200_000
    assert list(text.characters) == sorted(set(text.text))
    codes = text.encode(text.text)
    assert codes.dtype == np.int64
    assert text.decode(codes) == text.text
    part = data.python_docs(500)
    assert part.text == text.text[:500]
    assert part.characters == text.characters
    assert repr(text) == "Text(python_docs: 160654 characters, 93 different ones)"
    words = " ".join(text.card.split())
    places = [words.index(word) for word in ("Source: ", "Licence: ", "Shapes: ", "Good for: ")]
    assert places == sorted(places)


def test_the_text_s_licence_is_beside_it():
    from pathlib import Path

    words = Path(data.__file__).with_name("python_docs_LICENSE.txt").read_text()
    for part in ("PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "ZERO-CLAUSE BSD", "Copyright (c) 2001", "changes"):
        assert part in words


@pytest.mark.parametrize(("change", "fine"), [(lambda b: b.replace(b"\n", b"\r\n"), True),
                                              (lambda b: b.replace(b"object", b"0bject", 1), False),
                                              (lambda b: b[:-1], False)])  # fmt: skip
def test_a_changed_text_is_refused_but_for_its_line_ends(change, fine, monkeypatch, tmp_path):
    from pathlib import Path

    home = Path(data.__file__).parent
    (tmp_path / "python_docs.txt").write_bytes(change((home / "python_docs.txt").read_bytes()))
    monkeypatch.setattr("nnlearn.datasets.frozen.__file__", str(tmp_path / "frozen.py"))
    if fine:
        assert data.python_docs(10).text == "Objects, v"
    else:
        with pytest.raises(OSError, match=r"python_docs\.txt is not the file that was shipped: "):
            data.python_docs()


def test_text_names_what_is_wrong():
    text = data.Text("abc", "cab", "abc", "By hand.")
    with pytest.raises(ValueError, match="only characters of abc, got 'x'"):
        text.encode("abx")
    for wrong in (3, None, ["a"]):
        with pytest.raises(TypeError, match=r"Text\.encode expected text to be a str"):
            text.encode(wrong)
    for wrong in (np.array([3]), np.array([-1]), np.array([[1]]), np.array([1.0])):
        with pytest.raises(ValueError, match=r"Text\.decode expected codes"):
            text.decode(wrong)
    with pytest.raises(TypeError, match=r"Text\.decode expected codes"):
        text.decode([1, 2])
    for arguments in (("abc", "", "abc", ""), ("abc", "a", "aa", "")):
        with pytest.raises(ValueError, match="Text expected a text that is not empty"):
            data.Text(*arguments)
    with pytest.raises(ValueError, match="got 'd'"):
        data.Text("abc", "abcd", "abc", "")
    with pytest.raises(TypeError, match="Text expected characters to be a str"):
        data.Text("abc", "a", ["a"], "")
    for wrong, error in ((0, ValueError), (10**9, ValueError), (2.0, TypeError), ("5", TypeError)):
        with pytest.raises(error, match="python_docs expected n"):
            data.python_docs(wrong)


BAD = [
    ("mnist1d", (15,), {}, ValueError, "n to be a multiple of 10, got 15"),
    ("mnist1d", (0,), {}, ValueError, "n in 10..100000"),
    ("mnist1d", (), {"shuffled": 1}, TypeError, "shuffled to be True or False"),
    ("mnist1d", (), {"seed": -1}, ValueError, "seed in 0"),
    ("gaussians", (7,), {}, ValueError, "n in 8"),
    ("gaussians", (), {"modes": 21}, ValueError, "modes in 1..20"),
    ("gaussians", (), {"noise": -1}, ValueError, "noise"),
    ("bars", (1,), {}, ValueError, "n in 2"),
    ("bars", (), {"size": 13}, ValueError, "size in 2..12"),
    ("bars", (), {"noise": "1"}, TypeError, "noise"),
    ("waves", (), {"period": 1}, ValueError, "period"),
    ("waves", (), {"period": np.nan}, ValueError, "period"),
    ("photographs", (), {"shrink": 0}, ValueError, "shrink in 1..64"),
    ("photographs", (), {"shrink": 2.0}, TypeError, "shrink"),
    ("patches", (1,), {}, ValueError, "n in 2"),
    ("patches", (10,), {"size": 129}, ValueError, "size in 2..128"),
    ("patches", (100_000,), {"size": 128}, ValueError, "at most 2 GB together"),
    ("patches", (10,), {"seed": None}, TypeError, "seed"),
    ("gates", ("nand",), {}, ValueError, "gate to be one of 'and', 'or', 'xor', 'not', got the string 'nand'"),
    ("gates", (None,), {}, ValueError, "gate"),
    ("gates", ("xor",), {"n": 3}, ValueError, "n in 4"),
    ("gates", ("xor",), {"noise": np.nan}, ValueError, "noise"),
    ("gates", ("xor",), {"seed": "0"}, TypeError, "seed"),
    ("blobs", (10,), {"classes": 0}, ValueError, "classes in 1..20, got 0"),
    ("blobs", (2,), {"classes": 3}, ValueError, "n in 3"),
    ("spirals", (10,), {"turns": np.inf}, ValueError, "turns"),
    ("checkerboard", (10,), {"cells": 3}, ValueError, "cells to be even, got 3"),
    ("digits", (), {"images": 1}, TypeError, "images to be True or False, got 1"),
    *(
        (make.__name__, (n,), {}, TypeError, "n to be a whole number")
        for make in GENERATED
        for n in ("9", [9], None, 9.0)
    ),
    *((make.__name__, (0,), {}, ValueError, "n in") for make in GENERATED),
    *((make.__name__, (10**30,), {}, ValueError, "n in") for make in GENERATED),
    *((make.__name__, (9,), {"noise": -1}, ValueError, "noise >= 0") for make in GENERATED),
    *((make.__name__, (9,), {"noise": 1e300}, ValueError, "noise") for make in GENERATED),
    *((make.__name__, (9,), {"noise": [1]}, TypeError, "noise") for make in GENERATED),
    *((make.__name__, (9,), {"seed": -1}, ValueError, "seed in 0") for make in GENERATED),
    *((make.__name__, (9,), {"seed": 2**32}, ValueError, "seed in 0") for make in GENERATED),
]


@pytest.mark.parametrize(("name", "args", "kwargs", "error", "words"), BAD)
def test_a_wrong_argument_is_named(name, args, kwargs, error, words):
    with pytest.raises(error, match=f"^{name} expected .*") as caught:
        getattr(data, name)(*args, **kwargs)
    assert words in str(caught.value)


def test_large_noise_is_legal():
    for make in GENERATED:
        assert np.isfinite(make(9, noise=1e30).x).all()


# ---- standardise --------------------------------------------------------------------------------------------------


def test_standardise_is_scikit_learns_scaler():
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(0)
    train, test = rng.normal(50, 9, (40, 3)), rng.normal(50, 9, (7, 3))
    scaler = StandardScaler().fit(train)
    got_train, got_test = data.standardise(train, test)
    np.testing.assert_allclose(got_train, scaler.transform(train), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(got_test, scaler.transform(test), rtol=1e-10, atol=1e-12)
    mean, std = data.mean_and_std(train)
    np.testing.assert_allclose(mean, scaler.mean_, rtol=1e-12)
    np.testing.assert_allclose(std, scaler.scale_, rtol=1e-12)
    np.testing.assert_allclose((test - mean) / std, got_test, rtol=1e-10)


def test_standardise_returns_an_array_for_one_and_a_tuple_for_more():
    x = np.arange(6.0).reshape(3, 2)
    assert isinstance(data.standardise(x), np.ndarray)
    assert isinstance(data.standardise(x, x, x), tuple)
    assert len(data.standardise(x, x, x)) == 3


@pytest.mark.parametrize(
    ("given", "returned"), [("float64", "float64"), ("float32", "float32"), ("int64", "float32"), ("uint8", "float32")]
)
def test_standardise_keeps_the_dtype_and_leaves_its_input_alone(given, returned):
    x = np.array([[1, 2], [3, 5]], given)
    assert data.standardise(x).dtype == returned
    assert {part.dtype for part in data.mean_and_std(x)} == {np.dtype(returned)}
    assert x.tolist() == [[1, 2], [3, 5]]


@pytest.mark.parametrize(
    ("value", "dtype"), [(0.1, "f4"), (0.1, "f8"), (0.0, "f4"), (-7.0, "f8"), (3e38, "f4"), (1e308, "f8")]
)
def test_a_constant_feature_becomes_exactly_zero(value, dtype):
    x = np.full((1000, 1), value, dtype)
    train, test = data.standardise(x, x[:5])
    assert not train.any()
    assert not test.any()
    assert data.mean_and_std(x)[1].tolist() == [1.0]


def test_the_blank_pixels_of_the_digits_are_no_trouble():
    images = data.standardise(data.digits(images=True).x)
    assert images.shape == (1797, 1, 8, 8)
    assert not images[:, 0, 0, 0].any()
    assert images.std(axis=0).max() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("dtype", "size"),
    [("float32", 1e30), ("float32", 3.4e38), ("float32", 1e-40), ("float64", 1.7e308), ("float64", 1e-310)],
)
def test_standardise_takes_numbers_of_any_size(dtype, size):
    shape = np.array([[-1.0, 0.5], [1.0, 0.25], [0.5, -1.0], [0.25, 1.0]])
    got = data.standardise((shape * size).astype(dtype))
    np.testing.assert_allclose(got, data.standardise(shape), rtol=1e-4)  # subnormal numbers have few digits
    mean, std = data.mean_and_std((shape * size).astype(dtype))
    assert np.isfinite(mean).all()
    assert np.isfinite(std).all()
    assert (std > 0).all()


def test_integers_beyond_float32_are_standardised():
    got = data.standardise(np.array([[2**62], [-(2**62)]]))
    assert got.tolist() == [[1.0], [-1.0]]


def test_a_test_value_that_does_not_fit_is_infinite_without_a_warning():
    train = np.array([[0.0], [1e-30]], np.float32)
    assert data.standardise(train, np.array([[-3e38]], np.float32))[1].tolist() == [[-np.inf]]
    train = np.array([[1e-300], [3e-300]])
    assert data.standardise(train, np.array([[1e300]]))[1].tolist() == [[np.inf]]


X = np.arange(12, dtype=np.float32).reshape(6, 2)
Y = np.array([0, 1, 0, 1, 0, 1])
NOT_ARRAYS = [[[1.0, 2.0]], "12", None, 3.0]


@pytest.mark.parametrize("tool", [data.standardise, data.mean_and_std])
def test_standardise_names_what_is_wrong(tool):
    for wrong in NOT_ARRAYS:
        with pytest.raises(TypeError, match="expected train to be"):
            tool(wrong)
    with pytest.raises(TypeError, match="hold numbers"):
        tool(np.array([["a", "b"]]))
    with pytest.raises(ValueError, match="at least one element"):
        tool(X[:0])
    with pytest.raises(ValueError, match=r"train of shape \(n, features\), got \(6,\)"):
        tool(X[:, 0])
    for value in (np.nan, np.inf):
        wrong = X.copy()
        wrong[2, 1] = value
        with pytest.raises(ValueError, match=r"index \(2, 1\)"):
            tool(wrong)


def test_standardise_names_the_array_that_does_not_match_train():
    with pytest.raises(ValueError, match=r"array 3 of shape \(m, 2\) like train, got \(6, 1\)"):
        data.standardise(X, X, X[:, :1])
    with pytest.raises(ValueError, match=r"array 2 of shape \(m, 2\) like train, got \(2,\)"):
        data.standardise(X, X[0])
    with pytest.raises(ValueError, match="array 2 to be finite"):
        data.standardise(X, X * np.nan)
    with pytest.raises(TypeError, match=r"array 2 to be a.*, got a list"):
        data.standardise(X, [1, 2])


# ---- split --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stratify", [True, False])
@pytest.mark.parametrize("fraction", [0.1, 0.25, 0.5, 0.9])
def test_split_parts_hold_every_sample_once_with_its_label(fraction, stratify):
    x, y = np.arange(202.0).reshape(101, 2), np.arange(101) % 3
    (x_train, y_train), (x_test, y_test) = data.split(x, y, fraction=fraction, stratify=stratify)
    assert len(x_test) == len(y_test) == round(fraction * 101)
    together, labels = np.concatenate([x_train, x_test]), np.concatenate([y_train, y_test])
    assert sorted(together[:, 0]) == x[:, 0].tolist()
    np.testing.assert_array_equal(labels, together[:, 0] // 2 % 3)


@pytest.mark.parametrize("seed", range(10))
def test_split_keeps_the_share_of_each_class(seed):
    y = np.repeat([0, 1, 2], [60, 30, 13])
    (_, y_train), (_, y_test) = data.split(np.zeros((103, 1)), y, fraction=0.3, seed=seed)
    assert (np.abs(np.bincount(y_test) - 0.3 * np.bincount(y)) < 1).all()
    assert (np.diff(y_train) != 0).sum() > 10  # shuffled, not class after class
    assert (np.diff(y_test) != 0).sum() > 3


def test_without_stratify_the_share_varies():
    y = np.repeat([0, 1], 50)
    shares = {data.split(np.zeros((100, 1)), y, seed=seed, stratify=False)[1][1].sum() for seed in range(20)}
    assert len(shares) > 3


def test_every_sample_can_come_into_the_test_set():
    x = np.arange(20.0)[:, None]
    for y in (np.arange(20), np.zeros(20, int), x):
        tested = {value for seed in range(60) for value in data.split(x, y, seed=seed)[1][0][:, 0]}
        assert len(tested) == 20


def test_split_takes_regression_images_and_generators_and_gives_copies():
    x, y = np.arange(48.0).reshape(6, 2, 2, 2), np.arange(6, dtype=np.float32)[:, None]
    (x_train, y_train), (x_test, _) = data.split(x, y, fraction=0.5)
    assert x_train.shape == x_test.shape == (3, 2, 2, 2)
    assert (y_train.dtype, y_train.shape) == (np.float32, (3, 1))
    x_train[:] = -1
    assert x.min() == 0
    equal = [data.split(x, y, seed=seed)[0][0] for seed in (5, 5, np.random.default_rng(5))]
    np.testing.assert_array_equal(equal[0], equal[1])
    np.testing.assert_array_equal(equal[0], equal[2])


# ---- batches ------------------------------------------------------------------------------------------------------


def test_batches_are_one_epoch():
    seen = [(xb.copy(), yb.copy()) for xb, yb in data.batches(X, Y, 4)]
    assert [len(yb) for _, yb in seen] == [4, 2]
    rows = np.concatenate([xb for xb, _ in seen])
    assert sorted(rows[:, 0]) == X[:, 0].tolist()
    np.testing.assert_array_equal(np.concatenate([yb for _, yb in seen]), rows[:, 0] // 2 % 2)
    assert [len(yb) for _, yb in data.batches(X, Y, 4, drop_last=True)] == [4]
    assert [len(yb) for _, yb in data.batches(X, Y, 100)] == [6]


def test_batches_have_the_order_of_their_seed():
    def order(**kwargs):
        return np.concatenate([xb[:, 0] for xb, _ in data.batches(X, Y, 2, **kwargs)]).tolist()

    assert order(shuffle=False) == X[:, 0].tolist()
    assert order(seed=1) == order(seed=1) != order(seed=2)
    rng = np.random.default_rng(0)
    assert order(seed=rng) != order(seed=rng)  # one generator: a new order in every epoch


def test_writing_into_a_batch_leaves_the_data_alone():
    x = X.copy()
    for xb, _ in data.batches(x, Y, 2, shuffle=False):
        xb[:] = -1
    np.testing.assert_array_equal(x, X)


TOOLS = [data.split, lambda x, y, **kwargs: data.batches(x, y, 2, **kwargs)]


@pytest.mark.parametrize("tool", TOOLS)
def test_split_and_batches_look_at_once_and_name_what_is_wrong(tool):
    for wrong in NOT_ARRAYS:
        with pytest.raises(TypeError, match="expected x to be"):
            tool(wrong, Y)
        with pytest.raises(TypeError, match="expected y to be"):
            tool(X, wrong)
    with pytest.raises(ValueError, match=r"x of shape \(n, features\), got \(6,\)"):
        tool(X[:, 0], Y)
    with pytest.raises(ValueError, match=r"each of the 6 rows of x, got shape \(5,\)"):
        tool(X, Y[:5])
    with pytest.raises(ValueError, match=r"got shape \(\)"):
        tool(X, np.array(1))
    with pytest.raises(ValueError, match="x with at least one element"):
        tool(X[:0], Y[:0])
    with pytest.raises(ValueError, match="x to be finite, got nan"):
        tool(X * np.nan, Y)
    with pytest.raises(ValueError, match="y to be finite, got inf"):
        tool(X, np.full(6, np.inf))
    for seed, error in (("1", TypeError), (None, TypeError), (-1, ValueError), (1.5, TypeError)):
        with pytest.raises(error, match="seed"):
            tool(X, Y, seed=seed)


@pytest.mark.parametrize("fraction", [0, 1, -0.5, np.nan, 0.01, 0.99])
def test_split_refuses_a_fraction_that_leaves_a_side_empty(fraction):
    with pytest.raises(ValueError, match="fraction"):
        data.split(X, Y, fraction=fraction)


def test_flags_and_sizes_are_looked_at():
    with pytest.raises(TypeError, match="stratify to be True or False, got the string 'yes'"):
        data.split(X, Y, stratify="yes")
    with pytest.raises(TypeError, match="fraction to be a number"):
        data.split(X, Y, fraction="half")
    with pytest.raises(TypeError, match="shuffle"):
        data.batches(X, Y, 2, shuffle=1)
    with pytest.raises(TypeError, match="drop_last"):
        data.batches(X, Y, 2, drop_last=None)
    with pytest.raises(TypeError, match=r"batch_size to be a whole number, got 2\.0"):
        data.batches(X, Y, 2.0)
    with pytest.raises(ValueError, match="batch_size at least 1, got 0"):
        data.batches(X, Y, 0)
    with pytest.raises(ValueError, match="batch_size <= n = 6"):
        data.batches(X, Y, 7, drop_last=True)


def test_a_dataset_made_by_hand_is_looked_at_too():
    with pytest.raises(
        ValueError, match=r"Dataset expected y with one row for each of the 6 rows of x, got shape \(5,\)"
    ):
        data.Dataset("mine", X, Y[:5], ("a", "b"), ("0", "1"), "")
    with pytest.raises(TypeError, match=r"Dataset expected x to be a.*, got a list"):
        data.Dataset("mine", [[1]], Y, ("a",), (), "")
