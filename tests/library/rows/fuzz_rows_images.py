"""What is put into the layers on images that must be refused; a row is as in fuzz_rows."""

from fuzz_rows import INF, NAN, NOT_COUNTS, NOT_FLAGS, WORDS, array, good

NOT_PAIRS = (*NOT_COUNTS, (2,), (2, 2, 2), (2, 0), (-1, 2), (2, 1.5), ("2", 2), (True, 2))
NOT_PADDINGS = ({"a": 1}, object(), None, 2.5, NAN, -1, True, (1,), (1, 1, 1), (1, -1), (0.5, 1))
NO_NUMBERS = lambda nn: [*WORDS, 3, [[[[1.0]]]], array(nn, [[[[1]]]], "int64")]  # noqa: E731


def setting(name, argument, bad, *given, **more):
    return argument, bad, lambda nn, value: getattr(nn, name)(*given, **{**more, argument: value})


def layer(name, *given, shapes, **more):
    """Rows of what is no batch of images, or none of the right shape."""
    return [
        ("x", NO_NUMBERS, lambda nn, bad: getattr(nn, name)(*given, **more)(bad)),
        ("x", [(), (4,), (4, 8), (4, 8, 8), *shapes], lambda nn, s: getattr(nn, name)(*given, **more)(good(nn, *s))),
    ]


def convolution(name):
    given = {"in_channels": 4, "out_channels": 6, "kernel_size": 3}
    return [
        *(setting(name, argument, NOT_COUNTS, **given) for argument in ("in_channels", "out_channels", "groups")),
        *(setting(name, argument, NOT_PAIRS, **given) for argument in ("kernel_size", "stride", "dilation")),
        setting(name, "padding", NOT_PADDINGS, **given),
        setting(name, "bias", NOT_FLAGS, **given),
        setting(name, "padding_mode", (*WORDS, 3, "reflect", "circular"), **given),
        ("in_channels|out_channels", (3, 4, 5), lambda nn, bad: getattr(nn, name)(4, 6, 3, groups=bad)),
        *layer(name, 4, 6, 3, shapes=[(2, 8, 8, 4), (2, 3, 8, 8), (2, 5, 8, 8), (2, 4, 8, 8, 1)]),
    ]


def pool(name):
    return [
        setting(name, "kernel_size", NOT_PAIRS),
        setting(name, "stride", [bad for bad in NOT_PAIRS if bad is not None], kernel_size=2),  # None is the kernel
        setting(name, "padding", (*NOT_PADDINGS, "same", 2, (0, 2)), kernel_size=2),
        setting(name, "ceil_mode", NOT_FLAGS, kernel_size=2),
        *layer(name, 3, shapes=[(2, 4, 2, 8), (2, 4, 8, 2), (2, 4, 8, 0), (2, 4, 8, 8, 1)]),
    ]


IMAGES = {
    "Conv2d": [
        *convolution("Conv2d"),
        ("padding", ("text", "Same"), lambda nn, bad: nn.Conv2d(4, 6, 3, padding=bad)),
        ("stride", (2, (1, 2)), lambda nn, bad: nn.Conv2d(4, 6, 3, bad, "same")),
        ("x", [(2, 4, 2, 8), (2, 4, 8, 2), (2, 4, 0, 8)], lambda nn, bad: nn.Conv2d(4, 6, 3)(good(nn, *bad))),
        ("x", [(2, 4, 4, 8)], lambda nn, bad: nn.Conv2d(4, 6, 3, dilation=2)(good(nn, *bad))),
    ],
    "ConvTranspose2d": [
        *convolution("ConvTranspose2d"),
        setting("ConvTranspose2d", "padding", ("same", "text"), in_channels=4, out_channels=6, kernel_size=3),
        ("output_padding", (*NOT_PADDINGS, 1, 5), lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, output_padding=bad)),
        ("output_padding", (2, (0, 2), (3, 0)), lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, 2, 0, bad)),
        ("x", [(2, 4, 1, 8), (2, 4, 0, 8)], lambda nn, bad: nn.ConvTranspose2d(4, 6, 3, padding=2)(good(nn, *bad))),
    ],
    "MaxPool2d": [*pool("MaxPool2d"), setting("MaxPool2d", "dilation", NOT_PAIRS, kernel_size=2)],
    "AvgPool2d": [*pool("AvgPool2d"), setting("AvgPool2d", "count_include_pad", NOT_FLAGS, kernel_size=2)],
    "AdaptiveAvgPool2d": [
        setting("AdaptiveAvgPool2d", "output_size", [bad for bad in NOT_PAIRS if bad is not None]),
        *layer("AdaptiveAvgPool2d", 3, shapes=[(2, 4, 0, 8), (2, 4, 8, 0)]),
    ],
    "Upsample": [
        ("size", [None], lambda nn, bad: nn.Upsample()),
        ("size", [2], lambda nn, bad: nn.Upsample(bad, 2)),
        setting("Upsample", "size", [bad for bad in NOT_PAIRS if bad is not None]),
        setting(
            "Upsample", "scale_factor", ("text", {"a": 1}, 0, -1, NAN, INF, True, (2,), (2, 2, 2), (2, 0), ("a", 2))
        ),
        setting("Upsample", "mode", (*WORDS, 3, "bilinear", "bicubic"), scale_factor=2),
        *layer("Upsample", 3, shapes=[(2, 4, 0, 8), (2, 4, 8, 0)]),
        *layer("Upsample", scale_factor=2, shapes=[(2, 4, 0, 8), (2, 4, 8, 0)]),
        ("x", [(2, 4, 1, 8)], lambda nn, bad: nn.Upsample(scale_factor=0.5)(good(nn, *bad))),
    ],
}
