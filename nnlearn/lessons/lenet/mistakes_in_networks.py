"""Mistakes that people really make in 16.2: networks that are nearly LeNet-5, and that `check` names."""


def _lenet(nn, channels, side, classes, *, acts="RRRR", pool=None, flat=None, padding=(0, 0), flatten=True, last=None):
    """Return LeNet-5 with something wrong.

    `acts` has a letter for what follows C1, C3, C5 and F6: R for ReLU, T for tanh, S for sigmoid, - for nothing.
    """
    kinds = {"R": nn.ReLU, "T": nn.Tanh, "S": nn.Sigmoid}
    after = [[kinds[one]()] if one in kinds else [] for one in acts]
    pool = pool or nn.MaxPool2d
    if flat is None:
        flat = 16 * (((side - 4 + 2 * padding[0]) // 2 - 4 + 2 * padding[1]) // 2) ** 2
    layers = [nn.Conv2d(channels, 6, 5, padding=padding[0]), *after[0], pool(2)]
    layers += [nn.Conv2d(6, 16, 5, padding=padding[1]), *after[1], pool(2)]
    layers += [nn.Flatten()] * flatten + [nn.Linear(flat, 120), *after[2], nn.Linear(120, 84), *after[3]]
    return nn.Sequential(*layers, nn.Linear(84, classes), *([last] if last else []))


def _with(*names, **changes):
    """Return a function that builds a network with these changes; those in `names` are classes of nn."""

    def build(nn, channels, side, classes):
        made = {key: value(side) if callable(value) else value for key, value in changes.items()}
        made |= {key: getattr(nn, made[key]) for key in names}
        if "last" in made:
            made["last"] = made["last"](**({"dim": 1} if made["last"] is nn.Softmax else {}))
        return _lenet(nn, channels, side, classes, **made)

    return build


flat_of_32 = _with(flat=400)
other_flats = (
    _with(flat=256),  # of 28
    _with(flat=lambda side: 16 * (side // 4) ** 2),  # without the kernels
    _with(flat=lambda side: 16 * ((side - 4) // 2) ** 2),  # one pooling
    _with(flat=lambda side: 16 * ((side - 4) // 2 - 4) ** 2),  # one pooling, both kernels
    _with(flat=lambda side: 16 * ((side - 8) // 4) ** 2),  # both kernels before the poolings
    _with(flat=lambda side: 16 * (side - 8) ** 2),  # no pooling
    _with(flat=lambda side: 16 * (((side - 5) // 2 - 5) // 2) ** 2),  # without the + 1
    _with(flat=lambda side: 16 * (((side - 4) // 2 - 4) // 2)),  # one side of the map
    _with(flat=lambda side: (((side - 4) // 2 - 4) // 2) ** 2),  # one map
    _with(flat=lambda side: 16 * side**2),  # of the input
)
form_of_1998 = _with("pool", acts="TTTT", pool="AvgPool2d")
parts_of_1998: tuple = (_with("pool", pool="AvgPool2d"), _with(acts="TTTT"), _with(acts="SSSS"))
parts_of_1998 += (_with("pool", acts="SSSS", pool="AvgPool2d"), _with(acts="TTRR"), _with(acts="RRTT"))
padded = _with(padding=(2, 2))
padded_in_part = (_with(padding=(2, 0)), _with(padding=(0, 2)), _with(padding=(1, 1)))
f6_without_activation = _with(acts="RRR-")
without_activations = tuple(_with(acts=acts) for acts in ("-RRR", "R-RR", "RR-R", "--RR", "RR--", "----"))
relu_on_the_scores = _with("last", last="ReLU")
other_ends = (_with("last", last="Softmax"), _with("last", last="Sigmoid"), _with("last", last="Tanh"))
not_flattened = _with(flatten=False)


def c5_as_convolution(nn, channels, side, classes):
    maps = ((side - 4) // 2 - 4) // 2
    layers = list(_lenet(nn, channels, side, classes))
    return nn.Sequential(*layers[:6], nn.Conv2d(16, 120, maps), nn.ReLU(), nn.Flatten(), *layers[9:])
