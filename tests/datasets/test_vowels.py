"""Vowels: drawn about the averages that were measured, and their sound has its resonances."""

import numpy as np
import pytest

from nnlearn import datasets as data
from nnlearn.datasets.vowels import FORMANTS, PITCH


def test_vowels_lie_about_the_averages_of_men_women_and_children():
    exact = data.vowels(3000, noise=0)
    for label in range(10):
        rows = {tuple(row) for row in exact.x[exact.y == label].tolist()}
        averages = np.column_stack([PITCH[:, label], FORMANTS[:, label]]).tolist()
        assert rows == {tuple(map(float, row)) for row in averages}
    men = (exact.x[:, 0] < 150).mean()
    assert men == pytest.approx(33 / 76, abs=0.04)
    noisy = data.vowels(3000)
    np.testing.assert_array_equal(noisy.y, exact.y)
    spread = np.log(noisy.x / exact.x)
    np.testing.assert_allclose(spread.std(axis=0), 0.06, rtol=0.06)
    np.testing.assert_allclose(np.corrcoef(spread.T), np.eye(4), atol=0.08)
    assert np.bincount(data.vowels(1007).y).tolist() == [101] * 7 + [100] * 3


def test_two_formants_tell_most_vowels_apart():
    spoken, others = data.vowels(2000), data.vowels(500, seed=1)
    means = np.array([np.log(spoken.x[spoken.y == k, 1:3]).mean(axis=0) for k in range(10)])
    guess = ((np.log(others.x[:, None, 1:3]) - means) ** 2).sum(axis=2).argmin(axis=1)
    assert 0.5 < (guess == others.y).mean() < 0.95


@pytest.mark.parametrize("pitch", [100, 136.5])
@pytest.mark.parametrize("formants", [(270, 2290, 3010), (730, 1090, 2440), (300, 870, 2240)])
def test_a_sound_holds_the_multiples_of_its_pitch_as_strong_as_the_resonances_make_them(pitch, formants):
    sound = data.vowel_sound(np.array([pitch, *formants]), seconds=2)
    assert sound.dtype == np.float32
    assert sound.shape == (16_000,)
    assert np.abs(sound).max() == pytest.approx(1)
    assert np.abs(sound[[0, -1]]).max() == 0
    for end in (sound, sound[::-1]):
        assert np.abs(end[:16]).max() < 0.15  # 2 ms
        assert np.abs(end[160:320]).max() > 0.8  # after 20 ms
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    frequencies = np.fft.rfftfreq(len(sound), 1 / 8000)
    multiples = pitch * np.arange(1, int(3900 / pitch))
    got = np.array([power[np.abs(frequencies - f).argmin()] for f in multiples])
    expected = 1 / multiples
    for resonance, width in zip(formants, (60, 90, 150), strict=True):
        real, imaginary = 1 - (multiples / resonance) ** 2, width * multiples / resonance**2
        expected = expected / np.hypot(real, imaginary)
    np.testing.assert_allclose(got / got.max(), expected / expected.max(), rtol=0.05, atol=1e-3)
    between = frequencies[(frequencies > 1.4 * pitch) & (frequencies < 1.6 * pitch)]
    assert power[np.isin(frequencies, between)].max() < 0.01 * power.max()


def test_every_vowel_that_can_be_drawn_can_be_heard():
    for row in data.vowels(300, noise=0.15).x:
        assert np.isfinite(data.vowel_sound(row, seconds=0.05)).all()
    edge = data.vowel_sound(np.array([1000, 1000, 2000, 4000]))  # resonances on multiples of the pitch
    assert np.isfinite(edge).all()


def test_what_is_wrong_is_named():
    for arguments, error, words in (
        ({"n": 9}, ValueError, "n in 10..100000, got 9"),
        ({"n": 20.0}, TypeError, "n to be a whole number"),
        ({"noise": 0.2}, ValueError, "noise >= 0 and <= 0.15"),
        ({"noise": "0"}, TypeError, "noise"),
        ({"seed": -1}, ValueError, "seed"),
    ):
        with pytest.raises(error, match=r"^vowels expected ") as caught:
            data.vowels(**arguments)
        assert words in str(caught.value)
    good = np.array([100.0, 500, 1500, 2500])
    for wrong, error in (
        (good.tolist(), TypeError),
        (good[:3], ValueError),
        (good[None], ValueError),
        (good * np.nan, ValueError),
        (good * 0.4, ValueError),
        (good * 11, ValueError),
        (good * [1, 1, 1, 5], ValueError),
        (good * [1, 0.05, 1, 1], ValueError),
    ):
        with pytest.raises(error, match=r"^vowel_sound expected "):
            data.vowel_sound(wrong)
    for wrong in (0, 11, np.inf):
        with pytest.raises(ValueError, match="vowel_sound expected seconds"):
            data.vowel_sound(good, seconds=wrong)
