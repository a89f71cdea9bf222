"""Every try in one file, the bad ones too: what is not written down cannot be counted."""

import numbers
from pathlib import Path

from nnlearn.arguments import describe, flag, integer, number
from nnlearn.report import lines
from nnlearn.report.entry import file_path, text
from nnlearn.report.tries import tries_of
from nnlearn.report.weights import weights_hash


class Ledger:
    """A list of all tries, one line of a CSV each, to which lines are only ever added.

    Parameters
    ----------
    path : str or Path
        The file, such as "ledger.csv"; it is made with the first line. A file that is not a ledger is left as it is.

    Raises
    ------
    TypeError, ValueError
        If the path is none, or its file is something else; if an argument of a method is not as described below.
    OSError
        If the folder is missing, or the file cannot be read or written.

    Notes
    -----
    `add(what, value=None, settings=None, seed=None, failed=False, weights=None)` writes a try down and returns it.
    `what` is any text, `value` the measure on *validation* data (a try that failed needs none), `settings` a dict of
    plain values, `weights` a model, its state dict or its `state_hash`. `tries()` lists them in order,
    `best(lowest=False)` returns the one with the best value, the first of equals, `summary(lowest=False)` says all of
    it in a sentence.

    A line is on the disk before `add` returns. Kernels that share a file take turns; after a crash in the middle of a
    line, `summary` says that it cannot be read. The file can be read as a table, and the ledger trusts it: it is for
    those who want to know, and stops nobody who deletes a line.

    References
    ----------
    Bouthillier et al. (2021), "Accounting for variance in machine learning benchmarks". Pineau et al. (2021),
    "Improving reproducibility in machine learning research".

    Examples
    --------
    >>> import tempfile
    >>> ledger = Ledger(tempfile.mkdtemp() + "/ledger.csv")
    >>> ledger.add("logistic regression", value=0.76).number
    1
    >>> _ = ledger.add("MLP", value=0.81, settings={"lr": 0.004}, seed=0)
    >>> _ = ledger.add("MLP", failed=True, settings={"lr": 4.0}, seed=0)
    >>> ledger.best().what, ledger.summary()
    ('MLP', '3 tries, 1 of them failed; the best is try 2 (MLP, seed 0) with 0.81.')
    """

    def __init__(self, path):
        self.path = file_path("Ledger", path)
        lines.read(self.path)  # refuses a file that is something else before a training, not after it

    def __repr__(self):
        return f"Ledger({self.path.name!r}): {self.summary()}"

    def add(self, what, *, value=None, settings=None, seed=None, failed=False, weights=None):
        """Write a try down, and return it."""
        text("Ledger.add", "what", what)
        failed = flag("Ledger.add", "failed", failed)
        if value is None and not failed:
            raise ValueError("Ledger.add expected value to be a number, got None: failed=True keeps a try without one")
        if value is not None and not (failed and isinstance(value, numbers.Real)):  # infinity is a way to fail
            number("Ledger.add", "value", value)
        if not isinstance(settings, dict | None):
            raise TypeError(
                f"Ledger.add expected settings to be a dict such as {{'lr': 0.1}}, got {describe(settings)}"
            )
        fields = {
            "value": "" if value is None else repr(float(value)),
            "seed": "" if seed is None else str(integer("Ledger.add", "seed", seed)),
            "failed": "yes" if failed else "no",
            "weights": weights_hash("Ledger.add", weights),
        }
        events = lines.append(self.path, kind="try", what=what, settings=settings, **fields)
        return tries_of(events)[-1]

    def tries(self):
        """Return a list of all tries, in the order in which they were written."""
        return tries_of(lines.read(self.path)[0])

    def best(self, *, lowest=False):
        """Return the try with the highest value, or the lowest; the first of equals; failed ones do not count."""
        found = [one for one in self.tries() if not one.failed]
        if not found:
            raise ValueError("Ledger.best expected a try that did not fail, got none: add one first")
        return (min if flag("Ledger.best", "lowest", lowest) else max)(found, key=lambda one: one.value)

    def summary(self, *, lowest=False):
        """Return in a sentence how many tries there are, the best of them, and how often a seal was opened."""
        events, broken = lines.read(self.path)
        tries, opened = tries_of(events), sum(event["kind"] == "opened" for event in events)
        failed = sum(one.failed for one in tries)
        said = [f"{len(tries)} {'try' if len(tries) == 1 else 'tries'}" + f", {failed} of them failed" * bool(failed)]
        if failed < len(tries):
            best = self.best(lowest=lowest)
            seed = "" if best.seed is None else f", seed {best.seed}"
            what = " ".join(best.what.split())[:60]
            said.append(f"the best is try {best.number} ({what}{seed}) with {best.value:.4g}")
        said += [f"a sealed test set was opened {opened} time{'s' * (opened > 1)}"] * bool(opened)
        said += [f"{broken} line{'s' * (broken > 1)} of the file cannot be read"] * bool(broken)
        return "; ".join(said) + "."


def a_ledger(caller, ledger):
    """Return the ledger, or raise if it is something else."""
    if not isinstance(ledger, Ledger):
        hint = ": report.Ledger(path) makes one" if isinstance(ledger, str | Path) else ""
        raise TypeError(f"{caller} expected ledger to be a Ledger, got {describe(ledger)}{hint}")
    return ledger
