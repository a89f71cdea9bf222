"""The feature map explorer: a picture goes through the reader's own convolutional network, map by map."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers.controls import ARROWS, slide
from nnlearn.explorers.recorded import END
from nnlearn.lessons.convolution import feature_map_words as words
from nnlearn.lessons.convolution.feature_map_picture import Sheet
from nnlearn.lessons.convolution.feature_map_tour import TOUR, tour_of
from nnlearn.lessons.convolution.network import (
    MAX_SIDE,
    by_hand,
    centred_on,
    cut,
    maps_of,
    read_end,
    read_stages,
    receptive_field,
    window,
)
from nnlearn.lessons.convolution.sweep import Sweep, swept
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import SMALL, TEXT

FIRST = 100  # number of pictures to choose from


@dataclass(frozen=True)
class State:
    """Settings of the feature map explorer."""

    number: int = slide(0, 0, FIRST - 1, 1, "picture", buttons="any")
    shift: int = slide(0, -3, 3, 1, "moved right", "pixels", buttons="step")
    position: int = slide(END, 0, 1, 1, "numbers of this map done")
    unit: tuple = (0, 0, 3, 3)  # stage, map, row, column


@dataclass(frozen=True)
class View:
    """Everything the network computes for one picture, and one of its units."""

    state: State
    stages: list
    maps: list  # the input and each stage: (channels, height, width)
    unit: tuple
    done: int  # numbers of its map that are computed, row by row
    window: np.ndarray  # (channels, K, K) of the stage before
    parts: np.ndarray  # for each channel the sum of the products
    field: tuple
    shares: Any  # (classes,) or None
    label: int

    @property
    def grid(self):
        """Rows and columns of the map."""
        return self.maps[self.unit[0] + 1].shape[1:]


class FeatureMapExplorer(Sweep):
    """Send a picture through a convolutional network and inspect any number of any map.

    Above are the picture and the chosen map, enlarged; then the maps of every layer, blue below zero and orange above.
    A green ring marks the chosen number, other rings the window it sees in the previous layer, in every map that it
    adds up; the dashed frame in the picture is its receptive field. Below is window times kernel, channel by channel.
    Play slides the window over the layer, and the map fills.

    Click a number to choose it, or move with the arrow keys; n goes to the next map, p to the previous one. A click on
    the picture chooses the number of the same map whose receptive field is centred there.

    Parameters
    ----------
    model : Sequential, optional
        `Conv2d`, activations and pooling, then, if it is to classify, `Flatten` and `Linear`; of either side. The
        explorer works on a copy. Without one, four kernels for edges, made by hand.
    pictures : array of shape (n, 1, height, width), optional
        Of the size that the model takes, at most 32 x 32, values from 0 to 1. The first hundred can be chosen; if there
        are fewer, the slider starts over. Without them, digits of 8 x 8.
    labels : array of shape (n,), optional
    **start
        Where the settings start: number, shift, unit (layer, map, row, column; the nearest existing one). See
        `Explorer`.

    Raises
    ------
    TypeError, ValueError
        If the model is not such a network, or the pictures have another shape.

    Examples
    --------
    >>> explorer = FeatureMapExplorer()
    >>> explorer.on_key("n")
    >>> print(explorer)  # doctest: +ELLIPSIS
    convolution, map 1, row 3, column 3: ...
    >>> explorer.close()
    """

    State = State
    size = (640, 572)
    cursors = {"net": "pointer"}
    keys = ("n", "p", *ARROWS)
    help = "Click a number of a map, or the picture, or move with the arrow keys; n and p: next map and back."
    suggestion = "press Play, then click a map of another layer."
    tour = TOUR

    def __init__(self, model=None, pictures=None, labels=None, **start):
        self.own = model is not None
        model = by_hand() if model is None else model
        self.stages = read_stages(model)
        self.end = read_end(model, self.stages)
        if pictures is None:
            digits = datasets.digits()
            pictures, labels = digits.x.reshape(-1, 1, 8, 8) / 16, digits.y
        self.pictures = np.asarray(pictures, np.float32)[:FIRST]
        shape = self.pictures.shape
        if len(shape) != 4 or shape[0] < 1 or shape[1] != 1 or max(shape[2:]) > MAX_SIDE:
            raise ValueError(
                f"FeatureMapExplorer expected pictures of shape (n, 1, height, width), at most {MAX_SIDE} x "
                f"{MAX_SIDE}, got {np.shape(pictures)}"
            )
        self.labels = np.full(len(self.pictures), -1) if labels is None else np.asarray(labels)
        self.reader_names = {"model": model, "pictures": self.pictures} if self.own else {}
        shapes = [maps.shape for maps in maps_of(self.stages, self.pictures[0, 0])]
        self.tour = tour_of(self.stages, shapes, self.end is not None)
        self.side = "torch" if hasattr(next(iter(model.parameters())), "detach") else "numpy"
        super().__init__(**start)

    def build(self, picture):
        self.title = picture.words(14, 8, TEXT, "bold")
        shapes = [maps.shape for maps in maps_of(self.stages, self.pictures[0, 0])]
        self.sheet = Sheet(picture, self.stages, shapes)
        self.sum, self.answer = picture.words(14, 556, SMALL), picture.words(422, 10, SMALL)

    def compute(self, state):
        number = state.number % len(self.pictures)
        maps = maps_of(self.stages, moved(self.pictures[number, 0], state.shift))
        stage, which, row, column = state.unit
        stage = min(stage, len(self.stages) - 1)
        last = np.subtract(maps[stage + 1].shape, 1)
        which, row, column = np.clip((which, row, column), 0, last).tolist()
        done, (row, column) = swept(state.position, maps[stage + 1].shape[1:], (row, column))
        one = self.stages[stage]
        seen = cut(maps[stage], window(one, row, column))
        parts = np.zeros(0) if one.weight is None else (seen * one.weight[which]).sum(axis=(1, 2))
        shares = None
        if self.end is not None:
            weight, bias = self.end
            shares = nn.softmax(weight @ maps[-1].ravel() + bias, 0)
        field = receptive_field(self.stages[: stage + 1], row, column, maps[0].shape[1:])
        unit = stage, which, row, column
        return View(state, self.stages, maps, unit, done, seen, parts, field, shares, int(self.labels[number]))

    def draw(self, view):
        self.sheet.draw(view)
        self.title.say(words.title(view))
        self.sum.say(words.sum_of(view))
        self.answer.say(words.answer(view))

    def after_draw(self, view):
        super().after_draw(view)
        self.canvas.prints = self.sheet.prints(view)

    # Text and code.

    def describe(self, view):
        parts = [words.title(view), words.sum_of(view), words.sees(view).rstrip("."), words.answer(view)]
        return (
            ". ".join(part for part in parts if part)
            + f". Picture {view.state.number}, shift {fixed(view.state.shift, 0)}."
        )

    def code(self, view):
        stage, which, row, column = view.unit
        number, shift, width = view.state.number % len(self.pictures), view.state.shift, self.pictures.shape[3]
        lines = ["import numpy as np", f"import nnlearn.{self.side} as nn"]
        if self.own:
            lines += ["", f"picture = pictures[{number}]  # of yours, (1, height, width)"]
        else:
            lines += ["from nnlearn import datasets", "from nnlearn.lessons.convolution import by_hand", ""]
            lines += ["model = by_hand()  # four kernels for edges, ReLU, max-pooling"]
            lines += [f"picture = (datasets.digits().x[{number}] / 16).reshape(1, 8, 8)"]
        sides = f"({max(shift, 0)}, {max(-shift, 0)})"
        lines += [f"x = np.pad(picture, ((0, 0), (0, 0), {sides}))[None, ..., {max(-shift, 0)} :][..., :{width}]"]
        lines += [
            f"maps = nn.predict(model[:{stage + 1}], x)[0]",
            f"done = maps[{which}].ravel()[:{view.done}]  # row by row",
        ]
        lines.append(f"print(len(done), maps[{which}, {row}, {column}])")
        return "\n".join(lines)

    def numbers(self, view):
        maps = view.maps[view.unit[0] + 1]
        return {"maps": maps, "done": maps[view.unit[1]].ravel()[: view.done]}

    @classmethod
    def variants(cls):
        def of_a_model():
            nn.manual_seed(0)
            first, second, end = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 16, 3, padding=1), nn.Linear(64, 10)
            rng = np.random.default_rng(0)
            for layer in (first, second, end):
                layer.weight.data = rng.normal(size=layer.weight.shape).astype(np.float32) / 2
            front = [first, nn.ReLU(), nn.MaxPool2d(2), second, nn.Tanh(), nn.AvgPool2d(2)]
            return cls(
                nn.Sequential(*front, nn.Flatten(), end),
                datasets.digits().x[:30].reshape(-1, 1, 8, 8) / 16,
                unit=(3, 2, 1, 1),
            )

        return {"of a model": of_a_model}

    # Pointer and keys.

    def next_state(self, state, **changes):
        if "unit" in changes and "position" not in changes:
            changes = {"position": END, **changes}
        return replace(state, **changes)

    def on_pointer(self, event):
        if event["axes"] == "net" and event["type"] != "up":
            unit = self.sheet.hit(event["x"], event["y"])
            if unit is not None and unit[0] >= 0:
                self.set(unit=unit)
            elif unit is not None:  # a pixel of the picture
                stage, which, *_ = self.view.unit
                self.set(unit=(stage, which, *centred_on(self.stages[: stage + 1], unit[2:], self.view.grid)))

    def on_hover(self, event):
        view, spot = self.view, (event["x"], event["y"])
        number, cell, answer = self.sheet.hit(*spot), self.sheet.cell_at(view, *spot), self.sheet.class_at(*spot)
        if number is not None:
            return words.number(view, *number)
        if cell is not None:
            return words.cell(view, *cell)
        return "" if answer is None else words.share(view, answer)

    def on_key(self, key):
        stage, which, row, column = self.view.unit
        if key in ARROWS:
            right, up = ARROWS[key]
            high, wide = self.view.maps[stage + 1].shape[1:]
            self.set(unit=(stage, which, min(max(row - up, 0), high - 1), min(max(column + right, 0), wide - 1)))
        else:
            every = [(k, c) for k, maps in enumerate(self.view.maps[1:]) for c in range(len(maps))]
            k, c = every[(every.index((stage, which)) + (1 if key == "n" else -1)) % len(every)]
            self.set(unit=(k, c, row, column))


def moved(picture, shift):
    """Return a picture moved to the right, or to the left if negative, with zeros in the columns it leaves.

    Examples
    --------
    >>> moved(np.array([[1, 2, 3]]), 1).tolist(), moved(np.array([[1, 2, 3]]), -2).tolist()
    ([[0, 1, 2]], [[3, 0, 0]])
    """
    width = picture.shape[1]
    return np.pad(picture, ((0, 0), (max(shift, 0), max(-shift, 0))))[:, max(-shift, 0) :][:, :width]
