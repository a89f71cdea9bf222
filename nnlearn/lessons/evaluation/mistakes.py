"""Mistakes that people really make in 12.1 and 12.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.evaluation.answers import ppv, precision_recall_f1

# 12.1


def share(part, of):
    return part / of if of else 0.0


def harmonic(precision, recall):
    return share(2 * precision * recall, precision + recall)


def boxes(answer, y, positive):
    """Return TP, FP, FN, TN."""
    said, true = answer == positive, y == positive
    return (said & true).sum(), (said & ~true).sum(), (~said & true).sum(), (~said & ~true).sum()


def counted(numbers):
    """Return an answer that makes its three numbers of the four boxes."""
    return lambda answer, y, positive: numbers(*boxes(answer, y, positive))


def from_two(precision, recall, mean=harmonic):
    """Return an answer with these two numbers, each made of the four boxes, and a mean of them."""

    def numbers(*four):
        p, r = precision(*four), recall(*four)
        return p, r, mean(p, r)

    return counted(numbers)


def right_precision(tp, fp, fn, tn):
    return share(tp, tp + fp)


def right_recall(tp, fp, fn, tn):
    return share(tp, tp + fn)


exchanged = from_two(right_recall, right_precision)


def other_order(answer, y, positive):
    return precision_recall_f1(answer, y, positive)[::-1]


def one_is_positive(answer, y, positive):
    return precision_recall_f1(answer, y, 1)


def not_zero_is_positive(answer, y, positive):
    return precision_recall_f1(answer > 0, y > 0, True)


def one_against_zero(answer, y, positive):
    """1 is positive and 0 negative; other classes count nowhere."""
    hits, alarms, cases = (np.sum((answer == a) & (y == b)) for a, b in ((1, 1), (1, 0), (0, 1)))
    precision, recall = share(hits, hits + alarms), share(hits, hits + cases)
    return precision, recall, harmonic(precision, recall)


def half_of_it(said, true):
    """Return an answer that asks for `positive` on one side only."""

    def answer(answer, y, positive):
        one, other = (answer == (positive if said else 1)), (y == (positive if true else 1))
        return precision_recall_f1(one, other, True)

    return answer


ONES = (not_zero_is_positive, one_against_zero, half_of_it(True, False), half_of_it(False, True))


def other_mean(mean):
    return from_two(right_precision, right_recall, mean)


arithmetic = other_mean(lambda p, r: (p + r) / 2)
OTHER_MEANS = (
    other_mean(lambda p, r: np.sqrt(p * r)),
    other_mean(lambda p, r: share(p * r, p + r)),
    other_mean(lambda p, r: 2 * p * r),
    other_mean(lambda p, r: p * r),
    other_mean(lambda p, r: share(p + r, 2 * p * r)),
    other_mean(min),
    counted(lambda tp, fp, fn, tn: (share(tp, tp + fp), share(tp, tp + fn), share(tp, tp + fp + fn))),
    counted(lambda tp, fp, fn, tn: (share(tp, tp + fp), share(tp, tp + fn), share(2 * tp, tp + fp + fn))),
)


def accuracy_for_precision(tp, fp, fn, tn):
    return (tp + tn) / (tp + fp + fn + tn)


all_right_answers = from_two(accuracy_for_precision, right_recall)
NEGATIVES_COUNTED = (
    lambda *arguments: hits_of_any_class(*arguments),
    lambda *arguments: hits_of_any_class_in_f1(*arguments),
    from_two(right_precision, accuracy_for_precision),
    from_two(lambda tp, fp, fn, tn: share(tp + tn, tp + fp), lambda tp, fp, fn, tn: share(tp + tn, tp + fn)),
    from_two(lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn), right_recall),
    from_two(right_precision, lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn)),
    from_two(*2 * [lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn)]),
    from_two(lambda tp, fp, fn, tn: share(tp, tp + tn), right_recall),
    from_two(right_precision, lambda tp, fp, fn, tn: share(tp, tp + tn)),
    from_two(right_precision, lambda tp, fp, fn, tn: share(tn, tn + fp)),
    from_two(lambda tp, fp, fn, tn: share(tn, tn + fn), right_recall),
    counted(lambda tp, fp, fn, tn: (share(tp, tp + fp), share(tp, tp + fn), share(2 * tp, 2 * tp + fp + fn + tn))),
    counted(lambda tp, fp, fn, tn: (share(tp, tp + fp), share(tp, tp + fn), (tp + tn) / (tp + fp + fn + tn))),
)


def hits_of_any_class(answer, y, positive):
    hits, alarms, cases = (answer == y).sum(), (answer == positive).sum(), (y == positive).sum()
    precision, recall = share(hits, alarms), share(hits, cases)
    return precision, recall, harmonic(precision, recall)


def hits_of_any_class_in_f1(answer, y, positive):
    hits, alarms, cases = (answer == y).sum(), (answer == positive).sum(), (y == positive).sum()
    return share(hits, alarms), share(hits, cases), share(2 * hits, alarms + cases)


def negatives_by(number):
    """Return an answer that takes one class, `number(positive)`, for the negative one."""

    def answer(answer, y, positive):
        negative = number(positive)
        tp = ((answer == positive) & (y == positive)).sum()
        fp = ((answer == positive) & (y == negative)).sum()
        fn = ((answer == negative) & (y == positive)).sum()
        precision, recall = share(tp, tp + fp), share(tp, tp + fn)
        return precision, recall, share(2 * tp, 2 * tp + fp + fn)

    return answer


NEGATIVES_BY_NUMBER = (negatives_by(lambda positive: 0), negatives_by(lambda positive: 1 - positive))


def other_class(answer, y, positive):
    return precision_recall_f1(answer != positive, y != positive, True)


MISSES_FOR_HITS = (
    from_two(lambda tp, fp, fn, tn: share(fp, tp + fp), lambda tp, fp, fn, tn: share(fn, tp + fn)),
    from_two(lambda tp, fp, fn, tn: share(tp, fp), lambda tp, fp, fn, tn: share(tp, fn)),
    from_two(lambda tp, fp, fn, tn: share(tp, fp + fn), lambda tp, fp, fn, tn: share(tp, fp + fn)),
)


def not_a_number(answer, y, positive):
    tp, fp, fn, _ = boxes(answer, y, positive)
    with np.errstate(all="ignore"):
        return np.float64(tp) / (tp + fp), np.float64(tp) / (tp + fn), np.float64(2 * tp) / (2 * tp + fp + fn)


def not_a_number_from_two(answer, y, positive):
    precision, recall, _ = not_a_number(answer, y, positive)
    with np.errstate(all="ignore"):
        return precision, recall, 2 * precision * recall / (precision + recall)


# 12.3


def everybody_half_ill(recall, specificity, prevalence):
    """The prevalence cancels, as if it were .5."""
    return recall / (recall + 1 - specificity) + 0 * prevalence


def ill_not_weighted(recall, specificity, prevalence):
    return recall / (recall + (1 - specificity) * (1 - prevalence))


def healthy_not_weighted(recall, specificity, prevalence):
    ill = recall * prevalence
    return ill / (ill + 1 - specificity)


def share_of_the_ill_not_weighted(recall, specificity, prevalence):
    """The prevalence is in the divisor only."""
    return recall / (recall * prevalence + (1 - specificity) * (1 - prevalence))


WEIGHTS_MISSING = (
    ill_not_weighted,
    healthy_not_weighted,
    share_of_the_ill_not_weighted,
    lambda recall, specificity, prevalence: recall / (recall + (1 - specificity)),
    lambda recall, specificity, prevalence: (recall * prevalence) / (recall + (1 - specificity)),
    lambda recall, specificity, prevalence: (
        recall * prevalence / (recall * prevalence + (1 - specificity) * prevalence)
    ),
)


def cleared_for_alarmed(recall, specificity, prevalence):
    ill = recall * prevalence
    return ill / (ill + specificity * (1 - prevalence))


def joint(recall, specificity, prevalence):
    return recall * prevalence


JOINT = (
    lambda recall, specificity, prevalence: prevalence**2 + (1 - specificity) * (1 - prevalence),  # no brackets
    lambda recall, specificity, prevalence: 1 + (1 - specificity) * (1 - prevalence) + 0 * recall,  # too few
    lambda recall, specificity, prevalence: recall * prevalence + (1 - specificity) * (1 - prevalence),
    lambda recall, specificity, prevalence: recall * prevalence / prevalence,
    lambda recall, specificity, prevalence: recall * prevalence / (prevalence + (1 - specificity) * (1 - prevalence)),
    lambda recall, specificity, prevalence: prevalence / (prevalence + (1 - specificity) * (1 - prevalence)),
    lambda recall, specificity, prevalence: recall * prevalence / (recall * prevalence + 1 - prevalence),
    lambda recall, specificity, prevalence: recall * prevalence + specificity * (1 - prevalence),
)


def of_the_cleared(recall, specificity, prevalence):
    """The negative predictive value."""
    healthy = specificity * (1 - prevalence)
    return healthy / (healthy + (1 - recall) * prevalence)


def ill_among_the_cleared(recall, specificity, prevalence):
    return 1 - of_the_cleared(recall, specificity, prevalence)


def missed_for_alarmed(recall, specificity, prevalence):
    """1 - recall is taken for the share of the healthy who are alarmed."""
    ill = recall * prevalence
    return ill / (ill + (1 - recall) * (1 - prevalence))


def odds(recall, specificity, prevalence):
    with np.errstate(divide="ignore"):
        return np.divide(recall * prevalence, (1 - specificity) * (1 - prevalence))


def healthy_among_the_alarmed(recall, specificity, prevalence):
    return 1 - ppv(recall, specificity, prevalence)


def healthy_for_ill(recall, specificity, prevalence):
    return ppv(recall, specificity, 1 - prevalence)


def recall_of_the_healthy(recall, specificity, prevalence):
    return ppv(1 - recall, specificity, prevalence)
