"""The evidence of a report: each measurement is done here and written down, so that others can count from it."""

import hashlib
import json

import numpy as np

from nnlearn.arguments import choice, integer, number
from nnlearn.files import write_atomically, write_new
from nnlearn.report import measured, own_layers
from nnlearn.report.entry import file_path, text
from nnlearn.report.measured import MEASURES
from nnlearn.report.weights import DIGITS, state_hash

MARK = "nnlearn evidence"
ROLES = ("model", "baseline", "silly")


class Evidence:
    """What a report measured, in one file that `rubric` and strangers count from again.

    Parameters
    ----------
    path : str or Path
        The file, such as "evidence.json". An earlier one is replaced at the first measurement, since it belongs to an
        earlier run of the report; any other file is refused.
    measure : {"accuracy", "absolute error"}
        What counts for one example: 1 where the answer is right and 0 where it is wrong, or minus the error.

    Raises
    ------
    TypeError, ValueError
        If an argument, also of a method, is not as described here.
    FileExistsError
        If there is another file of this name. It is left as it is.
    OSError
        If the file cannot be written.

    Notes
    -----
    Every method does a measurement, writes it down and returns the result; the same measurement again replaces the
    first. Arrays are NumPy's, one example a row.

    `final(role, name, said, y, seed=None, weights=None)` takes the answers on the sealed test set; `role` is "model",
    "baseline" or "silly", `name` what its tries are called in the ledger, `weights` the model. Returns the mean score.
    `own_layer(layer, x, model)` compares the gradient of a layer of yours with differences, in float64. Returns the
    largest relative error. `parity(model, other, x)` compares the scores of two sides with equal weights. Returns the
    largest relative difference in float64 and in float32. `slices(groups)` takes the group of each test example, after
    `final`. Returns (group, n, score, low, high), worst first. `attack(what, predict, x, y, changed, control)` and
    `counterfactual` (the same) read the input before a change, after it, and after a control of equal size. Return the
    three scores. `strangers(what, confidence, known, strange)` returns the AUROC of a confidence. `attribution(what,
    explain, model, untrained, x)` compares maps with those of random weights. Returns the mean rank correlation.
    `hypothesis(says, before, after, least)` takes scores per example and the smallest drop that would confirm what it
    says. Returns "confirmed", "refuted" or "open".

    Printed, it shows its fingerprint: the last cell of a report, which ties the file to the report that was run.

    References
    ----------
    Pineau et al. (2021), "Improving reproducibility in machine learning research".

    Examples
    --------
    >>> import tempfile
    >>> evidence = Evidence(tempfile.mkdtemp() + "/evidence.json")
    >>> y = np.array([0, 1, 1, 0])
    >>> evidence.final("silly", "always 1", np.ones(4, int), y)
    0.5
    >>> evidence.slices(np.array(["a", "a", "b", "b"]))[0][:3]
    ('a', 2, 0.5)
    """

    def __init__(self, path, *, measure="accuracy"):
        self.path = file_path("Evidence", path)
        self.measure = choice("Evidence", "measure", measure, MEASURES)
        self._entries: dict = {}
        self._scores: dict = {}
        if self.path.exists() and read(self.path) is None:
            raise FileExistsError(
                f"Evidence expected path to be new or the evidence of an earlier run, got {self.path.name}, which says "
                "something else: nothing is overwritten, name another"
            )

    def __repr__(self):
        said = ", ".join(sorted({entry["kind"] for entry in self._entries.values()})) or "nothing yet"
        return f"Evidence({self.path.name!r}): {said}\nfingerprint {fingerprint(self._content().encode())}"

    def final(self, role, name, said, y, *, seed=None, weights=None):
        """Write down the answers on the sealed test set; return their mean score."""
        caller = "Evidence.final"
        choice(caller, "role", role, ROLES)
        said, y = measured.said_about(caller, said, y)
        if role == "model" and (seed is None or weights is None):
            raise ValueError(f"{caller} expected seed and weights of the model, got none: seed=0, weights=model")
        digest = "" if weights is None else state_hash(weights, digits=DIGITS)
        seed = None if seed is None else integer(caller, "seed", seed)
        found = measured.scores(self.measure, said, y)
        name = text(caller, "name", name)
        entry = {"role": role, "name": name, "seed": seed, "weights": digest, "said": said.tolist()}
        self._scores[role, name, seed] = found
        self._write("final", f"{role} {name} {seed}", **entry, score=float(found.mean()))
        return float(found.mean())

    def own_layer(self, layer, x, model):
        """Check the gradient of a layer of your own; return the largest relative error."""
        found = own_layers.own_layer(layer, x, model)
        self._write("own layer", found["class"], **found, model=state_hash(model, digits=DIGITS))
        return found["error"]

    def parity(self, model, other, x):
        """Compare the scores of two sides; return the largest relative difference in float64 and in float32."""
        found = own_layers.parity(model, other, x)
        self._write("parity", "both sides", **found, weights=state_hash(model, digits=DIGITS))
        return found["double"], found["single"]

    def slices(self, groups):
        """Return (group, n, score, low, high) of the model, or of what else was measured, worst group first."""
        if not self._scores:
            raise ValueError("Evidence.slices expected answers to divide into groups, got none: call final(...) first")
        role = next(role for role in ROLES if any(key[0] == role for key in self._scores))
        values = np.mean([found for key, found in self._scores.items() if key[0] == role], axis=0)
        if np.shape(groups) != values.shape:
            raise ValueError(
                f"Evidence.slices expected groups of shape {values.shape}, one per test example, got {np.shape(groups)}"
            )
        self._write("slices", "groups", groups=[str(group) for group in np.asarray(groups).tolist()])
        return measured.group_scores(values, groups, accuracy=self.measure == "accuracy")

    def attack(self, what, predict, x, y, changed, control):
        """Measure an attack and its control of equal size; return the three scores."""
        return self._change("attack", what, predict, x, y, changed, control)

    def counterfactual(self, what, predict, x, y, changed, control):
        """Measure what an input without one thing changes, and a control of equal size; return the three scores."""
        return self._change("counterfactual", what, predict, x, y, changed, control)

    def strangers(self, what, confidence, known, strange):
        """Return the AUROC of a confidence: of known inputs against strange ones."""
        found = measured.strangers(confidence, known, strange)
        self._write("strangers", text("Evidence.strangers", "what", what), **found)
        return found["auroc"]

    def attribution(self, what, explain, model, untrained, x):
        """Compare maps with those of random weights; return the mean rank correlation, None if every map is flat."""
        found = measured.attribution(explain, model, untrained, x)
        self._write("attribution", text("Evidence.attribution", "what", what), **found)
        return found["correlation"]

    def hypothesis(self, says, before, after, least):
        """Test "the score falls by at least `least`" on the same examples; return "confirmed", "refuted" or "open"."""
        caller = "Evidence.hypothesis"
        least = number(caller, "least", least, low=0, open_low=True)
        says = text(caller, "says", says)
        found, drop = measured.verdict(before, after, least)
        lists = {"before": np.asarray(before, float).tolist(), "after": np.asarray(after, float).tolist()}
        self._write("hypothesis", says, least=least, verdict=found, drop=list(drop), **lists)
        return found

    def _change(self, kind, what, predict, x, y, change, control):
        found = measured.changed(self.measure, predict, x, y, change, control)
        self._write(kind, text(f"Evidence.{kind}", "what", what), **found)
        return found["x score"], found["changed score"], found["control score"]

    def _write(self, kind, what, **values):
        self._entries[kind, what] = {"kind": kind, "what": what, **values}
        if read(self.path) is None:  # new, or somebody wrote another file there in the meantime: then it is refused
            write_new(self.path, self._content())
        else:
            write_atomically(self.path, self._content())

    def _content(self):
        said = {MARK: 1, "measure": self.measure, "entries": list(self._entries.values())}
        return json.dumps(said, separators=(",", ":")) + "\n"


def fingerprint(content):
    """Return the first digits of the SHA-256 of a file of evidence."""
    return hashlib.sha256(content).hexdigest()[:16]


def read(path):
    """Return what a file of evidence holds, a dict of measure and entries, or None if it is something else."""
    try:
        said = json.loads(path.read_bytes())
        entries = said["entries"]
        fine = said[MARK] == 1 and said["measure"] in MEASURES and isinstance(entries, list)
        return said if fine and all(isinstance(one["kind"], str) for one in entries) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
