"""The real data of lesson 32: they are those of the source, and inputs and labels belong together."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from nnlearn import datasets as data

HOME = Path(data.__file__).parent
FILES = {
    "credit.csv": ("CC BY 4.0", "a4e28e9ca9e250ca619b052f73bf63c1f4ab9c8e883a2b944f68251ed55a02f3"),
    "bikes.npz": ("CC BY 4.0", "90f01ad434a7985e299ba8bace4e9cdfa714aa431d1135634b0277b2deeb4c46"),
    "omniglot.npz": ("MIT", "56361de729d4f8a8a78694fca94cfd3eea172464cea635e43f0dfc3337201a1e"),
    "spoken_digits.npz": ("CC BY-SA 4.0", "95b79bbe9d8c74b951375f3de3e6510bd3530c7279e31c438fb02efab0f45010"),
    "sentences.npz": ("CC BY 4.0", "84feec047a37fa990755b056ef76faa154c7185a5adc94eb04fa3d5e5226cf0c"),
    "solubility.csv": ("MIT", "41f56f879dcb14c05fb2412d91a0f0074210e74e6e867ba818fa99d37696805d"),
}
WORDS = {
    "CC BY 4.0": "Creative Commons Attribution 4.0",
    "CC BY-SA 4.0": "Attribution-ShareAlike 4.0",
    "MIT": "sublicense",
}
HELD = [data.credit, lambda: data.credit(one_hot=True), data.bikes, data.omniglot, data.spoken_digits]
HELD += [data.sentences, data.solubility, data.baskets, data.vowels]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_the_frozen_one_and_its_licence_is_beside_it(name):
    licence, sha256 = FILES[name]
    content = (HOME / name).read_bytes()
    if name.endswith(".csv"):
        content = content.replace(b"\r\n", b"\n")
    assert hashlib.sha256(content).hexdigest() == sha256
    stem = name.split(".")[0]
    text = (HOME / f"{stem}_LICENSE.txt").read_text(encoding="utf-8")
    assert name in text.splitlines()[0]
    for part in ("Changes: ", WORDS[licence], f"This licence holds for {name} alone"):
        assert part in " ".join(text.split())
    card = " ".join(getattr(data, stem)().card.split())
    assert f"Licence: {licence}," in card
    assert f"{stem}_LICENSE.txt" in card


def test_together_they_are_small_enough_for_the_wheel():
    assert sum((HOME / name).stat().st_size for name in FILES) < 1_400_000


@pytest.mark.parametrize("make", HELD)
def test_each_card_says_what_it_must_and_each_call_gives_new_arrays(make):
    first, again = make(), make()
    text = " ".join(first.card.split())
    places = [text.index(word) for word in ("Source: ", "Licence: ", "Shapes: ", "Good for: ")]
    assert places == sorted(places)
    assert max(map(len, first.card.splitlines())) <= 96
    assert "{" not in first.card
    arrays = [name for name, value in vars(first).items() if isinstance(value, np.ndarray)]
    assert arrays
    for name in arrays:
        getattr(first, name)[:] = 7
        assert getattr(again, name).min() != 7
        np.testing.assert_array_equal(getattr(make(), name), getattr(again, name))


# ---- credit -------------------------------------------------------------------------------------------------------

GERMAN = (
    "laufkont laufzeit moral verw hoehe sparkont beszeit rate famges buerge wohnzeit verm alter weitkred wohn bishkred "
)
GERMAN += "beruf pers telef gastarb kredit"


def test_the_loans_are_the_21_000_numbers_of_ucis_file():
    loans = data.credit()
    numbers = np.column_stack([loans.x, 1 - loans.y]).astype(int)
    rows = (" ".join(map(str, row)) for row in numbers.tolist())
    original = "".join(f"{line}\r\n" for line in (GERMAN, *rows)).encode()
    assert len(original) == 47_940
    assert hashlib.sha256(original).hexdigest() == "5f363343f356ca38a0236baab849e472846399b2176ccc5bd686483dd8a7562f"
    assert np.bincount(loans.y).tolist() == [700, 300]


def test_every_code_of_a_loan_is_in_words_and_only_education_does_not_occur():
    loans = data.credit()
    assert [name for name in loans.features if name not in loans.levels] == ["duration", "amount", "age"]
    unused = {}
    for name, words in loans.levels.items():
        codes = set(loans.x[:, loans.features.index(name)].astype(int).tolist())
        assert codes <= set(words), name
        unused |= {(name, words[code]): code for code in set(words) - codes}
    assert unused == {("purpose", "education"): 7}
    column = loans.x[:, loans.features.index("housing")]
    assert {word: int((column == code).sum()) for code, word in loans.levels["housing"].items()} == {
        "for free": 179,
        "rent": 714,
        "own": 107,
    }
    assert loans.x[:, loans.features.index("foreign_worker")].tolist().count(1) == 37
    assert loans.levels["foreign_worker"][1] == "yes"


def test_one_hot_columns_lead_back_to_the_codes():
    loans, hot = data.credit(), data.credit(one_hot=True)
    assert hot.x.shape == (1000, 48)
    assert len(set(hot.features)) == 48
    np.testing.assert_array_equal(hot.y, loans.y)
    for name, column in zip(loans.features, loans.x.T, strict=True):
        if name in hot.features:
            np.testing.assert_array_equal(hot.x[:, hot.features.index(name)], column)
            continue
        words = loans.levels[name]
        places = [k for k, found in enumerate(hot.features) if found.startswith(f"{name}: ")]
        meanings = [hot.features[k].removeprefix(f"{name}: ") for k in places]
        codes = {word: code for code, word in words.items()}
        first = int(column.min())
        back = first + hot.x[:, places] @ np.array([codes[word] - first for word in meanings], np.float32)
        np.testing.assert_array_equal(back, column)
        assert hot.x[:, places].sum(axis=1).max() == 1
    with pytest.raises(TypeError, match="credit expected one_hot"):
        data.credit(one_hot=1)


# ---- bikes --------------------------------------------------------------------------------------------------------


def test_hours_follow_each_other_and_165_are_missing():
    hire = data.bikes()
    day, hour, weekday, working, recorded = hire.x.T
    assert (24 * day + hour == np.arange(17_544)).all()
    missing = recorded == 0
    assert missing.sum() == 165
    assert not hire.y[missing].any()
    assert hire.y[~missing].min() == 1
    assert hire.y.sum(dtype=float) == 3_292_679
    assert round(float(hire.y[8760:].sum() / hire.y[:8760].sum()), 2) == 1.65
    assert (missing & (hour < 6)).sum() == 110
    np.testing.assert_array_equal(weekday[::24], (np.arange(731) + 5) % 7)
    assert (working.reshape(731, 24) == working[::24, None]).all()
    assert not working[weekday > 4].any()
    holidays = np.flatnonzero((working[::24] == 0) & (weekday[::24] <= 4))
    assert len(holidays) == 21
    christmas = [359, 365 + 359 + 1]  # 26 December 2011, as the 25th was a Sunday, and 25 December 2012
    assert set(christmas) & set(holidays.tolist())


def test_people_ride_to_work_on_working_days_and_naive_forecasts_err_as_measured():
    hire = data.bikes()
    y, hour, working = hire.y[:, 0].astype(float), hire.x[:, 1], hire.x[:, 3]
    means = [[y[(hour == h) & (working == w)].mean() for h in range(24)] for w in (0, 1)]
    assert np.argmax(means[1]) == 17
    assert means[1][8] > 3 * means[0][8]
    test = np.arange(15_800, len(y))
    errors = [np.abs(y[test] - y[test - back]).mean() for back in (24, 168)]
    assert errors == pytest.approx([72.2, 78.4], abs=0.05)


# ---- letters ------------------------------------------------------------------------------------------------------


def test_letters_are_20_drawings_of_242_in_eight_alphabets_and_none_is_doubled():
    letters = data.omniglot()
    assert np.bincount(letters.y).tolist() == [20] * 242
    counts = dict(zip(letters.alphabets, (np.bincount(letters.alphabet) // 20).tolist(), strict=True))
    assert counts == {"Balinese": 24, "Early Aramaic": 22, "Greek": 24, "Japanese (katakana)": 47, "Korean": 40,
                      "Latin": 26, "Sanskrit": 42, "Tagalog": 17}  # fmt: skip
    assert len({image.tobytes() for image in letters.x}) == 4840
    assert set(np.unique(letters.x)) == {0.0, 1.0}
    for number, name in enumerate(letters.alphabets):
        inside = letters.alphabet == number
        assert {letters.classes[k].rpartition(" ")[0] for k in letters.y[inside]} == {name}
        assert (np.bincount(letters.drawer[inside]) == counts[name]).all()
    assert letters.classes[:2] == ("Balinese 1", "Balinese 2")


def test_drawings_of_one_letter_are_nearer_to_each_other_than_to_the_rest():
    """A nearest neighbour by other drawers, on blurred pixels, is right 25 times as often as chance (1/242) or more."""
    letters = data.omniglot()
    x = np.pad(letters.x[:, 0], ((0, 0), (2, 2), (2, 2))).reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4)).reshape(-1, 64)
    test = letters.drawer == 0
    near = (x[~test] ** 2).sum(axis=1) - 2 * x[test] @ x[~test].T
    assert (letters.y[~test][near.argmin(axis=1)] == letters.y[test]).mean() > 0.1


def test_letters_stand_upright():
    """The bowl of the Latin b lies below, on the right; that of d below, on the left; l is taller than wide."""
    letters = data.omniglot()
    first = int(letters.y[letters.alphabet == letters.alphabets.index("Latin")][0])
    b, d, l_ = (letters.x[letters.y == first + "abcdefghijkl".index(name), 0].mean(axis=0) for name in "bdl")
    columns = np.arange(28)
    above, below = ([(part * columns).sum() / part.sum() for part in (x[:11], x[15:])] for x in (b, d))
    assert above[1] > above[0] + 2
    assert below[1] < below[0] - 2
    tall, wide = np.argwhere(l_ > 0.2).std(axis=0)
    assert tall > 2 * wide


# ---- spoken digits ------------------------------------------------------------------------------------------------


def test_each_speaker_says_each_digit_fifty_times():
    spoken = data.spoken_digits()
    said = np.stack([spoken.y, spoken.speaker, spoken.take], axis=1)
    assert len(np.unique(said, axis=0)) == 3000
    assert [spoken.y.max(), spoken.speaker.max(), spoken.take.max()] == [9, 5, 49]
    levels = spoken.x * 15
    np.testing.assert_allclose(levels, levels.round(), atol=1e-5)
    assert (spoken.x.max(axis=(1, 2, 3)) == 1).all()
    assert spoken.x.min() == 0
    assert len({image.tobytes() for image in spoken.x}) == 3000


def test_the_nearest_recording_has_the_same_digit_and_speaker():
    """What the design measured on the set's own test part, takes 0 to 4: right for .967."""
    spoken = data.spoken_digits()
    x, test = spoken.x.reshape(3000, -1), spoken.take < 5
    near = ((x[~test] ** 2).sum(axis=1) - 2 * x[test] @ x[~test].T).argmin(axis=1)
    assert (spoken.y[~test][near] == spoken.y[test]).mean() == pytest.approx(0.967, abs=0.002)
    assert (spoken.speaker[~test][near] == spoken.speaker[test]).mean() > 0.9


def test_the_low_bands_come_first_and_time_runs_to_the_right():
    """Six begins and ends with a hiss, which is high; its vowel lies between, and is low."""
    spoken = data.spoken_digits()
    six = spoken.x[spoken.y == 6, 0].mean(axis=0)
    height = (six * np.arange(32)[:, None]).sum(axis=0) / six.sum(axis=0)
    assert height[2] > 1.15 * height[16]
    assert height[-3] > 1.2 * height[16]
    eight = spoken.x[spoken.y == 8, 0].mean(axis=0).sum(axis=0)
    assert eight[:8].mean() > 2 * eight[20:24].mean()  # the pause before its t


# ---- sentences ----------------------------------------------------------------------------------------------------

SOURCES = {
    "amazon_cells": (58_226, "47003fc0a0d4840b00e96e715b6189bad09e7443a3da41c4cbe12ffc79f86ae3"),
    "imdb": (85_285, "aef2e49e3da25714d61175e3a6e68eeef74a20a2f914318dc3be9947ea86512d"),
    "yelp": (61_320, "c76468b7b5c6e56a0804d728345c5f84aa2142ddb214420f61cc9cfd4c00d2ea"),
}


def test_the_three_files_of_sentences_have_the_right_sizes():
    with np.load(HOME / "sentences.npz") as arrays:
        contents = {name: arrays[name].tobytes() for name in arrays.files}
    assert {name: (len(c), hashlib.sha256(c).hexdigest()) for name, c in contents.items()} == SOURCES


def test_sentences_are_1_000_of_each_site_half_of_them_praise():
    reviews = data.sentences()
    assert reviews.sites == ("amazon", "imdb", "yelp")
    for site in range(3):
        assert np.bincount(reviews.y[reviews.site == site]).tolist() == [500, 500]
    assert "17 of them repeat" in " ".join(reviews.card.split())
    assert all(text == text.strip() and text.isprintable() for text in reviews.texts)
    assert not any("\t" in text for text in reviews.texts)
    assert reviews.y[[reviews.texts.index(text) for text in ("Great phone!.", "Not recommended.")]].tolist() == [1, 0]
    assert "Crema Café" in " ".join(reviews.texts)
    assert "The script is…was there a script?" in reviews.texts  # a sign that the source has as a control character


# ---- solubility ---------------------------------------------------------------------------------------------------


def test_molecules_and_their_values_belong_together():
    molecules = data.solubility()
    assert len(molecules.smiles) == 1128
    assert len(set(molecules.smiles)) == 1123
    assert molecules.y.dtype == np.float32
    assert [molecules.y.min(), molecules.y.max()] == pytest.approx([-11.6, 1.58])
    values = dict(zip(molecules.smiles, molecules.y[:, 0].tolist(), strict=True))
    assert values["c1ccccc1"] == pytest.approx(-1.64, abs=0.01)  # benzene: 1.8 grams in a litre, 78 grams a mole
    assert values["CCCCCCCC"] < -5  # octane is an oil
    assert values["CCO"] > 1  # ethanol mixes with water
    assert all(text.isascii() and text.isprintable() and " " not in text for text in molecules.smiles)
