"""Mistakes that people really make in 17.5: stages of blocks that do not fit, or are built in another order."""

from nnlearn.checks.exercise import Wrong


def _with(
    order=("BRC", "BRC"),
    project="if needed",
    kernel=1,
    strides=None,
    bias=(False, False),
    skip_norm=False,
    pool="",
    fewer=0,
):
    """Return an answer that builds a stage with something wrong.

    `order` has a letter for each part of the two halves of a branch: B for batch normalization, R for ReLU, C for a
    convolution. `strides(k, stride)` gives the strides of both convolutions and of the skip in block k; `bias` says
    whether the convolutions of the branch have one, and that of the skip.
    """
    strides = strides or (lambda k, stride: (stride, 1, stride) if k == 0 else (1, 1, 1))

    def stage(nn, before, after, stride, blocks):
        made = []
        for k in range(blocks - fewer):
            one, two, side = strides(k, stride)
            width, branch = before if k == 0 else after, []
            for half, (into, step) in zip(order, ((width, one), (after, two)), strict=True):
                for letter in half:
                    if letter == "B":
                        branch.append(nn.BatchNorm2d(into))
                    elif letter == "R":
                        branch.append(nn.ReLU())
                    elif letter == "C":
                        branch.append(nn.Conv2d(into, after, 3, stride=step, padding=1, bias=bias[0]))
                        into = after
            changed = {
                "if needed": width != after or side != 1,
                "channels": width != after,
                "size": side != 1,
                "always": True,
                "never": False,
                "first": k == 0,
            }[project]
            border = kernel // 2
            skip = nn.Conv2d(width, after, kernel, stride=side, padding=border, bias=bias[1]) if changed else None
            if skip and pool and side > 1:
                skip = nn.Sequential(getattr(nn, pool)(side), nn.Conv2d(width, after, 1, bias=bias[1]))
            if skip and skip_norm:
                skip = nn.Sequential(skip, nn.BatchNorm2d(after))
            made.append(nn.Residual(*branch, shortcut=skip))
        return made

    return stage


every_block_strides = _with(strides=lambda k, stride: (stride, 1, stride))
both_stride = _with(strides=lambda k, stride: (stride, stride, stride**2) if k == 0 else (1, 1, 1))
second_strides = _with(strides=lambda k, stride: (1, stride, stride) if k == 0 else (1, 1, 1))
unstrided_skip = _with(strides=lambda k, stride: (stride, 1, 1) if k == 0 else (1, 1, 1))
never_strides = _with(strides=lambda k, stride: (1, 1, 1))

WRONG = {
    "the skip is a convolution in every block": Wrong(
        _with(project="always"),
        "A convolution changes x, so the copy that arrives unmultiplied is lost. Where the shape stays, x itself is "
        "added: shortcut=None.",
        also=(_with(project="first"),),
    ),
    "the skip is missing where the shape changes": Wrong(
        _with(project="never"),
        "Where F halves the image or changes the channels, x no longer fits to what it is added to. The shape changes "
        "if the channels do, or if the stride is not 1.",
        also=(_with(project="channels"), _with(project="size")),
    ),
    "the stride is not that of the first convolution of the first block alone": Wrong(
        every_block_strides,
        "A stage makes the image smaller once, with the first convolution of its first block and the skip beside it; "
        "everywhere else the stride is 1.",
        also=(second_strides, both_stride, never_strides, unstrided_skip),
    ),
    "a convolution stands in front of its batch normalization and ReLU": Wrong(
        _with(order=("CBR", "CBR")),
        "Here normalization and ReLU come first and the convolution last, twice (pre-activation). A branch that ends "
        "in a ReLU can only add.",
        also=(_with(order=("CBR", "CB")), _with(order=("CRB", "CRB")), _with(order=("BCR", "BCR"))),
    ),
    "the ReLU stands in front of the batch normalization": Wrong(
        _with(order=("RBC", "RBC")),
        "The normalization centres its sums, so that about half of them pass the ReLU after it. In the other order "
        "half of what it centres is 0 already.",
    ),
    "the branch does not have its six parts": Wrong(
        _with(order=("BRC", "RC")),
        "F is batch normalization, ReLU, convolution, and all three once more: six parts, the last a convolution.",
        also=tuple(
            _with(order=order)
            for order in (
                ("RC", "RC"),
                ("BRC", ""),
                ("BRC", "BC"),
                ("BC", "BC"),
                ("BRC", "C"),
                ("C", "RC"),
                ("BRC", "BRCR"),
            )
        ),
    ),
    "a convolution has a bias, or the skip more than a convolution": Wrong(
        _with(bias=(True, True)),
        "The task asks for convolutions without a bias (bias=False), which the next normalization would take away, "
        "and for nothing but a 1 x 1 convolution on the skip.",
        also=(
            _with(bias=(True, False)),
            _with(bias=(False, True)),
            _with(skip_norm=True),
            _with(kernel=3),
            _with(pool="AvgPool2d"),
            _with(pool="MaxPool2d"),
        ),
    ),
    "the number of blocks is not right": Wrong(
        _with(fewer=1),
        "A stage has `blocks` blocks, and the first one, which changes the shape, is one of them.",
        also=(_with(fewer=-1),),
    ),
}
