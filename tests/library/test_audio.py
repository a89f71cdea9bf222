"""Spectra against the plain sum, tones where they belong, and the pictures of the prototype of the spoken digits."""

import numpy as np
import pytest

from nnlearn import audio

RATE = 8000
NOISE = np.random.default_rng(0).normal(size=3000)


def tone(frequency, seconds=0.25, rate=RATE):
    return np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)


@pytest.mark.parametrize(("size", "hop"), [(16, 5), (17, 17), (64, 32), (2, 1)])
def test_the_spectrogram_is_the_sum_of_its_formula(size, hop):
    sound = NOISE[:200]
    energy = audio.spectrogram(sound, size=size, hop=hop)
    pieces = range(0, len(sound) - size + 1, hop)
    assert energy.shape == (size // 2 + 1, len(pieces))
    t = np.arange(size)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * t / (size - 1))
    for m, start in enumerate(pieces):
        piece = window * sound[start : start + size]
        for k in range(size // 2 + 1):
            cosine, sine = np.cos(2 * np.pi * k * t / size), np.sin(2 * np.pi * k * t / size)
            assert energy[k, m] == pytest.approx((piece @ cosine) ** 2 + (piece @ sine) ** 2, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("frequency", [125, 500, 1000, 2500, 3875])
def test_a_tone_is_loudest_in_its_own_row_and_band(frequency):
    energy = audio.spectrogram(tone(frequency))
    assert (energy.argmax(axis=0) * RATE / 256 == frequency).all()
    middles = audio.mel_to_hz(np.linspace(*audio.hz_to_mel(np.array([100.0, 4000.0])), 34))[1:-1]
    nearest = np.abs(audio.hz_to_mel(middles) - audio.hz_to_mel(np.array([frequency]))).argmin()
    assert np.abs(audio.logmel(tone(frequency)).argmax(axis=0) - nearest).max() <= 1


def test_two_tones_one_after_the_other():
    picture = audio.logmel(np.concatenate([tone(400), tone(2000)]))
    low, high = (audio.logmel(tone(f))[:, 0].argmax() for f in (400, 2000))
    loudest = picture.argmax(axis=0)
    assert (loudest[:14] == low).all()
    assert (loudest[17:] == high).all()


def test_mel_is_its_formula_and_back():
    frequency = np.array([0.0, 700.0, 6300.0])
    np.testing.assert_allclose(audio.hz_to_mel(frequency), [0, 2595 * np.log10(2), 2595], rtol=1e-14)
    np.testing.assert_allclose(audio.mel_to_hz(audio.hz_to_mel(frequency)), frequency, rtol=1e-12)
    assert audio.hz_to_mel(np.array([1000])) == pytest.approx(1000, abs=0.02)


def test_filters_are_triangles_that_add_up_to_1_between_the_first_and_the_last_top():
    filters = audio.mel_filters(16000, bands=20, size=2048, low=0.0)
    tops = audio.mel_to_hz(np.linspace(0, audio.hz_to_mel(np.array([8000]))[0], 22))[1:-1]
    frequencies = np.arange(1025) * 16000 / 2048
    inside = (frequencies >= tops[0]) & (frequencies <= tops[-1])
    np.testing.assert_allclose(filters[:, inside].sum(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(frequencies[filters.argmax(axis=1)], tops, atol=16000 / 2048)
    assert (filters >= 0).all()
    assert not filters[0, frequencies > tops[1]].any()


def test_twice_as_loud_adds_log_4_and_silence_stays_finite():
    np.testing.assert_allclose(audio.logmel(2 * NOISE) - audio.logmel(NOISE), np.log(4), atol=1e-5)
    np.testing.assert_allclose(audio.logmel(np.zeros(999)), np.log(1e-6))
    short = audio.logmel(NOISE[:100])
    assert short.shape == (32, 1)
    np.testing.assert_array_equal(short, audio.logmel(np.pad(NOISE[:100], (0, 156))))


def by_the_prototype(x, frames=32, hop=128, size=256, n=32):
    """Return the picture of a recording as the data of `datasets.spoken_digits` were made."""
    m = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 4000 / 700), n + 2)
    f, bins = 700 * (10 ** (m / 2595) - 1), np.arange(size // 2 + 1) * RATE / size
    mel = [np.interp(bins, f[i : i + 3], [0, 1, 0]) for i in range(n)]
    window = np.hanning(size)
    energy = [np.abs(np.fft.rfft(x[i : i + size] * window)) ** 2 for i in range(0, len(x) - size + 1, hop)]
    logs = np.log(np.array(energy) @ np.array(mel).T + 1e-6)
    place = np.linspace(0, len(logs) - 1, frames)
    return np.array([np.interp(place, np.arange(len(logs)), band) for band in logs.T])


@pytest.mark.parametrize("samples", [256, 300, 1500, 3000])
def test_the_pictures_of_the_spoken_digits(samples):
    sound = NOISE[:samples] * np.linspace(0, 1, samples)
    np.testing.assert_allclose(audio.logmel(sound, frames=32), by_the_prototype(sound), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays_and_the_sound_does(dtype):
    sound = NOISE.astype(dtype)
    before = sound.copy()
    for picture in (audio.spectrogram(sound), audio.logmel(sound), audio.logmel(sound, frames=7)):
        assert picture.dtype == dtype
        assert np.isfinite(picture).all()
    np.testing.assert_array_equal(sound, before)


WRONG = [
    (lambda: audio.logmel([0.1, 0.2]), "logmel expected sound to be an ndarray, got a list"),
    (lambda: audio.logmel(np.arange(999)), r"logmel expected sound to hold floats, got int64: sound / 32768"),
    (lambda: audio.logmel(NOISE.astype(np.float16)), "logmel expected sound .*float16"),
    (lambda: audio.logmel(NOISE[:, None]), r"logmel expected sound of shape \(samples,\), got \(3000, 1\)"),
    (lambda: audio.logmel(NOISE[:0]), "logmel expected sound with at least one element"),
    (lambda: audio.logmel(NOISE * np.nan), "logmel expected sound to be finite, got nan"),
    (lambda: audio.spectrogram(NOISE, size=1), r"spectrogram expected size in 2\.\.65536, got 1"),
    (lambda: audio.spectrogram(NOISE, hop=0), r"spectrogram expected hop in 1\.\.65536, got 0"),
    (lambda: audio.spectrogram(NOISE, hop=2.5), "spectrogram expected hop to be a whole number, got 2.5"),
    (lambda: audio.logmel(NOISE, 8000.0), "logmel expected rate to be a whole number"),
    (lambda: audio.logmel(NOISE, frames=1), r"logmel expected frames in 2\.\.65536, got 1"),
    (lambda: audio.mel_filters(bands=0), r"mel_filters expected bands in 1\.\.1024, got 0"),
    (lambda: audio.mel_filters(high=4001), r"mel_filters expected high > 0 and <= 4000\.0, got 4001"),
    (lambda: audio.mel_filters(low=500, high=500), r"mel_filters expected low >= 0 and < 500\.0, got 500"),
    (lambda: audio.mel_filters(low=-1.0), "mel_filters expected low >= 0"),
    (lambda: audio.hz_to_mel(np.array([-1.0])), r"hz_to_mel expected frequency >= 0, got -1\.0"),
    (lambda: audio.mel_to_hz(3.0), "mel_to_hz expected mel to be an ndarray, got 3.0"),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_has_no_meaning_is_refused(number):
    call, message = WRONG[number]
    with pytest.raises((TypeError, ValueError), match=message):
        call()
