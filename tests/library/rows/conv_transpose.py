"""The rows of the transposed convolution."""

import torch

from rows.conv import NOT_PADDINGS, conv, convolution
from rows.fuzz import good, setting
from rows.parity import LEFT_OVER, ONE, Images

PARITY = {
    "ConvTranspose2d": Images(
        torch.nn.ConvTranspose2d,
        (
            conv(),
            conv(bias=False),
            conv(ONE, stride=2),
            conv((2, 4, 1, 1), kernel_size=4),
            conv(kernel_size=4, stride=2, padding=1),
            conv(kernel_size=(2, 3), stride=(3, 1), padding=(0, 2)),
            conv(stride=2, padding=1, output_padding=1),
            conv(LEFT_OVER, stride=(3, 2), output_padding=(2, 0)),
            conv(dilation=(2, 3), output_padding=(1, 2)),  # more than the stride
            conv(kernel_size=1, dilation=3, output_padding=2),
            conv(dilation=2, stride=3, padding=2),
            conv(kernel_size=2, stride=4, dilation=2),
            conv(padding=3, stride=2),
            conv(out=8, groups=4, stride=2),
            conv(ONE, out=6, groups=2, dilation=2, padding=1),
        ),
    )
}
FUZZ = {
    "ConvTranspose2d": [
        *convolution("ConvTranspose2d"),
        setting("ConvTranspose2d", "padding", ("same", "text"), in_channels=4, out_channels=6, kernel_size=3),
        ("output_padding", (*NOT_PADDINGS, 1, 5), lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, output_padding=bad)),
        ("output_padding", (2, (0, 2), (3, 0)), lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, 2, 0, bad)),
        ("x", [(2, 4, 1, 8), (2, 4, 0, 8)], lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, padding=2)(good(nn, *bad))),
    ]
}
