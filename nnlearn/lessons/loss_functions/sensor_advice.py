"""What keeps a line from the good readings: found by asking the learner's slope for its values."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Day:
    """The readings of one day, and the line that was fitted to them.

    Parameters
    ----------
    y : ndarray of shape (n,)
        The readings.
    false : ndarray of shape (n,), bool
        Which of them are false.
    line, p : ndarray of shape (n,)
        The true line and the fitted one.
    """

    y: np.ndarray
    false: np.ndarray
    line: np.ndarray
    p: np.ndarray

    @property
    def away(self):
        return float(np.abs(self.p - self.line).mean())

    @property
    def miss(self):
        """The usual error of a good reading."""
        return float(np.median(np.abs(self.p - self.y)[~self.false]))

    @property
    def lost(self):
        """Whether the fitted line rests far from the good readings."""
        return self.miss > 5


def sensor_advice(slopes, day, later, target):
    """Say what is wrong with a slope.

    Parameters
    ----------
    slopes : function
        `slopes(e) -> slopes`, an array of the shape of e.
    day : Day
        The day on which the line is furthest off.
    later : float
        How far it is off after more steps.
    target : float

    Returns
    -------
    str
    """
    sentence = _always(slopes, day) or _signs(slopes, day)
    if sentence:
        return sentence
    first = _strength(slopes, -day.y, ~day.false)
    faded = f"At the start, where the line is 0, the good readings have errors of {first.errors}: there your slope "
    if first.most == 0:
        return f"{faded}is 0, so they never pull the line to them."
    faded += (
        f"is {max(first.share, 0.001):.1%} of its largest or less for half of them. Should that count as a large error "
        "already?"
        if first.share < 0.2
        else ""
    )
    if later <= target:
        return (
            f"After three times as many steps the line would be off by {later:.2f}: it is still on its way. "
            f"{faded if first.share < 0.2 else STEEP}"
        )
    if day.lost and first.share < 0.2 and _growth(slopes, day) < 0.9:
        return f"On the worst day the line ends {day.away:.1f} degrees away from the true one. {faded}"
    return _compared(slopes, day)


STEEP = (
    "The steps are as long as the largest |slope(e)| / max(|e|, 1) allows. For which errors is yours so steep, and for "
    "which is it not?"
)


@dataclass(frozen=True)
class Strength:
    """How hard half of some readings pull at most, and all of them, as a share of the largest slope of all."""

    share: float
    most: float
    errors: str


def _strength(slopes, e, chosen):
    pulls, sizes = np.abs(slopes(e)), np.abs(e[chosen])
    largest = max(pulls.max(), np.abs(slopes(e / 10)).max(), np.abs(slopes(e / 30)).max(), 1e-300)
    return Strength(
        float(np.median(pulls[chosen]) / largest),
        float(pulls[chosen].max() / largest),
        f"{sizes.min():.0f} to {sizes.max():.0f} degrees",
    )


def _always(slopes, day):
    """Say what it returns if it is the same for all errors, or not even that."""
    e = day.line - day.y
    found = slopes(e)
    if not np.allclose(found, slopes(e)):
        return "Two calls with the same errors give different slopes. What does it draw at random, or keep from before?"
    if not found.any():
        return "It returns 0 for every error, so no reading pulls at all."
    if np.ptp(found) < 1e-9 * np.abs(found).max():
        return "It returns the same number for all readings. Each has a slope of its own, which depends on its error."
    if np.allclose(found, slopes(e + 5)):
        return (
            "It stays the same if 5 is added to every error, so a line that is 5 degrees too high is not moved back. "
            "Is something taken off the errors first?"
        )
    if np.allclose(found, slopes(-e)):
        return (
            "It gives the same for an error e and for -e. A loss does that; its slope is positive where p is too high "
            "and negative where p is too low."
        )
    return ""


def _signs(slopes, day):
    """Say where the sign is wrong: a slope is positive for e > 0 and negative for e < 0."""
    e, good = day.line - day.y, ~day.false
    found, mirrored = slopes(e), slopes(-e)
    high, low = found[good & (e > 0)].mean(), found[good & (e < 0)].mean()
    if high < 0 < low:
        return "The sign is flipped: this gives the pull. The slope of a loss is positive where p is too high, e > 0."
    for one, words in ((high, "above 0, where p is too high,"), (low, "below 0, where p is too low,")):
        if one == 0:
            return f"For errors {words} it returns 0, so nothing moves the line back."
    if high * low > 0:
        return "Predictions that are too high and too low get slopes of the same sign, so the line never turns back."
    if max(high / -low, low / -high) > 2.5:
        strong, weak = ("high", "low") if high > -low else ("low", "high")
        return (
            f"Where p is too {strong}, a good reading pulls {max(high / -low, low / -high):.1f} times as hard as where "
            f"p is too {weak}, so the line does not come to rest in the middle of them."
        )
    if (found[day.false] * e[day.false]).mean() < 0:
        return "For large errors your slope has the other sign: readings that are far off push the line away from them."
    far, back = np.abs(found[day.false]).mean(), np.abs(mirrored[day.false]).mean()
    if far > 5 * back and back < 0.05 * np.abs(found).max():
        at = e[day.false].mean()
        return (
            f"Around e = {-at:.0f} your slope is nearly 0, but around e = {at:.0f} it is not. The errors are e = p - "
            "y, so a reading that is far too high has a negative one."
        )
    return ""


def _growth(slopes, day):
    """Return how many times as hard a false reading pulls, compared with good ones, at its error as at half of it."""
    e = day.line - day.y
    pulls = []
    for factor in (1.0, 0.5):
        found = np.abs(slopes(np.where(day.false, factor * e, e)))
        pulls.append(found[day.false].mean() / max(np.median(found[~day.false]), 1e-300))
    return float(pulls[0] / max(pulls[1], 1e-300))


def _alone(slopes, e, one):
    """Return how many times as large the slope of one reading is if its error alone is doubled."""
    doubled = e.copy()
    doubled[one] *= 2
    return float(abs(slopes(doubled)[one]) / max(abs(slopes(e)[one]), 1e-300))


def _compared(slopes, day):
    """Compare, at the true line, how hard false readings pull with how hard good ones do."""
    e = day.line - day.y
    pulls = np.abs(slopes(e))
    false, good = pulls[day.false], pulls[~day.false]
    silent = int((false < 1e-3 * pulls.max()).sum())
    if 0 < silent < len(false):
        return (
            f"At the true line {silent} of the {len(false)} false readings do not pull, but the others do. What do all "
            "false readings have in common?"
        )
    if silent == 0 and (growth := _growth(slopes, day)):
        times = false.mean() / max(np.median(good), 1e-300)
        hard = f"At the true line each false reading, about {np.abs(e[day.false]).mean():.0f} degrees off, "
        if growth > 1.1 and _alone(slopes, e, int(day.false.argmax())) < 0.9:
            return (
                f"A single large error has a smaller slope when it grows, but the {len(false)} false readings together "
                f"make your measure of what is large grow as well. {hard}pulls {times:,.0f} times as hard as a usual "
                "good one. Which measure do they not change?"
            )
        if growth > 1.1:
            return f"Your slope grows with the error. {hard}pulls {times:,.0f} times as hard as a usual good one."
        if growth > 0.9:
            return (
                f"For large errors your slope stays the same. {hard}pulls {times:.1f} times as hard as a usual good "
                f"one, and all {len(false)} pull upwards. Even that is too much."
            )
        share = false.mean() / max(good.max(), 1e-300)
        if share > 0.02:
            return (
                f"Your slope falls for large errors, but not enough. {hard}still pulls {share:.0%} as hard as the "
                f"hardest-pulling good one, and all {len(false)} pull upwards."
            )
    far = ~day.false & (np.abs(e) > 1.5)
    share = pulls[far].mean() / pulls.max()
    if share < 0.3:
        return (
            "The good readings scatter by about 1 degree, a few by 2 or 3. At the true line those with more than 1.5 "
            f"have {share:.0%} of the largest slope: good readings are cut off as well."
        )
    return (
        f"At the true line your slopes look right, but on the worst day the line ends {day.away:.1f} degrees from it."
    )
