"""Mistakes that people really make in 23.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.semi_supervised.answers import pseudo_round

# 23.3


def softmax(scores, axis=1):
    e = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def kept_by(p, choose=lambda largest, threshold: largest >= threshold):
    """Return an answer that looks at the largest number of each row of `p(scores)`."""

    def answer(scores, threshold):
        kept = np.flatnonzero(choose(p(scores).max(axis=1), threshold))
        return kept, scores[kept].argmax(axis=1)

    return answer


of_scores = kept_by(lambda scores: scores)
OTHER_NUMBERS = (
    kept_by(lambda scores: 1 / (1 + np.exp(-np.clip(scores, -500, 500)))),
    kept_by(lambda scores: np.exp(np.clip(scores, None, 500))),
    kept_by(np.abs),
    kept_by(lambda scores: np.exp(scores - scores.max(axis=1, keepdims=True))),
)
over_examples = kept_by(lambda scores: softmax(scores, axis=0))


def divided_by(total):
    """Return an answer that divides by another sum than that of the row."""

    def p(scores):
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        return e / total(e)

    return kept_by(p)


OTHER_SUMS = (divided_by(np.sum), divided_by(lambda e: e.sum(axis=0)))
least_sure = kept_by(softmax, lambda largest, threshold: largest < threshold)
LEAST_SURE = (
    kept_by(softmax, lambda largest, threshold: largest <= threshold),
    kept_by(softmax, lambda largest, threshold: 1 - largest >= threshold),
)


def labels_of_all(scores, threshold):
    return pseudo_round(scores, threshold)[0], scores.argmax(axis=1)


def labels_of_the_first(scores, threshold):
    kept, _ = pseudo_round(scores, threshold)
    return kept, scores[: len(kept)].argmax(axis=1)


def as_a_mask(scores, threshold):
    mask = softmax(scores).max(axis=1) >= threshold
    return mask, scores[mask].argmax(axis=1)


def mask_and_all(scores, threshold):
    return softmax(scores).max(axis=1) >= threshold, scores.argmax(axis=1)


def probabilities(scores, threshold):
    kept, _ = pseudo_round(scores, threshold)
    return kept, softmax(scores)[kept].max(axis=1)


def rows_of_probabilities(scores, threshold):
    kept, _ = pseudo_round(scores, threshold)
    return kept, softmax(scores)[kept]


def above(scores, threshold):
    kept = np.flatnonzero(softmax(scores).max(axis=1) > threshold)
    return kept, scores[kept].argmax(axis=1)


def overflows(scores, threshold):
    with np.errstate(all="ignore"):
        e = np.exp(scores)
        p = e / e.sum(axis=1, keepdims=True)
    kept = np.flatnonzero(p.max(axis=1) >= threshold)
    return kept, p[kept].argmax(axis=1)


def least_likely(scores, threshold):
    kept, _ = pseudo_round(scores, threshold)
    return kept, scores[kept].argmin(axis=1)
