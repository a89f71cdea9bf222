"""What a stranger may believe of a model: the question first, every try, a test set that is opened once, a card.

Nothing here computes a score, and nothing locks anything: it writes down, so that those who want to know can count.
Everything takes a model of either side, or its state dict. Intervals are `metrics.wilson` and `metrics.bootstrap`.
"""

from nnlearn.report.card import Card
from nnlearn.report.claims import Claim, Stale
from nnlearn.report.evidence import Evidence
from nnlearn.report.ledger import Ledger
from nnlearn.report.order import Order, check_order
from nnlearn.report.questions import preregister
from nnlearn.report.rubric import Item, Rerun, Rubric, rubric
from nnlearn.report.seals import open_seal, seal
from nnlearn.report.tries import Try
from nnlearn.report.weights import state_hash

__all__ = [
    "Card",
    "Claim",
    "Evidence",
    "Item",
    "Ledger",
    "Order",
    "Rerun",
    "Rubric",
    "Stale",
    "Try",
    "check_order",
    "open_seal",
    "preregister",
    "rubric",
    "seal",
    "state_hash",
]
