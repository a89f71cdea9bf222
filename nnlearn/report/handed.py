"""What lies in the folder of a capstone, read once; what is missing or damaged says so instead of raising."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy

from nnlearn.report import evidence, lines, measured, sealed_file
from nnlearn.report.card import saved_card
from nnlearn.report.tries import tries_of
from nnlearn.report.weights import DIGITS, state_hash

FILES = ("report.ipynb", "question.md", "ledger.csv", "test.sealed", "evidence.json", "card.md", "weights.safetensors")
FINGERPRINT = re.compile(r"fingerprint ([0-9a-f]{16})")
MAX_BYTES = 200_000_000  # of one file


@dataclass
class Handed:
    """A folder that was handed over, and what can be read in it.

    Parameters
    ----------
    folder : Path
    ran : bool
        Whether its report was run just now from a clean kernel, so that what lies there was made by it.
    """

    folder: Path
    ran: bool = False
    why: dict = field(default_factory=dict)  # file: what is wrong with it

    def path(self, name):
        """Return the path of a file that is there and can be read at all, or None; `why` says what is wrong."""
        path = self.folder / name
        if not path.is_file():
            self.why[name] = f"there is no {name}"
        elif path.stat().st_size > MAX_BYTES:
            self.why[name] = f"{name} is {path.stat().st_size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f}"
        return None if name in self.why else path

    @cached_property
    def events(self):
        """The events of the ledger, in order; none if there is no ledger."""
        try:
            path = self.path("ledger.csv")
            return lines.read(path)[0] if path else []
        except (ValueError, OSError) as error:
            self.why["ledger.csv"] = str(error)
            return []

    @cached_property
    def tries(self):
        """The tries of the ledger that differ in name, settings or seed: the first of each, by name."""
        found: dict[str, list] = {}
        seen = set()
        for one in tries_of(self.events):
            if (key := try_key(one)) not in seen:
                seen.add(key)
                found.setdefault(one.what.strip().casefold(), []).append(one)
        return found

    @cached_property
    def sealed(self):
        """The arrays of the sealed test set and their hash, or None."""
        try:
            path = self.path("test.sealed")
            return sealed_file.read(path) if path else None
        except (ValueError, OSError) as error:
            self.why["test.sealed"] = str(error)
            return None

    @cached_property
    def weights(self):
        """The hash of the weights that are handed over, "" if there are none."""
        try:
            path = self.path("weights.safetensors")
            return state_hash(safetensors.numpy.load(path.read_bytes()), digits=DIGITS) if path else ""
        except Exception as error:  # safetensors has errors of its own
            self.why["weights.safetensors"] = f"weights.safetensors cannot be read ({error})"
            return ""

    @cached_property
    def card(self):
        """The card as `Card.save` wrote it, a text, or None."""
        path = self.path("card.md")
        found = saved_card(path.read_bytes().decode(errors="replace")) if path else None
        if path and found is None:
            self.why["card.md"] = "card.md is not as Card.save wrote it"
        return found

    @cached_property
    def cells(self):
        """The cells of the report, each (type, source, its cell), or none."""
        try:
            path = self.path("report.ipynb")
            found = json.loads(path.read_bytes())["cells"] if path else []
            return [(cell["cell_type"], "".join(cell["source"]), cell) for cell in found]
        except (ValueError, KeyError, TypeError, OSError, RecursionError):
            self.why["report.ipynb"] = "report.ipynb is not a notebook, or was saved half-way"
            return []

    @cached_property
    def evidence(self):
        """What the executed report measured, or None."""
        path = self.path("evidence.json")
        found = evidence.read(path) if path else None
        if path and found is None:
            self.why["evidence.json"] = "evidence.json is not what report.Evidence wrote"
        elif found and not self.ran:
            shown = set(
                FINGERPRINT.findall("\n".join(_printed(cell) for kind, _, cell in self.cells if kind == "code"))
            )
            if evidence.fingerprint(path.read_bytes()) not in shown:
                self.why["evidence.json"] = "evidence.json is not what the executed report shows in its last cell"
                return None
        return found

    @property
    def unread(self):
        """Whether there is a file of evidence that does not count, as `why` says."""
        return self.evidence is None and (self.folder / "evidence.json").exists()

    def entries(self, kind):
        """Return the measurements of one kind."""
        return [one for one in (self.evidence or {"entries": []})["entries"] if one["kind"] == kind]

    def finals(self, role):
        """Return (entry, scores) of each answer to the sealed test set by the model, the baseline or the silly one."""
        y: Any = None if self.sealed is None else self.sealed[0].get("y")
        found: list[tuple[dict[str, Any], np.ndarray]] = []
        for one in self.entries("final") if y is not None else []:
            if one["role"] == role and np.shape(one["said"]) == np.shape(y):
                found.append((one, measured.scores(self.evidence["measure"], one["said"], y)))
        return found

    def score(self, role):
        """Return the score of each test example, averaged over the starts, or None."""
        found = [scores for _, scores in self.finals(role)]
        return np.mean(found, axis=0) if found else None

    def claims(self):
        """Return the claims of the card: (text, value, low or None, high or None, standing)."""
        rows = []
        for line in (self.card or "").splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            number = (
                re.match(r"(\\?[-+]?[\d.]+(?:e\\?[-+]?\d+)?)(?: \((\S+) to (\S+)\))?$", cells[1])
                if len(cells) == 5
                else None
            )
            if number:
                value, low, high = (None if one is None else float(one.replace("\\", "")) for one in number.groups())
                rows.append((cells[0].replace("\\", ""), value, low, high, cells[4]))
        return rows


def try_key(one):
    """Return what makes a try another one: its name, settings and seed."""
    return one.what.strip().casefold(), json.dumps(one.settings, sort_keys=True), one.seed


def _printed(cell):
    """Return what a cell printed or showed as text."""
    found = []
    for output in cell.get("outputs", []):
        for part in (output.get("text"), (output.get("data") or {}).get("text/plain")):
            found.append("".join(part) if part else "")
    return "\n".join(found)
