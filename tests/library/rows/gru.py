"""The rows of the GRU."""

import torch

from rows.recurrent import Recurrent, recurrent

PARITY = {"GRU": Recurrent(torch.nn.GRU)}
FUZZ = {"GRU": recurrent("GRU", 1)}
