"""The rows of pooling to a given size."""

import torch

from rows.fuzz import NOT_PAIRS, images, setting
from rows.parity import ODD, ONE, Images, on

SIZES = (1, 2, 5, 9, (3, 2), (None, 2), (4, None))
PARITY = {
    "AdaptiveAvgPool2d": Images(
        torch.nn.AdaptiveAvgPool2d, (*on(ODD, *({"output_size": size} for size in SIZES)), *on(ONE, {"output_size": 3}))
    )
}
FUZZ = {
    "AdaptiveAvgPool2d": [
        setting("AdaptiveAvgPool2d", "output_size", [bad for bad in NOT_PAIRS if bad is not None]),
        *images("AdaptiveAvgPool2d", 3, shapes=[(2, 4, 0, 8), (2, 4, 8, 0)]),
    ]
}
