"""Mistakes that people really make in exercise 11.3, a data set: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.pytorch.answers import Digits

# 11.3


class LengthOfAPicture(Digits):
    def __len__(self):
        return self.x.shape[1]


class _OtherLength(Digits):
    length = staticmethod(lambda x: len(x) - 1)

    def __len__(self):
        return self.length(self.x)


class _Example(Digits):
    """A data set that makes picture and label in another way, which a subclass says."""

    def __getitem__(self, i):
        return self.picture(self.x[i]), self.label(self.y[i])

    def picture(self, row):
        return (row / 16).astype(np.float32)

    def label(self, one):
        return int(one)


def _data(base=_Example, **settings):
    made = {name: staticmethod(value) if callable(value) else value for name, value in settings.items()}
    return type("Digits", (base,), made)


def _tensor(values):
    import torch

    return torch.tensor(values)


OTHER_LENGTHS = (_data(_OtherLength), _data(_OtherLength, length=lambda x: x.size))
Float64Kept = _data(picture=lambda row: row / 16)
OTHER_DTYPES = (
    _data(picture=lambda row: _tensor(row / 16)),
    _data(picture=lambda row: row),
    _data(picture=lambda row: (row / 16).astype(np.float16)),
    _data(picture=lambda row: (row / 16).astype(int)),
    _data(picture=lambda row: (row / 16).tolist()),
)
NotScaled = _data(picture=lambda row: row.astype(np.float32))
OTHER_SCALES = tuple(
    _data(picture=picture)
    for picture in (
        lambda row: (row / 255).astype(np.float32),
        lambda row: (row / row.max()).astype(np.float32),
        lambda row: ((row - row.min()) / (row.max() - row.min())).astype(np.float32),
        lambda row: ((row - row.mean()) / row.std()).astype(np.float32),
        lambda row: (row * 16).astype(np.float32),
        lambda row: (row / 15).astype(np.float32),
        lambda row: (row / 17).astype(np.float32),
        lambda row: (row / 8 - 1).astype(np.float32),
    )
)


WholeNumbers = _data(picture=lambda row: (row // 16).astype(np.float32))
OtherWholeNumbers = _data(picture=lambda row: np.round(row / 16).astype(np.float32))


STORED_AS_WHOLE = (
    _data(picture=lambda row: (row.astype(np.uint8) / 16).astype(np.float32)),
    _data(picture=lambda row: (np.round(row) / 16).astype(np.float32)),
)


class TableScaled(Digits):
    def __getitem__(self, i):
        return (self.x[i] / self.x.max()).astype(np.float32), int(self.y[i])


class LabelInABox(Digits):
    def __getitem__(self, i):
        return super().__getitem__(i)[0], self.y[i : i + 1]


OTHER_LABELS = (
    _data(label=lambda one: one),
    _data(label=float),
    _data(label=lambda one: np.float32(one)),
    _data(label=_tensor),
    _data(label=lambda one: _tensor(int(one))),
    _data(label=lambda one: _tensor([int(one)])),
    _data(label=lambda one: [int(one)]),
    _data(label=str),
)


class ShuffledAlone(Digits):
    def __init__(self, x, y):
        super().__init__(np.random.default_rng(0).permutation(x), y)


class EverythingEachTime(Digits):
    def __getitem__(self, i):
        return (self.x / 16).astype(np.float32), self.y


class PicturesEachTime(Digits):
    def __getitem__(self, i):
        return (self.x / 16).astype(np.float32), int(self.y[i])


class AllLabelsEachTime(Digits):
    def __getitem__(self, i):
        return super().__getitem__(i)[0], self.y


class Square(Digits):
    def __getitem__(self, i):
        picture, label = super().__getitem__(i)
        return picture.reshape(8, 8), label


class Row(Digits):
    def __getitem__(self, i):
        picture, label = super().__getitem__(i)
        return picture.reshape(1, -1), label
