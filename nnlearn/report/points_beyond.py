"""The later points of the rubric: attacks, strangers, explanations, the card, the clean run."""

import re

import numpy as np

from nnlearn.report.card import SECTIONS
from nnlearn.report.measured import verdict
from nnlearn.report.points import LEAST_TEST, _missing

LEAST_STRANGERS = 20
LEAST_MAPS = 10
ROUNDING = ("error", "double", "single")  # what was measured of rounding itself
TYPED = re.compile(r"(?<![\w.])\d*\.\d+(?!\w|\.\d)|\d ?%")  # a result in the text of a report


def attack(h):
    found = [one for one in h.entries("attack") if one["n"] >= LEAST_TEST and one["changed size"] > 0]
    if not found:
        call = "attack(what, predict, x, y, changed, control)"
        return _missing(h, call, f"no attack on {LEAST_TEST} or more examples")
    if not any(one["changed score"] < one["x score"] for one in found):
        return (
            "no attack costs the model anything, which is rare and often a slope that vanished: attack the margin, too "
            "(nn.MultiMarginLoss), or take a larger eps"
        )
    return ""


def control(h):
    return _control(
        h, "attack", "size", "attacks.tossed(x, eps, rng) takes steps of the same size by the toss of a coin"
    )


def counterfactual(h):
    return _control(h, "counterfactual", "share", "change as many other numbers of the same inputs, elsewhere")


def _control(h, kind, size, how):
    found = [one for one in h.entries(kind) if one["n"] >= LEAST_TEST and one[f"changed {size}"] > 0]
    if not found:
        call = f"{kind}(what, predict, x, y, changed, control)"
        return _missing(h, call, f"no {kind} on {LEAST_TEST} or more examples")
    if not any(0.9 <= one[f"control {size}"] / one[f"changed {size}"] <= 1.1 for one in found):
        one = found[0]
        return (
            f"the {kind} {one['what']!r} has {size} {one[f'changed {size}']:.3g} and its control "
            f"{one[f'control {size}']:.3g}: {how}"
        )
    return ""


def strangers(h):
    found = h.entries("strangers")
    if any(min(one["known"], one["strange"]) >= LEAST_STRANGERS and 0 <= one["auroc"] <= 1 for one in found):
        return ""
    return _missing(
        h,
        "strangers(what, confidence, known, strange)",
        f"nobody showed the model {LEAST_STRANGERS} inputs that are none of its business",
    )


def attribution(h):
    found = h.entries("attribution")
    if not found:
        return _missing(h, "attribution(what, explain, model, untrained, x)", "no map was compared with random weights")
    starts = {one["weights"] for one, _ in h.finals("model")}
    for one in found:
        enough = one["n"] - one["flat"] >= LEAST_MAPS and one["correlation"] is not None
        if enough and one["model"] in starts and one["untrained"] not in starts:
            return ""
    one = found[0]
    if one["n"] - one["flat"] < LEAST_MAPS:
        return f"{one['n'] - one['flat']} maps with any difference in them, and {LEAST_MAPS} are wanted: explain more"
    return "the maps are not of a network that was measured, beside one never trained: give attribution(...) these two"


def hypothesis(h):
    found = h.entries("hypothesis")
    if not found:
        return _missing(h, "hypothesis(says, before, after, least)", "no hypothesis about a shortcut was tested")
    for one in found:
        enough = len(one["before"]) >= LEAST_TEST
        if enough and one["before"] != one["after"] and verdict(one["before"], one["after"], one["least"])[0] != "open":
            return ""
    one = found[0]
    low, high = verdict(one["before"], one["after"], one["least"])[1][1:]
    return (
        f"the test of {one['what']!r} is open: a drop of {low:.3g} to {high:.3g} on {len(one['before'])} examples "
        f"neither reaches {one['least']:g} for sure nor stays below it (or nothing was changed): take more examples"
    )


def card(h):
    if h.card is None:
        return f"{h.why['card.md']}: report.Card writes it, card.save('card.md', model=model)"
    if empty := [name for name in SECTIONS if f"## {name}\n\n*Nothing is written here yet" in h.card]:
        return f"the card says nothing about {', '.join(empty)}: card.write({empty[0]!r}, ...)"
    claims = h.claims()
    if len(claims) < 3:
        return f"the card claims {len(claims)} numbers, and 3 are wanted: card.claim(what, value, evidence, weights)"
    if stale := [row for row in claims if row[4] != "made for these weights"]:
        return f"{stale[0][0]!r} is {stale[0][4]}: claim it again, with evidence and weights=model"
    if not h.weights or f"Weights: `{h.weights}`" not in h.card:
        return "the card is about other weights than weights.safetensors: save both with the same model"
    for place, (kind, source, _) in enumerate(h.cells, 1):
        if kind == "markdown" and (typed := TYPED.search(source)):
            return f"cell {place} of the report has {typed[0]!r} typed into its text: print results from the code"
    return ""


def equal(handed, again):
    """Return how the evidence of a clean run differs from that handed over: "" if its results are the same."""
    if handed.evidence is None:
        return f"{handed.why['evidence.json']}: run the report once more, save it, and hand over what it wrote"
    if again.evidence is None:
        return f"run from clean, the report makes no evidence ({again.why['evidence.json']}): it has to measure itself"
    ours, theirs = ({(one["kind"], str(one["what"])): one for one in h.evidence["entries"]} for h in (handed, again))
    if ours.keys() != theirs.keys():
        odd = sorted(ours.keys() ^ theirs.keys())[0]
        return f"{odd[0]} ({odd[1]}) was measured in one of the runs alone: run the report once more, and save it"
    for key, one in ours.items():
        for name, value in one.items():
            other = theirs[key].get(name)
            if isinstance(value, float) and name not in ROUNDING and not np.isclose(value, other, rtol=0.05, atol=0.02):
                return (
                    f"{name} of {key[0]} ({key[1]}) was {value:.4g} and is {other:.4g} from clean: a seed is missing, "
                    "cells ran in another order, or a cell is gone; run all from the top and save"
                )
    if again.card is None:
        return "run from clean, the report saves no card: card.save('card.md', model=model) belongs into it"
    return ""


def bits(handed, again):
    """Return a sentence on whether the clean run made the same weights to the last bit."""
    found = [{one["weights"] for one, _ in h.finals("model")} for h in (handed, again)]
    same = found[0] == found[1] and handed.weights == again.weights
    return "the weights are the same to the last bit" if same else "the results agree, the bits of the weights do not"
