"""Mistakes that people really make in 30.4: the wrong answers that `check` names."""

import numpy as np


def covering(fall=None, cover=None, spread=None, windows=None, last=1, sides=None):
    """Return an answer with some of its parts made otherwise.

    `cover(x, covered, inside)` returns the covered picture (the one before it is `covered`), `fall(whole, now, k)` the
    fall of a score, `spread(inside, window)` the pixels that get it, `windows(count, window)` what the sums are
    divided by; `last` is added to the number of places along the `sides` of x.
    """

    def answer(scores, x, window):
        whole = scores(x[None])[0]
        k = whole.argmax()
        total, count = np.zeros(x.shape), np.zeros(x.shape)
        covered = x.copy()
        height, width = sides(*x.shape) if sides else x.shape
        for i in range(height - window + last):
            for j in range(width - window + last):
                inside = slice(i, i + window), slice(j, j + window)
                if cover:
                    covered = cover(x, covered, inside)
                else:
                    covered = x.copy()
                    covered[inside] = 0.0
                now = scores(covered[None])[0]
                to = spread(inside, window) if spread else inside
                total[to] += fall(whole, now, k) if fall else whole[k] - now[k]
                count[to] += 1
        return total / (windows(count, window) if windows else np.maximum(count, 1))

    return answer


def filled(value):
    """Return a cover that puts `value(x, inside)` into the window."""

    def cover(x, covered, inside):
        new = x.astype(float)
        new[inside] = value(x, inside)
        return new

    return cover


def outside(x, covered, inside):
    new = np.zeros_like(x)
    new[inside] = x[inside]
    return new


def more_and_more(x, covered, inside):
    covered[inside] = 0
    return covered


def probability(s):
    s = np.exp(s - s.max())
    return s / s.sum()


rises = covering(lambda whole, now, k: now[k] - whole[k])
RISES = (
    covering(lambda whole, now, k: abs(whole[k] - now[k])),
    covering(lambda whole, now, k: max(whole[k] - now[k], 0.0)),
    covering(lambda whole, now, k: now[k]),
    covering(lambda whole, now, k: 1 - now[k] / whole[k]),
    covering(lambda whole, now, k: (whole[k] - now[k]) ** 2),
)
inside_kept = covering(cover=outside)
never_uncovered = covering(cover=more_and_more)
new_answer = covering(lambda whole, now, k: whole[k] - now.max())
OTHER_SCORES = (
    covering(lambda whole, now, k: whole[now.argmax()] - now.max()),
    covering(lambda whole, now, k: (whole - now).sum()),
    covering(lambda whole, now, k: (whole - now).mean()),
    covering(lambda whole, now, k: whole[0] - now[0]),
    covering(lambda whole, now, k: abs(whole - now).sum()),
    covering(lambda whole, now, k: (whole - now).max()),
    covering(lambda whole, now, k: float(now.argmax() != k)),
)


def answer_when_covered(scores, x, window):
    """The score of that class is followed which is largest on average where x is covered."""
    seen: list = []

    def see(whole, now, k):
        seen.append(now)
        return 0.0

    covering(see)(scores, x, window)
    k = np.mean(seen, axis=0).argmax()
    return covering(lambda whole, now, _: whole[k] - now[k])(scores, x, window)


probabilities = covering(lambda whole, now, k: probability(whole)[k] - probability(now)[k])


def looked(scores, x, window, stride=1, more=0, over=False):
    """Return the windows, side by side by `stride`, larger by `more` or also `over` the edge, each with its fall."""
    whole, found = scores(x[None])[0], []
    k = whole.argmax()
    rows, columns = x.shape if over else (x.shape[0] - window + 1, x.shape[1] - window + 1)
    for i in range(0, rows, stride):
        for j in range(0, columns, stride):
            inside = slice(i, i + window + more), slice(j, j + window + more)
            covered = x.copy()
            covered[inside] = 0.0
            found.append((inside, whole[k] - scores(covered[None])[0, k]))
    return found


def averaged(x, found):
    total, count = np.zeros(x.shape), np.zeros(x.shape)
    for inside, fall in found:
        total[inside] += fall
        count[inside] += 1
    return total / count


def largest_fall(scores, x, window):
    """Of the windows that cover a pixel the one counts whose fall is largest."""
    out = np.full(x.shape, -np.inf)
    for inside, fall in looked(scores, x, window):
        out[inside] = np.maximum(out[inside], fall)
    return out


def half_of_what_was(scores, x, window):
    """Each new fall and the mean so far count half."""
    out = np.full(x.shape, np.nan)
    for inside, fall in looked(scores, x, window):
        out[inside] = np.where(np.isnan(out[inside]), fall, (out[inside] + fall) / 2)
    return out


not_divided = covering(windows=lambda count, window: 1)
DIVIDED = (
    largest_fall,
    half_of_what_was,
    covering(windows=lambda count, window: window**2),
    covering(windows=lambda count, window: count.sum() / window**2),
    covering(windows=lambda count, window: window),
)
last_left_out = covering(last=0, windows=lambda count, window: np.maximum(count, 1))
LAST_LEFT_OUT = (covering(last=0, windows=lambda count, window: np.where(count > 0, count, np.nan)),)


def over_the_edge(scores, x, window):
    """A window begins at every pixel, and those at the end are cut short."""
    return averaged(x, looked(scores, x, window, over=True))


def of(cover, **others):
    """Return an answer that covers `cover(rows, columns)`, and counts it for the window itself."""

    def covered(x, before, inside):
        new = x.copy()
        new[cover(*inside)] = 0
        return new

    return covering(cover=covered, **others)


def one_pixel_more(scores, x, window):
    """The end of the slice is taken for its last pixel."""
    return averaged(x, looked(scores, x, window, more=1))


def on_the_diagonal(scores, x, window):
    """One loop moves the window along rows and columns at once."""
    found = [(at, fall) for at, fall in looked(scores, x, window) if at[0] == at[1]]
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(averaged(x, found))


def longer(part):
    return slice(part.start, part.stop + 1)


WHOLE = slice(None)
SIZES = (
    one_pixel_more,
    on_the_diagonal,
    of(lambda rows, columns: (longer(rows), longer(columns))),
    of(lambda rows, columns: (rows, WHOLE)),
    of(lambda rows, columns: (WHOLE, columns)),
    covering(sides=lambda height, width: (height, height)),
    covering(sides=lambda height, width: (width, width)),
    covering(sides=lambda height, width: (width, height)),
    covering(
        sides=lambda height, width: (height, height), windows=lambda count, window: np.where(count, count, np.nan)
    ),
    covering(sides=lambda height, width: (width, width), windows=lambda count, window: np.where(count, count, np.nan)),
)


def last_fall(scores, x, window, stride=1):
    """The last window that covers a pixel decides."""
    out = np.zeros(x.shape)
    for inside, fall in looked(scores, x, window, stride):
        out[inside] = fall
    return out


def side_by_side(scores, x, window):
    """Windows lie side by side, so that each pixel has one at most."""
    return last_fall(scores, x, window, stride=window)


corner = covering(spread=lambda inside, window: (inside[0].start, inside[1].start))


def middle(inside, window):
    return inside[0].start + window // 2, inside[1].start + window // 2


def of_windows(scores, x, window):
    """One number for each window."""
    falls = np.array([fall for _, fall in looked(scores, x, window)])
    return falls.reshape(x.shape[0] - window + 1, -1)


def at_every_pixel(scores, x, window):
    """One window for each pixel, with its corner there, cut short at the edge."""
    return np.array([fall for _, fall in looked(scores, x, window, over=True)]).reshape(x.shape)


def around_every_pixel(scores, x, window):
    """One window for each pixel, around it, cut short at the edge."""
    whole = scores(x[None])[0]
    k, out, half = whole.argmax(), np.zeros(x.shape), window // 2
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            covered = x.copy()
            covered[max(i - half, 0) : i + half + 1, max(j - half, 0) : j + half + 1] = 0.0
            out[i, j] = whole[k] - scores(covered[None])[0, k]
    return out


def end_at_every_pixel(scores, x, window):
    """One window for each pixel, which ends there, cut short at the edge."""
    return at_every_pixel(lambda pictures: scores(pictures[:, ::-1, ::-1]), x[::-1, ::-1], window)[::-1, ::-1]


CORNERS = (covering(spread=middle), of_windows, last_fall, at_every_pixel, end_at_every_pixel, around_every_pixel)
white = covering(cover=filled(lambda x, inside: 1.0))
FILLS = (
    covering(cover=filled(lambda x, inside: x.mean())),
    covering(cover=filled(lambda x, inside: x[inside].mean())),
    covering(cover=filled(lambda x, inside: x.min())),
    covering(cover=filled(lambda x, inside: 0.5)),
)
