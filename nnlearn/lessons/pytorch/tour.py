"""The tour of the crossover explorer: what a call costs, what the work costs, and where a GPU overtakes."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.pytorch.curves import crossing, parts
from nnlearn.lessons.pytorch.products import GPU, LOOP, NUMPY, WIDTHS, multiplied
from nnlearn.lessons.pytorch.words import DO, readable

START = {"width": 256, "batch": 64, "calls": 1, "gpu": "laptop GPU"}


def _time(view, way):
    return float(view.found.times[way][WIDTHS.index(view.state.width)])


def _share(view, way, part):
    found = parts(view.found, way, view.state.width)
    return found.get(part, 0.0) / sum(found.values())


def _where(view):
    place = crossing(view.found)
    return f"from width {place[0]:,.0f} on" if place else "nowhere"


def _small(view):
    gpu = "by the model, a GPU would take" if view.found.modelled else "the GPU took"
    return (
        f"A small product. NumPy took {readable(_time(view, NUMPY))}; {gpu} {readable(_time(view, GPU))}, of which "
        f"{_share(view, GPU, 'the call'):.0%}, rounded, goes on the call (orange), before anything is computed."
    )


def _large(view):
    times = _time(view, NUMPY) / _time(view, GPU)
    return (
        f"A large one: the call hardly counts. The GPU takes {readable(_time(view, GPU))}, NumPy "
        f"{readable(_time(view, NUMPY))}, {times:.0f} times as long."
    )


def _loop(view):
    times, count = _time(view, LOOP) / _time(view, NUMPY), float(multiplied(view.state.batch, view.state.width))
    return (
        f"Width {view.state.width}: {count:,.0f} multiplications. One by one in Python they take {times:,.0f} times as "
        f"long as in NumPy. The arithmetic is the same, so nearly all of it must be {DO['looking up']} (grey)."
    )


def _single(view):
    part = max(parts(view.found, GPU, view.state.width).items(), key=lambda item: item[1])[0]
    return (
        f"A single row. Each weight is read for one multiplication, so the GPU spends {_share(view, GPU, part):.0%} of "
        f"its time on {DO[part]}. It overtakes NumPy {_where(view)}."
    )


def _many(view):
    return (
        f"{view.state.batch:,} rows share one reading of the weights, and one call. The diamond, the crossing, has "
        f"moved: the GPU wins {_where(view)}."
    )


def _split(view):
    return (
        f"The batch of {view.state.batch} again, but each product is split into {view.state.calls} calls. Now "
        f"the GPU wins {_where(view)}."
    )


def _here(view):
    if view.found.own:
        return (
            f"Measured here: at width {view.state.width} NumPy takes {readable(_time(view, NUMPY))}; on the stored "
            f"machine it took {readable(float(view.beneath.times[NUMPY][WIDTHS.index(view.state.width)]))}."
        )
    return (
        f"So far another machine's times: {view.stored.machine}. Press Measure here: yours computes the same products, "
        f"within seconds. Predict its time for NumPy at width {view.state.width}; there it was "
        f"{readable(_time(view, NUMPY))}."
    )


TOUR = (
    Stop({**START, "width": 16}, _small, "And for a wide layer?"),
    Stop({**START, "width": 4096}, _large, f"Where do {NUMPY} and GPU cross?"),
    Stop({**START, "width": 64}, _loop),
    Stop({**START, "batch": 1, "width": 4096}, _single, "What do more rows change?"),
    Stop({**START, "batch": 4096, "width": 64}, _many),
    Stop({**START, "calls": 10}, _split, "Why does NumPy suffer less?"),
    Stop(START, _here),
)
