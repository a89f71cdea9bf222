"""What a card claims, and what is wrong with a claim."""

from typing import NamedTuple

from nnlearn.arguments import describe, number
from nnlearn.report.entry import text
from nnlearn.report.weights import weights_hash


class Claim(NamedTuple):
    """One line of a card: a value, and where it comes from.

    Parameters
    ----------
    text : str
    value : float or str
    interval : (float, float) or None
    evidence : str
        Where the value was computed, "" if that is not said.
    weights : str
        The first 12 digits of the `state_hash` of the weights it was computed for, "" if that is not said.
    section : str

    Examples
    --------
    >>> Claim("accuracy", 0.93, (0.9, 0.95), "report.ipynb, cell 31", "80fd5ba7c1d2", "Quantitative analyses").shown
    '0.93 (0.9 to 0.95)'
    """

    text: str
    value: float | str
    interval: tuple[float, float] | None
    evidence: str
    weights: str
    section: str

    @property
    def shown(self):
        """The value in words, with its interval."""
        if isinstance(self.value, str):
            return self.value
        ends = "" if self.interval is None else f" ({self.interval[0]:.4g} to {self.interval[1]:.4g})"
        return f"{self.value:.4g}{ends}"

    def faults(self, current):
        """Return what is wrong with it, a list of texts, given the hash of the model's weights today or None."""
        found = ["typed by hand: its value is a text"] * isinstance(self.value, str)
        found += ["without evidence"] * (not self.evidence)
        if not self.weights:
            found.append("does not say for which weights")
        elif current is not None and self.weights != current:
            found.append(f"made for other weights, {self.weights}")
        return found


class Stale(NamedTuple):
    """A claim that nobody should rely on, and why.

    Parameters
    ----------
    claim : str
    why : str

    Examples
    --------
    >>> Stale("accuracy", "without evidence").why
    'without evidence'
    """

    claim: str
    why: str


def claim_of(what, value, interval, evidence, weights, section):
    """Return a Claim, or raise if a part of it is something else."""
    caller = "Card.claim"
    text(caller, "what", what)
    if isinstance(value, str):
        text(caller, "value", value)
    else:
        value = number(caller, "value", value)
    if not isinstance(evidence, str):
        raise TypeError(f"{caller} expected evidence to be a text such as 'cell 31', got {describe(evidence)}")
    if interval is not None:
        if not isinstance(interval, tuple | list) or len(interval) != 2 or isinstance(value, str):
            raise TypeError(f"{caller} expected interval to be two numbers around a number, got {describe(interval)}")
        interval = (number(caller, "interval", interval[0]), number(caller, "interval", interval[1]))
        if interval[0] > interval[1]:
            raise ValueError(f"{caller} expected interval (low, high) with low <= high, got {interval}")
    return Claim(what, value, interval, evidence.strip(), weights_hash(caller, weights), section)
