"""The first points of the rubric: from the question to the interval. Each says what is missing, "" if nothing is."""

import numpy as np

from nnlearn.metrics import paired_bootstrap
from nnlearn.report import measured
from nnlearn.report.handed import try_key
from nnlearn.report.ledger import Ledger
from nnlearn.report.order import check_order
from nnlearn.report.questions import PARTS
from nnlearn.report.tries import tries_of

LEAST_TRIES = 5
LEAST_STARTS = 5
DRAWS = 1000
LEAST_TEST = 30  # examples: with fewer, an interval says nothing


def question(h):
    if not h.path("question.md") or not h.path("ledger.csv"):
        return f"{h.why.get('question.md') or h.why['ledger.csv']}: report.preregister writes both, before any training"
    content = h.path("question.md").read_bytes().decode(errors="replace")
    if missing := [heading for heading in PARTS if f"# {heading}\n\n" not in content]:
        return f"question.md does not say {missing[0]!r}: let report.preregister write it, all five parts"
    if not h.events and "ledger.csv" in h.why:
        return h.why["ledger.csv"]
    order = check_order(h.path("question.md"), Ledger(h.path("ledger.csv")))
    return "" if order.kept else f"{order.why}: the question comes first, then training; start with a new ledger"


def seal(h):
    if h.sealed is None:
        return f"{h.why['test.sealed']}: report.seal('test.sealed', x=..., y=...) puts the test set away"
    arrays, digest = h.sealed
    if "y" not in arrays or len(arrays["y"]) < LEAST_TEST:
        return f"test.sealed holds no array y with {LEAST_TEST} or more targets: seal x and y of the test set together"
    if not _opened(h, digest):
        return "the ledger knows no opening of test.sealed: report.open_seal('test.sealed', ledger) writes it down"
    return ""


def nothing_chosen_after(h):
    first = _opened(h, h.sealed[1]) if h.sealed else []
    if not first:
        return "no opening of test.sealed in the ledger: choose first, then report.open_seal, then measure once"
    before = tries_of(h.events[: first[0]])
    if not before:
        return "no try came before the opening: the ledger has to show how the model was chosen, without the test set"
    known = {try_key(one) for one in before}
    late = [one for one in tries_of(h.events) if try_key(one) not in known]
    if late:
        return (
            f"{len(late)} new tries came after the seal was opened, the first is {late[0].what!r}: what was chosen "
            "after looking needs another test set; to run the report again with the same tries is fine"
        )
    return ""


def _opened(h, digest):
    found = [place for place, one in enumerate(h.events) if one["kind"] == "opened" and digest in one["settings"]]
    return found


def _tries(h, role):
    """Return the name that something has in the evidence, and its tries."""
    finals = h.finals(role)
    name = finals[0][0]["name"] if finals else ""
    return name, h.tries.get(name.strip().casefold(), [])


def five_tries(h):
    name, tries = _tries(h, "model")
    if not name:
        return _no_final(h, "model")
    weights = {one.weights for one in tries if one.weights}
    fine = sum(one.failed for one in tries) + len(weights)
    if fine < LEAST_TRIES:
        return (
            f"the ledger holds {fine} tries of {name!r} with weights of their own, and {LEAST_TRIES} are wanted: "
            f"ledger.add({name!r}, value=..., settings=..., seed=..., weights=model) after each, also the bad ones"
        )
    return ""


def baseline(h):
    name, tries = _tries(h, "baseline")
    if not name:
        return _no_final(h, "baseline")
    wanted = max(LEAST_TRIES, len(_tries(h, "model")[1]))
    if len(tries) < wanted:
        return (
            f"the ledger holds {len(tries)} tries of the baseline {name!r}, and the model had {wanted}: a baseline "
            f"that nobody tuned proves nothing; try as many settings of it, each with ledger.add({name!r}, ...)"
        )
    silly = [one["said"] for one, _ in h.finals("silly")]
    if all(one["said"] in silly for one, _ in h.finals("baseline")):
        return f"the baseline {name!r} answers what the silly one answers: it has to be one that learned"
    return ""


def silly(h):
    ours, theirs = h.score("model"), h.score("silly")
    if theirs is None:
        return _no_final(h, "silly")
    if ours is None:
        return _no_final(h, "model")
    if theirs.mean() >= ours.mean():
        return f"the silly baseline has {theirs.mean():.3f}, your model {ours.mean():.3f}: it has learned nothing yet"
    return ""


def _no_final(h, role):
    if h.unread:
        return _no_evidence(h)
    if any(one["role"] == role for one in h.entries("final")):
        return f"the answers of the {role} do not fit the y of test.sealed: measure it on the sealed test set"
    what = {"model": "your model", "baseline": "the tuned baseline", "silly": "a silly baseline"}[role]
    more = ", seed=seed, weights=model" if role == "model" else ""
    return f"{what} was never measured on the sealed test set: evidence.final({role!r}, name, said, test['y']{more})"


def _no_evidence(h):
    return f"{h.why['evidence.json']}: run the whole report, let its last cell show the Evidence, and save it"


def own_layer(h):
    found = h.entries("own layer")
    if not found:
        return _missing(h, "own_layer(layer, x, model)", "no layer of your own was checked")
    handed = {one["weights"] for one, _ in h.finals("model")}
    for one in found:
        if one["own"] and one["right"] and one["in_model"] and one["slopes"] and one["model"] in handed:
            return ""
    one = found[0]
    if not one["own"]:
        return f"{one['class']} is a layer of a library: write `class Mine(nn.Module)` with forward and backward"
    if not one["right"] or not one["slopes"]:
        return f"the gradient of {one['class']} is off by {one['error']:.1e} of its size: check each line of backward"
    return f"{one['class']} is not in a model that was measured on the sealed test set: hand over a model that uses it"


def parity(h):
    found = h.entries("parity")
    if not found:
        return _missing(h, "parity(model, mirror, x)", "nobody compared both sides")
    one = found[0]
    if sorted(one["sides"]) != ["NumPy", "PyTorch"]:
        return f"both models are of the same side, {one['sides'][0]}: build the same layers with nnlearn.torch"
    if not one["same_weights"]:
        return "the two models hold other weights: mirror.load_state_dict of the model's weights, then compare"
    if not one["double"] < 1e-9 or one["weights"] not in {final["weights"] for final, _ in h.finals("model")}:
        return (
            f"the sides differ by {one['double']:.1e} in float64, where 1e-12 is usual, or the model is not one that "
            "was measured on the sealed test set: look for a layer with other settings"
        )
    return ""


def five_starts(h):
    finals = [one for one, _ in h.finals("model")]
    if not finals:
        return _no_final(h, "model")
    starts = len({one["seed"] for one in finals})
    nets = len({one["weights"] for one in finals})
    if min(starts, nets) < LEAST_STARTS or len({one["name"] for one in finals}) > 1:
        return (
            f"the sealed test set was read by {nets} different networks from {starts} starts of one name, and "
            f"{LEAST_STARTS} are wanted: train the chosen setting from five seeds, evidence.final for each"
        )
    if h.weights not in {one["weights"] for one in finals}:
        why = h.why.get("weights.safetensors", "weights.safetensors is none of these networks")
        return f"{why}: nn.save(model, 'weights.safetensors') of one of them"
    return ""


def interval(h):
    scores = h.score("model")
    if scores is None:
        return _no_final(h, "model")
    return _claimed(h, scores, np.zeros(len(scores)), "the mean score over your starts", "metrics.paired_bootstrap")


def difference(h):
    ours, theirs = h.score("model"), h.score("baseline")
    if ours is None or theirs is None:
        return _no_final(h, "model" if ours is None else "baseline")
    return _claimed(
        h, ours, theirs, "the difference to the baseline", "metrics.paired_bootstrap(ours, theirs, rng=rng)"
    )


def _claimed(h, ours, theirs, what, how):
    """Return what is missing for the card to claim a difference that was recomputed here, with an interval."""
    found = paired_bootstrap(ours, theirs, rng=np.random.default_rng(0), draws=DRAWS)
    near = max(5e-4 * abs(found.difference), 1e-6)
    rows = [row for row in h.claims() if abs(row[1] - found.difference) <= near]
    if not rows:
        why = h.why.get("card.md", "the card has no such claim")
        return (
            f"{what} is {found.difference:.4g}, recomputed from the answers, and {why}: card.claim(..., interval=...)"
        )
    width = found.high - found.low
    for _, value, low, high, _ in rows:
        if low is not None and low <= value <= high and width / 2 <= high - low <= 2 * width + 1e-9:
            return ""
    return (
        f"the claim of {what} has no interval like the recomputed one, {found.low:.3g} to {found.high:.3g}: {how} "
        "draws examples and gives it; for one accuracy metrics.wilson does, too"
    )


def worst_slice(h):
    found, scores = h.entries("slices"), h.score("model")
    if not found or scores is None or len(found[0]["groups"]) != len(scores):
        return _missing(h, "slices(groups)", "there are no scores by group")
    rows = measured.group_scores(scores, found[0]["groups"], accuracy=h.evidence["measure"] == "accuracy")
    if len(rows) < 2:
        return "all test examples are of one group: take one that a user could belong to, such as speaker or class"
    group, count, score, _, _ = rows[0]
    for name, value, low, high, _ in h.claims():
        said = group.casefold() in name.casefold() and abs(value - score) <= 5e-4 * abs(score) + 1e-6
        if said and low is not None and low <= score <= high and low < high:
            return ""
    return (
        f"the worst group, {group} ({count} examples), has {score:.4g}, and no claim of the card says so with its "
        f"interval: card.claim('..., {group}', value, interval=(low, high), ...)"
    )


def _missing(h, call, what):
    return _no_evidence(h) if h.unread else f"{what}: evidence.{call} does it and writes it down"
