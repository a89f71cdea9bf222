"""What is wrong with an answer to the open exercise 26.5: the form of the settings, and what the game did with them."""

import difflib
import math
from typing import NamedTuple

from nnlearn.arguments import describe

KEYS = ("loss", "lr_d", "turns")
LOSSES = ("non-saturating", "minimax", "wasserstein")
LR_G = 0.006  # the generator's learning rate, which is given
AWAY = 3  # from the middle of the circle, whose radius is 1


class Played(NamedTuple):
    """Means over the last 200 steps of one game.

    Parameters
    ----------
    modes : float
        Modes captured.
    share : float
        Share of the generated points on a mode.
    off : float
        Distance of the mean of the generated points from the middle of the circle of modes, which has radius 1.
    radius : float
        Mean distance of the generated points from that middle.
    """

    modes: float
    share: float
    off: float
    radius: float


def checked(settings):
    """Return the settings as a dict of loss, lr_d and turns, or raise and say what is wrong with them."""
    if not isinstance(settings, dict):
        raise TypeError(
            f"expected settings to be a dict, {{'loss': ..., 'lr_d': ..., 'turns': ...}}, got {describe(settings)}"
        )
    missing, unknown = [key for key in KEYS if key not in settings], [key for key in settings if key not in KEYS]
    if missing or unknown:
        told = [f"{key!r} is missing" for key in missing] + [f"{key!r} is not one of them" for key in unknown]
        given = "; the generator's rate is given" if "lr_g" in unknown else ""
        raise ValueError(f"expected a dict with the keys loss, lr_d and turns: {', '.join(told)}{given}")
    loss, lr_d, turns = (settings[key] for key in KEYS)
    if loss not in LOSSES:
        near = difflib.get_close_matches(str(loss).lower(), LOSSES, 1, 0.4)
        meant = f". Is {near[0]!r} meant?" if near else ""
        raise ValueError(f"expected loss to be 'non-saturating', 'minimax' or 'wasserstein', got {loss!r}{meant}")
    if isinstance(lr_d, bool) or not _number(lr_d) or not 0 < lr_d < math.inf:
        raise ValueError(f"expected lr_d to be one number above 0, such as 0.002, got {_shown(lr_d)}")
    if isinstance(turns, bool) or not _number(turns) or turns not in range(1, 6):
        raise ValueError(f"expected turns to be a whole number from 1 to 5, got {_shown(turns)}")
    return {"loss": loss, "lr_d": float(lr_d), "turns": int(turns)}


def _number(value):
    return hasattr(value, "__float__") and getattr(value, "ndim", 0) == 0


def _shown(value):
    return repr(value) if isinstance(value, int | float | str) else describe(value)


def advice(settings, games, other=None):
    """Return what the games did with these settings, and where to look.

    Parameters
    ----------
    settings : dict
        As `checked` returns them.
    games : list of Played
    other : Played, optional
        The first game with the non-saturating loss in place of minimax.
    """
    lr_d, turns = settings["lr_d"], settings["turns"]
    away = [one for one in games if one.radius > AWAY]
    aside = [one for one in games if one.off > 0.5]
    if away:
        told = (
            f"In {len(away)} of {len(games)} games the generated points have left the circle of modes, which has "
            f"radius 1: in the first of these they are {away[0].radius:.0f} from its middle on average."
        )
        if other is not None and other.modes > games[0].modes + 2:
            return (
                f"{told} The slopes of minimax vanish where the discriminator is sure. Which loss has slopes just "
                "where the points are found out? With it, and nothing else changed, the first game captures "
                f"{math.floor(10 * other.modes) / 10:.1f} of 8."
            )
        same = " With the non-saturating loss the first game is hardly better." if other is not None else ""
        slow = ""
        if lr_d < LR_G / 5:
            slow = (
                f" A rate of {lr_d:g} is {LR_G / lr_d:.0f} times smaller than the generator's, so the discriminator "
                f"comes too late with {_turns(turns)}."
            )
        return f"{told}{same}{slow}"
    if settings["loss"] != "wasserstein" and (lr_d > 3 * LR_G or (lr_d > LR_G and turns > 1)):
        return (
            f"The generated points do not stay at the modes: with {_turns(turns)} at a rate of {lr_d:g}, "
            f"{lr_d / LR_G:.2g} times the generator's, the discriminator overshoots. Try a smaller rate."
        )
    if aside:
        return (
            f"In {len(aside)} of {len(games)} games the generated points lie together on one side: the discriminator "
            "comes too late to drive them apart. It has to learn faster than they move. Which two of the settings make "
            f"it faster, next to {_turns(turns)} at {lr_d:g}?"
        )
    if settings["loss"] == "wasserstein":
        return (
            "The generated points are spread over the circle, but do not gather at the modes. The critic's weights are "
            "clipped, so its score can only rise slowly from place to place, and the clouds are small. Try a loss "
            "without clipping."
        )
    if sum(one.modes for one in games) / len(games) >= 7:
        return (
            f"The modes have points enough, but too many points lie between them, with {_turns(turns)} at {lr_d:g}. "
            "What would help the discriminator a little more?"
        )
    return (
        "The generated points are spread over the circle, but some modes lose theirs again: the discriminator nearly "
        f"keeps up, with {_turns(turns)} at {lr_d:g}. What would help it a little more?"
    )


def _turns(turns):
    return "1 turn" if turns == 1 else f"{turns} turns"
