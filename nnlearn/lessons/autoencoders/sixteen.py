"""Exercise 22.6: digits through sixteen numbers, measured on digits that the coder has not seen."""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import named

SPLITS, OTHERS = range(3), range(3, 5)
SIZE, TARGET = 16, 0.0070


@dataclass(frozen=True)
class Trial:
    """One split: the errors on digits learned from and on others, PCA's error on these, and the codes' spreads.

    Parameters
    ----------
    seen, unseen, plane : float
    spreads : ndarray of shape (16,)
    bend : float
        How far a picture decoded halfway between two codes is from halfway between their pictures, as a share of the
        pictures' variance; 0 for a plane.
    """

    seen: float
    unseen: float
    plane: float
    spreads: np.ndarray
    bend: float


def digits(seed):
    """Return digits to learn from and held-out ones, (1348, 64) and (449, 64), float32 from 0 to 1."""
    from nnlearn import datasets

    data = datasets.digits()
    (x, _), (new, _) = datasets.split(data.x / 16, data.y, seed=seed)
    return x.astype("float32"), new.astype("float32")


def tried(learn, seed):
    """Let `learn` make a coder from one part of the digits, and send both parts through it.

    Raises
    ------
    TypeError, ValueError
        If what it returns is not a pair of functions, or codes or pictures have another form. The sentence says so.
    """
    x, new = digits(seed)
    found = learn(x.copy(), seed)
    if not (isinstance(found, tuple | list) and len(found) == 2 and all(callable(one) for one in found)):
        raise TypeError(
            f"learn returned {named(found)}, expected two functions: return encode, decode."
            + (" Is a `return` missing?" if found is None else "")
        )
    encode, decode = found
    codes = {"x": _codes(encode(x.copy()), len(x)), "new": _codes(encode(new.copy()), len(new))}
    seen, unseen = (_error(decode(codes[name].copy()), part) for name, part in (("x", x), ("new", new)))
    return Trial(seen, unseen, _plane(x, new), codes["new"].std(axis=0), _bend(decode, codes["new"]))


def _bend(decode, codes):
    """Return how far from flat a decoder is."""
    one, other, halfway = (_array(decode(z)).astype(float) for z in (codes, codes[::-1], (codes + codes[::-1]) / 2))
    return float(((halfway - (one + other) / 2) ** 2).mean() / max(one.var(axis=0).mean(), 1e-12))


def _codes(found, n):
    """Return the codes as float32, or raise."""
    codes = _array(found)
    if codes.shape != (n, SIZE):
        raise ValueError(
            f"encode returned {named(found)}, expected {SIZE} numbers for each digit, shape ({n}, {SIZE})."
        )
    if not np.isfinite(codes).all():
        raise ValueError("encode returned NaN or infinity: did the training diverge? A smaller learning rate may do.")
    return codes


def _error(found, x):
    """Return the mean squared error of decoded pictures, or raise."""
    pictures = _array(found)
    if pictures.shape != x.shape:
        raise ValueError(f"decode returned {named(found)}, expected a picture for each code, shape {x.shape}.")
    return float(((pictures.astype(float) - x) ** 2).mean())


def _array(found):
    try:
        return np.asarray(found.detach().cpu() if hasattr(found, "detach") else found, dtype="float32")
    except (TypeError, ValueError):
        return np.empty(0, "float32")


def _plane(x, new):
    """Return the error of PCA with as many numbers."""
    mean = x.mean(axis=0)
    axes = np.linalg.svd(x - mean, full_matrices=False)[2][:SIZE]
    return float(((mean + (new - mean) @ axes.T @ axes - new) ** 2).mean())


def measure(learn):
    """Let `learn` make a coder on three splits, and measure it on the digits that were held out."""
    if isinstance(learn, type) or not callable(learn):
        raise TypeError(f"Expected the function learn itself, without brackets after its name, got {named(learn)}.")
    trials = [tried(learn, seed) for seed in SPLITS]
    unseen = [one.unseen for one in trials]
    mean = float(np.mean(unseen))
    sentence = (
        f"Mean squared error {mean:.4f} on unseen digits; split by split {', '.join(f'{one:.4f}' for one in unseen)}. "
        f"PCA with 16 numbers: {np.mean([one.plane for one in trials]):.4f}."
    )
    if mean <= TARGET:
        others = np.mean([tried(learn, seed).unseen for seed in OTHERS])
        return mean, True, f"{sentence} You may have chosen by these three splits; on two others it is {others:.4f}."
    return mean, False, sentence, advice(trials)


def advice(trials):
    """Say what keeps the error up, as far as it can be measured.

    Parameters
    ----------
    trials : list of Trial

    Returns
    -------
    str
    """
    dead = max(int((one.spreads < 1e-3 * one.spreads.max()).sum()) for one in trials)
    if dead:
        return f"{dead} of the 16 numbers are (nearly) the same for all digits. Is there a ReLU at the code?"
    names = "seen", "unseen", "plane", "bend"
    seen, unseen, plane, bend = (np.mean([getattr(one, name) for one in trials]) for name in names)
    if bend < 1e-4 and unseen < 1.1 * plane:
        return "Halfway between two codes lies halfway between their pictures: a plane. Where can the decoder bend?"
    if unseen > 1.5 * plane and seen > plane:
        return f"Even the digits it was given come back worse than through PCA ({seen:.4f}): train longer, or faster."
    if seen < TARGET and unseen > 1.4 * seen:
        return f"On the digits it was given the error is only {seen:.4f}: some of that is known by heart."
    return f"On the digits it was given the error is {seen:.4f}. Try more units, more steps, or a rate that falls."
