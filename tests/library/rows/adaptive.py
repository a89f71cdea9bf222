"""The rows of the optimizers that adapt the rate of each weight."""

import torch

from rows.fuzz import NAN, NOT_FLAGS, NOT_SIZES, WORDS
from rows.optimizers import Optimizer, optimizer

PARITY = {
    "Adagrad": Optimizer(
        torch.optim.Adagrad,
        (
            {},
            {"lr": 0.1, "lr_decay": 0.2},
            {"lr": 0.1, "weight_decay": 0.1},
            {"lr": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3},
            {"lr": 0.1, "weight_decay": 0.1, "maximize": True},
        ),
    ),
    "RMSprop": Optimizer(
        torch.optim.RMSprop,
        (
            {},
            {"lr": 0.05, "alpha": 0.8, "eps": 1e-3},
            {"lr": 0.05, "weight_decay": 0.1},
            {"lr": 0.05, "momentum": 0.9},
            {"lr": 0.05, "centered": True},
            {"lr": 0.05, "centered": True, "momentum": 0.5, "weight_decay": 0.1},
            {"lr": 0.05, "alpha": 0.0, "maximize": True},
        ),
    ),
    "Adam": Optimizer(
        torch.optim.Adam,
        (
            {},
            {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3},
            {"lr": 0.1, "weight_decay": 0.1},
            {"betas": (0.0, 0.0)},
            {"lr": 0.1, "betas": (0.5, 0.5), "amsgrad": True},
            {"lr": 0.1, "weight_decay": 0.1, "maximize": True},
            {"lr": 0.1, "weight_decay": 0.1, "decoupled_weight_decay": True},
        ),
    ),
    "AdamW": Optimizer(
        torch.optim.AdamW,
        (
            {},
            {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3},
            {"lr": 0.1, "weight_decay": 0.5},
            {"lr": 0.1, "betas": (0.5, 0.5), "amsgrad": True, "maximize": True},
        ),
    ),
}

BETAS = (*WORDS, 0.9, (0.9,), (0.9, 0.9, 0.9), (0.9, 1.0), (-0.1, 0.9), (0.9, NAN), ("a", 0.9), (None, None))
FUZZ = {
    "Adagrad": optimizer("Adagrad", ("lr_decay", "initial_accumulator_value", "eps")),
    "RMSprop": optimizer("RMSprop", ("eps", "momentum"), alpha=(*NOT_SIZES, 1.1), centered=NOT_FLAGS),
    "Adam": optimizer("Adam", ("eps",), betas=BETAS, amsgrad=NOT_FLAGS, decoupled_weight_decay=NOT_FLAGS),
    "AdamW": optimizer("AdamW", ("eps",), betas=BETAS, amsgrad=NOT_FLAGS),
}
