"""Bands of frequencies as wide as the ear tells them apart, and the logarithm of what is in each: log-mel pictures."""

import numpy as np

from nnlearn.arguments import finite, integer, number
from nnlearn.audio.spectrum import LARGEST, energies

QUIET = 1e-6  # added to each energy, so that the logarithm of silence is finite


def hz_to_mel(frequency):
    """Return how high a frequency sounds, in mel: m = 2595 log10(1 + f / 700).

    Equal steps in mel sound equally far apart: below 1,000 Hz nearly equal steps in hertz, far above equal ratios.

    Parameters
    ----------
    frequency : ndarray of numbers >= 0, any shape
        In hertz.

    Returns
    -------
    ndarray of frequency's shape, float64

    Raises
    ------
    TypeError, ValueError
        If frequency is not a NumPy array of numbers, is empty, or holds NaN, infinity or a number below 0.

    References
    ----------
    Davis, Mermelstein (1980), "Comparison of parametric representations for monosyllabic word recognition in
    continuously spoken sentences" (sums over bands of the mel scale; this formula is the one of most programs today).

    Examples
    --------
    >>> hz_to_mel(np.array([0, 100, 1000, 4000])).round()
    array([   0.,  150., 1000., 2146.])
    """
    return 2595 * np.log10(1 + not_below_zero("hz_to_mel", "frequency", frequency) / 700)


def mel_to_hz(mel):
    """Return the frequency that sounds this high: f = 700 (10^(m / 2595) - 1), the inverse of `hz_to_mel`.

    Parameters
    ----------
    mel : ndarray of numbers >= 0, any shape

    Returns
    -------
    ndarray of mel's shape, float64
        In hertz.

    Raises
    ------
    TypeError, ValueError
        As in `hz_to_mel`.

    Examples
    --------
    >>> mel_to_hz(np.array([0, 1000, 2000, 3000])).round()
    array([   0., 1000., 3429., 9327.])
    """
    return 700 * (10 ** (not_below_zero("mel_to_hz", "mel", mel) / 2595) - 1)


def mel_filters(rate=8000, *, bands=32, size=256, low=100.0, high=None):
    """Return how much each frequency counts in each band: triangles that overlap, equally wide on the mel scale.

    Parameters
    ----------
    rate : int, 2 to 1,000,000
        Samples per second.
    bands : int, 1 to 1024, keyword only
        Number of bands.
    size : int, 2 to 65536, keyword only
        Samples in a piece of the spectrogram.
    low, high : float, keyword only
        Where the first triangle begins and the last one ends, in hertz: 0 <= low < high <= rate / 2. None is rate / 2.

    Returns
    -------
    ndarray of shape (bands, size // 2 + 1), float64
        Each triangle begins at the top of the one before, rises to 1 and ends at the top of the next. One that lies
        between two frequencies of the spectrogram is all zeros: take fewer bands or a larger size.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> filters = mel_filters(bands=3, size=16)
    >>> filters.shape, filters.argmax(axis=1) * 500  # frequencies in hertz
    ((3, 9), array([ 500, 1500, 2500]))
    """
    return filters("mel_filters", rate, bands, size, low, high)


def logmel(sound, rate=8000, *, bands=32, size=256, hop=128, low=100.0, high=None, frames=None):
    """Return a sound as a picture: the logarithm of the energy in each mel band at each moment.

    `L = log(mel_filters @ spectrogram + 1e-6)`

    Parameters
    ----------
    sound : ndarray of shape (samples,), floats
        Usually between -1 and 1.
    rate : int, 2 to 1,000,000
        Samples per second.
    bands, size : int, keyword only
        As in `mel_filters`.
    hop : int, 1 to 65536, keyword only
        Samples from one moment to the next.
    low, high : float, keyword only
        As in `mel_filters`.
    frames : int, 2 to 65536, or None, keyword only
        How many moments to have in the picture, however long the sound is: in between, they are interpolated linearly.
        None takes the moments of the spectrogram.

    Returns
    -------
    ndarray of shape (bands, frames), of the sound's dtype
        The lowest band first. Twice the amplitude adds log 4 everywhere, but for silence.

    Raises
    ------
    TypeError, ValueError
        If sound is not a finite NumPy array of floats of shape (samples,), or another argument is not of the kind or in
        the range given above.

    Notes
    -----
    The pictures of `datasets.spoken_digits` are `L = logmel(sound, frames=32)` and then
    `(1 + (L - L.max()) / 12).clip(0, 1)`, in 16 steps.

    References
    ----------
    Davis, Mermelstein (1980), "Comparison of parametric representations for monosyllabic word recognition in
    continuously spoken sentences".

    Examples
    --------
    >>> t = np.arange(4000) / 8000  # half a second
    >>> tone = np.sin(2 * np.pi * 1000 * t)
    >>> logmel(tone).shape, logmel(tone, frames=10).shape
    ((32, 30), (32, 10))
    >>> middles = mel_to_hz(np.linspace(*hz_to_mel(np.array([100, 4000])), 34))[1:-1]  # of the bands, in hertz
    >>> band = int(logmel(tone)[:, 0].argmax())
    >>> band, middles[band - 1 : band + 2].round()
    (13, array([ 907.,  996., 1089.]))
    """
    energy = energies("logmel", sound, size, hop)
    weights = filters("logmel", rate, bands, size, low, high)
    picture = np.log(weights @ energy + QUIET).astype(sound.dtype)
    if frames is None:
        return picture
    frames = integer("logmel", "frames", frames, low=2, high=LARGEST)
    last = picture.shape[1] - 1
    place = np.linspace(0, last, frames)
    before = np.floor(place).astype(int)
    after, share = np.minimum(before + 1, last), (place - before).astype(sound.dtype)
    return picture[:, before] * (1 - share) + picture[:, after] * share


def filters(caller, rate, bands, size, low, high):
    """Return the triangles, or raise in the caller's name."""
    rate = integer(caller, "rate", rate, low=2, high=1_000_000)
    bands = integer(caller, "bands", bands, low=1, high=1024)
    size = integer(caller, "size", size, low=2, high=LARGEST)
    high = rate / 2 if high is None else number(caller, "high", high, low=0, high=rate / 2, open_low=True)
    low = number(caller, "low", low, low=0, high=high, open_high=True)
    first, last = hz_to_mel(np.array([low, high]))
    edges = mel_to_hz(np.linspace(first, last, bands + 2))[:, None]
    frequencies = np.arange(size // 2 + 1) * rate / size
    rising = (frequencies - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequencies) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling))


def not_below_zero(caller, name, values):
    """Return an array in float64, or raise unless its numbers are finite and not below 0."""
    if finite(caller, name, values).min() < 0:
        raise ValueError(f"{caller} expected {name} >= 0, got {values.min()}")
    return values.astype(np.float64)
