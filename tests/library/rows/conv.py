"""The rows of the convolution."""

import torch

from rows.fuzz import NAN, NOT_COUNTS, NOT_FLAGS, NOT_PAIRS, WORDS, good, images, setting
from rows.parity import LEFT_OVER, ODD, ONE, Images


def conv(shape=ODD, out=6, **setting):
    """Return a case: arguments, with a kernel of 3 x 3 and six maps unless they say otherwise, and shape of x."""
    return {"in_channels": shape[1], "out_channels": out, "kernel_size": 3, **setting}, shape


PARITY = {
    "Conv2d": Images(
        torch.nn.Conv2d,
        (
            conv(),
            conv(bias=False),
            conv(ONE),
            conv(kernel_size=1),
            conv(kernel_size=(7, 5)),  # the whole image
            conv(kernel_size=(2, 3), padding=(0, 2)),
            conv(kernel_size=(3, 1), padding=3),  # windows in padding alone
            conv(stride=2),
            conv(LEFT_OVER, stride=(2, 3)),
            conv(LEFT_OVER, kernel_size=2, stride=(3, 4)),  # pixels that no window sees
            conv(stride=2, padding=1),
            conv(kernel_size=4, stride=2, padding=1),
            conv(dilation=2),
            conv(dilation=(1, 2), padding=(1, 0)),
            conv(LEFT_OVER, kernel_size=(3, 2), stride=(2, 1), dilation=(2, 3), padding=2),
            conv(LEFT_OVER, kernel_size=2, stride=4, dilation=2),
            conv(padding="same"),
            conv(kernel_size=(2, 4), padding="same"),
            conv(kernel_size=(3, 2), dilation=2, padding="same"),
            conv(padding="valid", stride=2),
            conv(out=8, groups=4),
            conv(out=4, groups=4, padding=1, bias=False),
            conv(ONE, out=6, groups=2, stride=2, dilation=2, padding=2),
            conv((2, 1, 4, 4), out=1),
        ),
    )
}

NOT_PADDINGS = ({"a": 1}, object(), None, 2.5, NAN, -1, True, (1,), (1, 1, 1), (1, -1), (0.5, 1))


def convolution(name):
    """Return the rows that both convolutions have."""
    given = {"in_channels": 4, "out_channels": 6, "kernel_size": 3}
    return [
        *(setting(name, argument, NOT_COUNTS, **given) for argument in ("in_channels", "out_channels", "groups")),
        *(setting(name, argument, NOT_PAIRS, **given) for argument in ("kernel_size", "stride", "dilation")),
        setting(name, "padding", NOT_PADDINGS, **given),
        setting(name, "bias", NOT_FLAGS, **given),
        setting(name, "padding_mode", (*WORDS, 3, "reflect", "circular"), **given),
        ("in_channels|out_channels", (3, 4, 5), lambda nn, bad: getattr(nn, name)(4, 6, 3, groups=bad)),
        *images(name, 4, 6, 3, shapes=[(2, 8, 8, 4), (2, 3, 8, 8), (3, 8, 8), (2, 4, 8, 8, 1)]),
    ]


FUZZ = {
    "Conv2d": [
        *convolution("Conv2d"),
        ("padding", ("text", "Same"), lambda nn, bad: nn.Conv2d(4, 6, 3, padding=bad)),
        ("stride", (2, (1, 2)), lambda nn, bad: nn.Conv2d(4, 6, 3, bad, "same")),
        ("x", [(2, 4, 2, 8), (2, 4, 8, 2), (2, 4, 0, 8)], lambda nn, bad: nn.Conv2d(4, 6, 3)(good(nn, *bad))),
        ("x", [(2, 4, 4, 8)], lambda nn, bad: nn.Conv2d(4, 6, 3, dilation=2)(good(nn, *bad))),
    ]
}
