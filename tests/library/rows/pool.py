"""The rows of pooling with a window."""

import torch

from rows.conv import NOT_PADDINGS
from rows.fuzz import NOT_FLAGS, NOT_PAIRS, images, setting
from rows.parity import LEFT_OVER, ODD, ONE, Images, on

PARITY = {
    "MaxPool2d": Images(
        torch.nn.MaxPool2d,
        (
            *on(LEFT_OVER, {"kernel_size": 2}, {"kernel_size": (3, 2)}, {"kernel_size": 3, "stride": 2}),
            *on(ODD, {"kernel_size": 2}, {"kernel_size": 2, "stride": 1}, {"kernel_size": 2, "ceil_mode": True}),
            *on(ODD, {"kernel_size": 2, "stride": 3, "padding": 1}, {"kernel_size": 1, "stride": (2, 3)}),
            *on(ONE, {"kernel_size": 3, "padding": 1}, {"kernel_size": 3, "stride": (1, 2), "padding": (1, 0)}),
            *on(ONE, {"kernel_size": 2, "dilation": 2}, {"kernel_size": (2, 3), "dilation": (3, 1), "stride": 1}),
            *on(LEFT_OVER, {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2, "ceil_mode": True}),
        ),
    ),
    "AvgPool2d": Images(
        torch.nn.AvgPool2d,
        (
            *on(LEFT_OVER, {"kernel_size": 2}, {"kernel_size": (3, 2)}, {"kernel_size": 3, "stride": 2}),
            *on(ODD, {"kernel_size": 2}, {"kernel_size": 2, "stride": 1}, {"kernel_size": 2, "ceil_mode": True}),
            *on(ONE, {"kernel_size": 3, "padding": 1}, {"kernel_size": 3, "padding": 1, "count_include_pad": False}),
            *on(ODD, {"kernel_size": 3, "stride": 3, "padding": 1, "ceil_mode": True}),
            *on(ODD, {"kernel_size": 3, "stride": 3, "padding": 1, "ceil_mode": True, "count_include_pad": False}),
        ),
    ),
}


def pool(name):
    return [
        setting(name, "kernel_size", NOT_PAIRS),
        setting(name, "stride", [bad for bad in NOT_PAIRS if bad is not None], kernel_size=2),  # None is the kernel
        setting(name, "padding", (*NOT_PADDINGS, "same", 2, (0, 2)), kernel_size=2),
        setting(name, "ceil_mode", NOT_FLAGS, kernel_size=2),
        *images(name, 3, shapes=[(2, 4, 2, 8), (2, 4, 8, 2), (2, 4, 8, 0), (2, 4, 8, 8, 1)]),
    ]


FUZZ = {
    "MaxPool2d": [*pool("MaxPool2d"), setting("MaxPool2d", "dilation", NOT_PAIRS, kernel_size=2)],
    "AvgPool2d": [*pool("AvgPool2d"), setting("AvgPool2d", "count_include_pad", NOT_FLAGS, kernel_size=2)],
}
