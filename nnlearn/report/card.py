"""A model card whose numbers know which weights they were measured with."""

import hashlib

from nnlearn.arguments import choice, describe
from nnlearn.files import write_atomically, write_new
from nnlearn.report import markdown
from nnlearn.report.claims import Claim, Stale, claim_of
from nnlearn.report.entry import file_path, text
from nnlearn.report.weights import weights_hash

SECTIONS = {  # of the paper: what a reader looks for in it
    "Model details": "who made it, when, what kind of model it is, its licence",
    "Intended use": "what it is for, for whom, and what it must not be used for",
    "Factors": "groups, instruments and conditions on which its results may depend",
    "Metrics": "what is measured, and why that",
    "Evaluation data": "what it was tested on, where that comes from, how it was kept apart",
    "Training data": "what it learned from, with whose consent and under which licence",
    "Quantitative analyses": "results, by group too, each with its interval",
    "Ethical considerations": "whom it may harm, and what was done about it",
    "Caveats and recommendations": "what is not known, and what to do before relying on it",
}
MARK = "<!-- nnlearn.report.Card "


class Card:
    """A model card: fixed sections, prose in them, and claims that carry a value and its evidence.

    Parameters
    ----------
    title : str

    Raises
    ------
    TypeError, ValueError
        If an argument of a method is not as described below.
    FileExistsError
        If `save` would replace what no card wrote, or somebody changed by hand.
    OSError
        If the file cannot be written; the old one is still there then.

    Notes
    -----
    `write(section, words)` puts prose into a section, one of the nine of Mitchell and others: text as it is typed, with
    paragraphs and lists. `claim(what, value, interval=None, evidence="", weights=None, section="Quantitative
    analyses")` adds a claim; its value is a number, `evidence` says where it was computed, `weights` is a model, its
    state dict or its `state_hash`, taken when the claim is made. The same section or claim again replaces the first.

    `stale(model)` lists the claims that were made for other weights, typed by hand (a value that is text), without
    evidence, or for no weights at all. A number that somebody typed looks like one that was computed: evidence is for
    the reader who goes and looks. `missing()` lists the sections in which nothing is written.
    `to_markdown(model=None)` returns the card, where each claim says how it stands; `save(path, model=None)` writes it
    in one piece.

    References
    ----------
    Mitchell et al. (2019), "Model cards for model reporting".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model, card = nn.Linear(2, 1), Card("A line")
    >>> card.write("Intended use", "Lessons. Not for decisions about people.")
    >>> card.claim("accuracy, sealed test", 0.93, interval=(0.9, 0.95), evidence="report.ipynb, cell 31", weights=model)
    >>> card.claim("speed", "fast")
    >>> for claim, why in card.stale(model):
    ...     print(f"{claim}: {why}")
    speed: typed by hand: its value is a text; without evidence; does not say for which weights
    >>> model.bias.data += 1
    >>> len(card.stale(model)), card.missing()[:2]
    (2, ['Model details', 'Factors'])
    """

    def __init__(self, title):
        self.title = text("Card", "title", title)
        self._prose = {}
        self._claims: dict[str, Claim] = {}

    def write(self, section, words):
        """Put prose into a section, in place of what stood there."""
        self._prose[choice("Card.write", "section", section, SECTIONS)] = text("Card.write", "words", words)

    def claim(self, what, value, *, interval=None, evidence="", weights=None, section="Quantitative analyses"):
        """Add a claim, in place of one of the same text."""
        choice("Card.claim", "section", section, SECTIONS)
        self._claims[what] = claim_of(what, value, interval, evidence, weights, section)

    def stale(self, model):
        """Return a list of (claim, why): those that nobody should rely on, given the model as it is now."""
        current = _hash("Card.stale", model)
        found = [(claim.text, claim.faults(current)) for claim in self._claims.values()]
        return [Stale(name, "; ".join(why)) for name, why in found if why]

    def missing(self):
        """Return a list of the sections with neither prose nor a claim."""
        claimed = {claim.section for claim in self._claims.values()}
        return [section for section in SECTIONS if section not in self._prose and section not in claimed]

    def to_markdown(self, model=None):
        """Return the card as Markdown; given the model, each claim says whether it is about these weights."""
        current = None if model is None else _hash("Card.to_markdown", model)
        parts = [f"# {markdown.one_line(self.title)}"] + [f"Weights: `{current}`"] * (model is not None)
        for section, wanted in SECTIONS.items():
            parts.append(f"## {section}")
            claims = [claim for claim in self._claims.values() if claim.section == section]
            if section in self._prose:
                parts.append(markdown.prose(self._prose[section]))
            if claims:
                parts.append(_table(claims, current))
            if section in self.missing():
                parts.append(f"*Nothing is written here yet: {wanted}.*")
        return "\n\n".join(parts) + "\n"

    def save(self, path, *, model=None):
        """Write the card as Markdown, in place of a card that was saved there before; never of anything else."""
        path, content = file_path("Card.save", path), self.to_markdown(model)
        content = f"{content}\n{MARK}{_digest(content)} -->\n"
        try:
            write_new(path, content)
        except FileExistsError:
            if not path.is_file() or saved_card(path.read_bytes().decode(errors="replace")) is None:
                raise FileExistsError(
                    f"Card.save expected path to be new or a card as it was saved, got {path.name}, which says "
                    "something else: nothing is overwritten; name another, or move what was changed into the card"
                ) from None
            write_atomically(path, content)


def _table(claims, current):
    fine = "not checked" if current is None else "made for these weights"
    rows = [(c.text, c.shown, c.evidence, c.weights, "; ".join(c.faults(current)) or fine) for c in claims]
    return markdown.table(["claim", "value", "evidence", "weights", "standing"], rows)


def _hash(caller, model):
    if model is None:
        raise TypeError(f"{caller} expected a model, its state dict or its state_hash, got {describe(model)}")
    return weights_hash(caller, model)


def _digest(content):
    return hashlib.sha256(content.encode()).hexdigest()


def saved_card(content):
    """Return the Markdown of a card as `Card.save` wrote it, or None if it is something else or was changed."""
    content, mark, said = content.rpartition(f"\n{MARK}")
    return content if mark and said == f"{_digest(content)} -->\n" else None
