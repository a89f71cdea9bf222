"""How strong each frequency is in each short piece of a sound: the short-time Fourier transform."""

import numpy as np

from nnlearn.arguments import check_floats, check_numbers, finite, integer

LARGEST = 2**16  # samples in one piece


def spectrogram(sound, *, size=256, hop=128):
    """Return the energy of each frequency in each piece of a sound.

    With w a window that fades each piece in and out, the piece at m has
    `S[k, m] = |sum_t w_t x[hop m + t] e^(-2 pi i k t / size)|^2`: its dot products with a cosine and a sine that swing
    k times within a piece, squared and added. The fast Fourier transform computes all of them at once.

    Parameters
    ----------
    sound : ndarray of shape (samples,), floats
        At r samples per second, row k of the result is the frequency k r / size, in hertz.
    size : int, 2 to 65536, keyword only
        Samples in a piece. A longer one tells frequencies apart that lie closer together, and moments less well.
    hop : int, 1 to 65536, keyword only
        Samples from the beginning of one piece to that of the next.

    Returns
    -------
    ndarray of shape (size // 2 + 1, pieces), of the sound's dtype
        A last piece that would be shorter than `size` is left out; a sound that is shorter is filled up with zeros.

    Raises
    ------
    TypeError
        If sound is not a NumPy array of floats (whole numbers, as in a file: divide by 32768), or size or hop is not a
        whole number.
    ValueError
        If sound is empty, not of shape (samples,), or holds NaN or infinity; if size or hop is out of its range.

    References
    ----------
    Cooley, Tukey (1965), "An algorithm for the machine calculation of complex Fourier series".

    Examples
    --------
    >>> t = np.arange(1024) / 8000  # seconds
    >>> energy = spectrogram(np.sin(2 * np.pi * 1000 * t))
    >>> energy.shape, energy.argmax(axis=0) * 8000 / 256
    ((129, 7), array([1000., 1000., 1000., 1000., 1000., 1000., 1000.]))
    """
    return energies("spectrogram", sound, size, hop)


def energies(caller, sound, size, hop):
    """Return the spectrogram, or raise in the caller's name."""
    check_numbers(caller, "sound", sound)
    if sound.dtype.kind != "f":
        raise TypeError(
            f"{caller} expected sound to hold floats, got {sound.dtype}: sound / 32768 makes them of 16 bits"
        )
    check_floats(caller, "sound", sound)
    if sound.ndim != 1:
        raise ValueError(
            f"{caller} expected sound of shape (samples,), got {sound.shape}: sound.mean(axis=1) joins ears"
        )
    finite(caller, "sound", sound)
    size = integer(caller, "size", size, low=2, high=LARGEST)
    hop = integer(caller, "hop", hop, low=1, high=LARGEST)
    sound = np.pad(sound, (0, max(0, size - len(sound))))
    pieces = np.lib.stride_tricks.sliding_window_view(sound, size)[::hop]
    waves = np.fft.rfft(pieces * np.hanning(size), axis=1)
    return (waves.real**2 + waves.imag**2).T.astype(sound.dtype)
