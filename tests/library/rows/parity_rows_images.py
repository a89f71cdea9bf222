"""The arguments and image shapes for which the layers on images are held against PyTorch's own."""

ODD, LEFT_OVER, ONE = (2, 4, 7, 5), (3, 4, 8, 6), (1, 4, 6, 7)  # (batch, channels, height, width)


def conv(shape=ODD, out=6, **setting):
    return {"in_channels": shape[1], "out_channels": out, "kernel_size": 3, **setting}, shape


def on(shape, *settings):
    return [(setting, shape) for setting in settings]


# name: [(arguments, shape of x)]
IMAGES = {
    "Conv2d": [
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
    ],
    "ConvTranspose2d": [
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
    ],
    "MaxPool2d": [
        *on(LEFT_OVER, {"kernel_size": 2}, {"kernel_size": (3, 2)}, {"kernel_size": 3, "stride": 2}),
        *on(ODD, {"kernel_size": 2}, {"kernel_size": 2, "stride": 1}, {"kernel_size": 2, "ceil_mode": True}),
        *on(ODD, {"kernel_size": 2, "stride": 3, "padding": 1}, {"kernel_size": 1, "stride": (2, 3)}),
        *on(ONE, {"kernel_size": 3, "padding": 1}, {"kernel_size": 3, "stride": (1, 2), "padding": (1, 0)}),
        *on(ONE, {"kernel_size": 2, "dilation": 2}, {"kernel_size": (2, 3), "dilation": (3, 1), "stride": 1}),
        *on(LEFT_OVER, {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2, "ceil_mode": True}),
    ],
    "AvgPool2d": [
        *on(LEFT_OVER, {"kernel_size": 2}, {"kernel_size": (3, 2)}, {"kernel_size": 3, "stride": 2}),
        *on(ODD, {"kernel_size": 2}, {"kernel_size": 2, "stride": 1}, {"kernel_size": 2, "ceil_mode": True}),
        *on(ONE, {"kernel_size": 3, "padding": 1}, {"kernel_size": 3, "padding": 1, "count_include_pad": False}),
        *on(ODD, {"kernel_size": 3, "stride": 3, "padding": 1, "ceil_mode": True}),
        *on(ODD, {"kernel_size": 3, "stride": 3, "padding": 1, "ceil_mode": True, "count_include_pad": False}),
    ],
    "AdaptiveAvgPool2d": [
        *on(ODD, *({"output_size": size} for size in (1, 2, 5, 9, (3, 2), (None, 2), (4, None)))),
        *on(ONE, {"output_size": 3}),
    ],
    "Upsample": [
        *on(ODD, *({"scale_factor": factor} for factor in (1, 2, 2.5, 0.6, (2, 3), (1.3, 0.7)))),
        *on(ONE, *({"size": size} for size in (1, 7, 20, (3, 14)))),
    ],
}
