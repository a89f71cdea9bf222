"""What makes a report card expensive: found by asking the learner's report about other samples."""

from dataclasses import replace

import numpy as np

NEARLY_ALL = 60  # of the 89 benign samples


def advice(report, splits, answered, miss):
    """Say what is wrong with answers that cost too much.

    Parameters
    ----------
    report : function
        The learner's.
    splits : list of Split
        The ten splits with its answers.
    answered : function
        `answered(report, seed) -> Split`.
    miss : int
        What a miss costs.

    Returns
    -------
    str
    """
    return (
        _constant(splits)
        or _turned(splits)
        or _not_by_cell(report, splits[0])
        or _units(report, splits)
        or _balance(report, splits, miss)
    )


def _constant(splits):
    if all(one.alarm.all() for one in splits):
        return (
            "It alarms at every sample. That costs less than a threshold of .5, and is worth nothing: samples that are "
            "surely benign can be let pass. Which are these?"
        )
    if not any(one.alarm.any() for one in splits):
        return "It never alarms, so every malignant sample is missed. Which numbers does your threshold stand beside?"
    return ""


def _turned(splits):
    """Say so if most answers are wrong."""
    right = np.mean([(one.alarm == (one.truth == 1)).mean() for one in splits])
    missed = np.mean([one.misses for one in splits]) / 53
    if right < 0.35 and missed > 0.5:
        return (
            f"Only {right:.0%} of the answers are right: it alarms at the benign samples. Here 1 is malignant, in y "
            "and in your answers."
        )
    return ""


def _not_by_cell(report, split):
    """Say so if the answer for a sample depends on which other new samples there are, or on chance."""
    again = _asked(report, split, split.new)
    if again is None:
        return ""
    if (again != split.alarm).mean() > 0.02:
        return (
            "Two calls with the same samples give different answers. What is drawn at random? `nn.manual_seed(0)` "
            "before the model is made fixes the start."
        )
    largest = np.argsort(split.new[:, 0], kind="stable")[-60:]
    few = _asked(report, split, split.new[largest])
    if few is None:
        return ""
    if (few != split.alarm[largest]).sum() > 1:
        return (
            "The answer for a sample depends on which other new samples come with it. Are the new samples "
            "standardised by their own mean and spread, or cut at a share of their own? What is learned from the "
            "427 has to do for any number."
        )
    return ""


def _units(report, splits):
    """Say so if the report would cost clearly less if each measurement had its spread for a unit."""
    scaled = [(one.x / one.x.std(axis=0), one.new / one.x.std(axis=0)) for one in splits]
    first = _asked(report, splits[0], scaled[0][1], scaled[0][0])
    if first is None or (first != splits[0].alarm).sum() < 3:
        return ""
    answers = [_asked(report, split, new, x) for split, (x, new) in zip(splits, scaled, strict=True)]
    if any(one is None for one in answers):
        return ""
    tried = [replace(split, alarm=alarm) for split, alarm in zip(splits, answers, strict=True)]
    cost, now = (np.mean([one.cost for one in some]) for some in (tried, splits))
    if cost > 0.9 * now or np.mean([one.alarms for one in tried]) > NEARLY_ALL:
        return ""
    return (
        "The measurements go from 0 to several thousand. With each of them divided by its spread the same "
        f"report would cost {cost:.0f}."
    )


def _asked(report, split, new, x=None):
    """Return the alarms for some samples, or None if `report` cannot take them."""
    try:
        found = report((split.x if x is None else x).copy(), split.y.copy(), new.copy())
        found = found[0] if isinstance(found, tuple | list) and np.ndim(found[0]) > 0 else found
        answers = np.asarray(found.detach().cpu() if hasattr(found, "detach") else found, dtype=float)
        return answers.reshape(len(new)) == 1
    except (TypeError, ValueError, IndexError):
        return None


def _balance(report, splits, miss):
    """Say whether misses or alarms cost more, and what the same report does on the samples it was trained on."""
    missed, alarmed = (np.mean([getattr(one, name) for one in splits]) for name in ("misses", "alarms"))
    if alarmed > NEARLY_ALL:
        return (
            f"{alarmed:.0f} of the 89 benign samples are alarmed, nearly all: the threshold is lower than the costs "
            "ask for, or the scores do not tell the samples apart."
        )
    if miss * missed < alarmed:
        return (
            f"Misses cost {miss * missed:.0f} and alarms {alarmed:.0f}: with a somewhat higher threshold fewer "
            "benign samples would be alarmed."
        )
    share = f"Of the cost {miss * missed / (miss * missed + alarmed):.0%} are misses. "
    if 3 * alarmed < missed:
        return (
            f"You alarm {alarmed:.1f} benign samples and miss {missed:.1f} malignant ones, as if a false alarm were "
            "the worse of the two. It is the miss that costs 50. On which side of 1/2 does the threshold belong, "
            "then?"
        )
    if alarmed < 4:
        return (
            f"{share}You alarm {alarmed:.1f} benign samples and miss {missed:.1f} malignant ones, as if both errors "
            "cost the same. A miss costs 50 alarms: from which probability on is an alarm the cheaper answer?"
        )
    known = [_on_known(report, one) for one in splits[:3]]
    if miss * missed > 2 * alarmed and all(one is not None for one in known):
        times = np.mean([misses / 159 for misses in known])
        if times < missed / 53 / 2:
            return (
                f"{share}It misses {missed / 53:.1%} of the new malignant samples, but {times:.1%} of those that it "
                "was trained on: it is surer than it should be, and then no threshold from the formula fits. What "
                "makes a model less sure, and on which samples can you see whether it is honest?"
            )
    return f"{share}Alarms are cheap: would a lower threshold, or a better score, save more than it costs?"


def _on_known(report, split):
    """Return how many malignant training samples are missed."""
    found = _asked(report, split, split.x)
    return None if found is None else int((~found & (split.y == 1)).sum())
