"""Mistakes that people really make in 21.5: targets that are not shifted, and blocks with a part missing or moved."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _pairs(rows):
    x, y = np.zeros_like(rows), rows.copy()
    x[:, 1:] = rows[:, :-1]
    y[:, 1:][rows[:, :-1] == 0] = -100
    return x, y


def _with(pairs=_pairs, block=None):
    """Return a class with another `pairs`, or with another block."""

    def usual(nn, look, D):
        return [nn.Residual(nn.LayerNorm(D), look), nn.Residual(nn.LayerNorm(D), *_think(nn, D))]

    class TinyGPT:
        def pairs(self, rows):
            return pairs(rows)

        def block(self, nn, look, D):
            return (block or usual)(nn, look, D)

    return TinyGPT


def _think(nn, D):
    return nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D)


def not_shifted(rows):
    return rows.copy(), _pairs(rows)[1]


def shifted_twice(rows):
    x, y = _pairs(rows)
    further = np.full_like(y, -100)
    further[:, :-1] = y[:, 1:]
    return x, further


def backwards(rows):
    return rows.copy(), _pairs(rows)[0]


def read_as_targets(rows):
    x = _pairs(rows)[0]
    return x, x.copy()


def padding_counts(rows):
    return _pairs(rows)[0], rows.copy()


def end_left_out(rows):
    return _pairs(rows)[0], np.where(rows == 0, -100, rows)


def one_end_too_many(rows):
    x, y = _pairs(rows)
    first = (rows != 0).sum(axis=1) + 1
    for row, place in zip(y, first, strict=True):
        row[place : place + 1] = 0
    return x, y


def ignored_in_x(rows):
    x, y = _pairs(rows)
    return np.where(y == -100, -100, x), y


def other_sign(rows):
    x, y = _pairs(rows)
    return x, np.where(y == -100, -1, y)


def _parts(*made):
    """Return a block of these residuals, each a function of nn, look and D that returns its layers."""
    return lambda nn, look, D: [nn.Residual(*layers(nn, look, D)) for layers in made]


def _look(nn, look, D):
    return nn.LayerNorm(D), look


def _compute(nn, look, D):
    return nn.LayerNorm(D), *_think(nn, D)


def no_residual(nn, look, D):
    return [nn.LayerNorm(D), look, nn.LayerNorm(D), *_think(nn, D)]


def one_residual(nn, look, D):
    return [nn.Residual(nn.LayerNorm(D), look, nn.LayerNorm(D), *_think(nn, D))]


def residual_around_the_first(nn, look, D):
    return [nn.Residual(nn.LayerNorm(D), look), nn.Sequential(nn.LayerNorm(D), *_think(nn, D))]


def after_the_sum(nn, look, D):
    return [nn.Residual(look), nn.LayerNorm(D), nn.Residual(*_think(nn, D)), nn.LayerNorm(D)]


def after_the_sum_in_two(nn, look, D):
    first = nn.Sequential(nn.Residual(look), nn.LayerNorm(D))
    return [first, nn.Sequential(nn.Residual(*_think(nn, D)), nn.LayerNorm(D))]


def normalised_outside(nn, look, D):
    return [nn.LayerNorm(D), nn.Residual(look), nn.LayerNorm(D), nn.Residual(*_think(nn, D))]


def other_parts(*layers):
    """Return a block whose second residual has these layers, each a function of nn and D, after its LayerNorm."""
    return _with(block=_parts(_look, lambda nn, look, D: (nn.LayerNorm(D), *(one(nn, D) for one in layers))))


def wide(nn, D):
    return nn.Linear(D, 4 * D)


def back(nn, D):
    return nn.Linear(4 * D, D)


def gelu(nn, D):
    return nn.GELU()


WRONG = {
    "x is not the row one place later": Wrong(
        _with(not_shifted),
        "Place t must not read the code it is to predict: then it only has to copy. It reads the one before, and the "
        "first place reads 0. Compare x and y of one name, one below the other.",
        also=(_with(shifted_twice), _with(backwards), _with(read_as_targets)),
    ),
    "places after the end sign count": Wrong(
        _with(padding_counts),
        "Most places of a short name stand after its end. If they counted, a model that always writes 0 would look "
        "good. y is -100 there.",
        also=(_with(one_end_too_many), _with(other_sign)),
    ),
    "the end sign is not learned": Wrong(
        _with(end_left_out),
        "A model that was never asked to write the first 0 never stops. Only the places after it are left out.",
    ),
    "x has codes of -100": Wrong(
        _with(ignored_in_x),
        "-100 is a sign for the loss alone. x goes into the model, and an embedding has no row -100.",
    ),
    "a residual is missing": Wrong(
        _with(block=no_residual),
        "There are two sums in a block: what attention found is added to its input, and so is what each place "
        "computed. A list of two nn.Residual.",
        also=(_with(block=one_residual), _with(block=residual_around_the_first)),
    ),
    "a normalisation is missing, or stands elsewhere": Wrong(
        _with(block=_parts(lambda nn, look, D: (look,), lambda nn, look, D: _think(nn, D))),
        "Each residual begins, inside, with a LayerNorm of its own (pre-norm); the sum itself is not normalised.",
        also=(
            *(_with(block=after_the_sum), _with(block=after_the_sum_in_two), _with(block=normalised_outside)),
            _with(block=_parts(lambda nn, look, D: (look, nn.LayerNorm(D)), _compute)),
            _with(block=_parts(lambda nn, look, D: (look,), _compute)),
            _with(block=_parts(_look, lambda nn, look, D: _think(nn, D))),
            _with(block=_parts(_look, lambda nn, look, D: (*_think(nn, D), nn.LayerNorm(D)))),
            _with(
                block=_parts(
                    lambda nn, look, D: (look, nn.LayerNorm(D)), lambda nn, look, D: (*_think(nn, D), nn.LayerNorm(D))
                )
            ),
        ),
    ),
    "the part for each place is not dense to 4 D, GELU, dense to D": Wrong(
        other_parts(wide, back),
        "Two dense layers without a function between them are one. And is the first one four times as wide, with GELU "
        "after it and nothing after the second?",
        also=(
            other_parts(wide, lambda nn, D: nn.ReLU(), back),
            other_parts(wide, lambda nn, D: nn.Tanh(), back),
            other_parts(wide, back, gelu),
            other_parts(wide, gelu, back, gelu),
            other_parts(lambda nn, D: nn.Linear(D, D), gelu, lambda nn, D: nn.Linear(D, D)),
            other_parts(lambda nn, D: nn.Linear(D, 2 * D), gelu, lambda nn, D: nn.Linear(2 * D, D)),
            other_parts(lambda nn, D: nn.Linear(D, D)),
            other_parts(lambda nn, D: nn.Linear(D, D), gelu),
        ),
    ),
    "the places compute before they look": Wrong(
        _with(block=_parts(_compute, _look)), "First each place looks at the others, then it works on what it found."
    ),
}
