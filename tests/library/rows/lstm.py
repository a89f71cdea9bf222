"""The rows of the LSTM."""

import torch

from rows.recurrent import Recurrent, recurrent

PARITY = {"LSTM": Recurrent(torch.nn.LSTM, states=2)}
FUZZ = {"LSTM": recurrent("LSTM", 2)}
