"""Sound as a picture: how strong each band of frequencies is at each moment. NumPy arrays in, NumPy arrays out.

`logmel` is what a network for speech reads: `spectrogram` gives the energy of each frequency, `mel_filters` adds
neighbouring frequencies up to bands as the ear does, and the logarithm makes a step of loudness the same everywhere.
"""

from nnlearn.audio.mel import hz_to_mel, logmel, mel_filters, mel_to_hz
from nnlearn.audio.spectrum import spectrogram

__all__ = ["hz_to_mel", "logmel", "mel_filters", "mel_to_hz", "spectrogram"]
