"""Mistakes that people really make in 21.4: tests of a mask that see leaks where there are none, or miss them."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _later(t, T):
    return range(t + 1, T)


def _asked(model, codes, places, scores=lambda z: z, step=1):
    """Return by how much the scores of each place change if the codes at these places do."""
    before, other = model(codes), codes.copy()
    places = list(places)
    other[:, places] = (other[:, places] + step) % before.shape[1]
    return np.abs(scores(model(other)).astype(float) - scores(before)).max(axis=(0, 1))


def _with(change=_later, tolerance=1e-6, scores=lambda z: z, found=lambda t, s: t, last=None):
    """Return an answer that changes other places, judges in another way, or returns something else."""

    def leaks(model, codes):
        T = codes.shape[1]
        for t in range(T):
            if _asked(model, codes, change(t, T), scores)[t] > tolerance:
                return found(t, T)
        return last

    return leaks


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _answers(z):
    return z.argmax(axis=1)[:, None]


def only_the_last_code(model, codes):
    T = codes.shape[1]
    moved = _asked(model, codes, [T - 1])[: T - 1] > 1e-6
    return int(moved.argmax()) if moved.any() else None


def only_one_code(model, codes):
    half = codes.shape[1] // 2
    moved = _asked(model, codes, [half])[:half] > 1e-6
    return int(moved.argmax()) if moved.any() else None


def only_place_zero(model, codes):
    T = codes.shape[1]
    return 0 if _asked(model, codes, range(1, T))[0] > 1e-6 else None


def first_that_is_seen(model, codes):
    T = codes.shape[1]
    for s in range(1, T):
        if (_asked(model, codes, [s])[:s] > 1e-6).any():
            return s
    return None


def last_place(model, codes):
    T = codes.shape[1]
    places = [t for t in range(T) if _asked(model, codes, range(t + 1, T))[t] > 1e-6]
    return places[-1] if places else None


def counted(model, codes):
    T = codes.shape[1]
    return sum(_asked(model, codes, range(t + 1, T))[t] > 1e-6 for t in range(T)) or None


def largest_leak(model, codes):
    T = codes.shape[1]
    moved = [_asked(model, codes, range(t + 1, T))[t] for t in range(T)]
    return int(np.argmax(moved)) if max(moved) > 1e-6 else None


def first_of_a_change(model, codes):  # the first place whose scores move at all when everything is changed
    moved = _asked(model, codes, range(codes.shape[1])) > 1e-6
    return int(moved.argmax()) if moved.any() else None


def all_later_places(model, codes):  # looks at the scores after t as well
    T = codes.shape[1]
    for t in range(T):
        if _asked(model, codes, range(t + 1, T)).max() > 1e-6:
            return t
    return None


def _signed(reduce):
    def leaks(model, codes):
        before, T = model(codes), codes.shape[1]
        for t in range(T):
            other = codes.copy()
            other[:, t + 1 :] = (other[:, t + 1 :] + 1) % before.shape[1]
            if reduce((model(other) - before)[:, :, t]) > 1e-6:
                return t
        return None

    return leaks


WRONG = {
    "codes that the place may see are changed": Wrong(
        _with(change=lambda t, T: range(t)),
        "A place reads its own code and those before it, so its scores may depend on them, in a causal model, too. "
        "Leave the codes 0 to t as they are, and change all after them.",
        also=(
            *(_with(change=lambda t, T: range(t + 1)), _with(change=lambda t, T: range(T)), first_of_a_change),
            *(_with(change=lambda t, T: range(t, T)), _with(change=lambda t, T: [t])),
        ),
    ),
    "scores after the change are looked at": Wrong(
        all_later_places, "Scores at t + 1 and later may change when the codes there do. Look at the scores of place t."
    ),
    "some leaks are not looked for": Wrong(
        _with(change=lambda t, T: [t + 1] if t + 1 < T else []),
        "A place may skip its neighbour and look three ahead, any place may leak, and the one it looks at may be any "
        "after it. Ask each place, and change everything after it.",
        also=(only_the_last_code, only_one_code, only_place_zero, _with(change=lambda t, T: range(t + 2, T))),
    ),
    "only the best code is compared": Wrong(
        _with(scores=_answers, tolerance=0),
        "Scores can move without another code becoming the best. Compare the scores.",
    ),
    "a small change is taken for none": Wrong(
        _with(tolerance=0.1),
        "A model that was not trained leaks little, but it leaks: without a leak, scores change by rounding alone, "
        "about 1e-15 here.",
        also=(_with(tolerance=0.01), _with(scores=_softmax, tolerance=0.01), _with(tolerance=0.5)),
    ),
    "changes are added up with their signs": Wrong(
        _signed(np.sum),
        "Some scores rise and others fall: in a sum they cancel. Take the absolute values of the differences first.",
        also=(_signed(np.mean), _signed(lambda z: abs(z.sum()))),
    ),
    "rounding is taken for a leak": Wrong(
        _with(tolerance=0),
        "A sum that is added up in another order differs in its last digit. Allow a difference, up to 1e-6.",
        any_value=True,
    ),
    "what is returned is not the first place that leaks": Wrong(
        first_that_is_seen,
        "Return t, the smallest place whose scores moved: not the place that was changed, not the last or the worst "
        "one, not how many there are.",
        also=(last_place, counted, largest_leak, _with(found=lambda t, T: t + 1), _with(found=lambda t, T: T - 1 - t)),
    ),
}
