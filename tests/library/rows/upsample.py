"""The rows of upsampling."""

import torch

from rows.fuzz import INF, NAN, NOT_PAIRS, WORDS, good, images, setting
from rows.parity import ODD, ONE, Images, on

PARITY = {
    "Upsample": Images(
        torch.nn.Upsample,
        (
            *on(ODD, *({"scale_factor": factor} for factor in (1, 2, 2.5, 0.6, (2, 3), (1.3, 0.7)))),
            *on(ONE, *({"size": size} for size in (1, 7, 20, (3, 14)))),
        ),
    )
}

NOT_FACTORS = ("text", {"a": 1}, 0, -1, NAN, INF, True, (2,), (2, 2, 2), (2, 0), ("a", 2))
FUZZ = {
    "Upsample": [
        ("size", [None], lambda nn, bad: nn.Upsample()),
        ("size", [2], lambda nn, bad: nn.Upsample(bad, 2)),
        setting("Upsample", "size", [bad for bad in NOT_PAIRS if bad is not None]),
        setting("Upsample", "scale_factor", NOT_FACTORS),
        setting("Upsample", "mode", (*WORDS, 3, "bilinear", "bicubic"), scale_factor=2),
        *images("Upsample", 3, shapes=[(4, 8, 8), (2, 4, 0, 8), (2, 4, 8, 0)]),
        *images("Upsample", scale_factor=2, shapes=[(4, 8, 8), (2, 4, 0, 8), (2, 4, 8, 0)]),
        ("x", [(2, 4, 1, 8)], lambda nn, bad: nn.Upsample(scale_factor=0.5)(good(nn, *bad))),
    ]
}
