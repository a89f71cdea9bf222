"""The right answers to the exercises of lesson 12, and the inputs they are tried on."""

import numpy as np

# 12.1 precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN)


def precision_recall_f1(answer, y, positive):
    """Return precision, recall and F1 of one class, 0 where they are 0/0."""
    said, true = answer == positive, y == positive
    hits, alarms, cases = (said & true).sum(), said.sum(), true.sum()
    precision = hits / alarms if alarms else 0.0
    recall = hits / cases if cases else 0.0
    f1 = 2 * hits / (alarms + cases) if alarms + cases else 0.0
    return precision, recall, f1


def sample_labels(rng):
    """Return answers and truth of two or three classes, all boxes filled and different, and one of the classes."""
    n, classes = int(rng.integers(18, 30)), int(rng.integers(2, 4))
    positive = int(rng.integers(classes))
    while True:
        y = rng.integers(0, classes, n)
        answer = np.where(rng.random(n) < 0.6, y, rng.integers(0, classes, n))
        said, true = answer == positive, y == positive
        sizes = [int(box.sum()) for box in (said & true, said & ~true, ~said & true, ~said & ~true)]
        if len({*sizes, 0}) == 5:
            return answer, y, positive


MALIGNANT = (np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 1, 0, 1, 1]), 0)  # as in the file
BENIGN = (*MALIGNANT[:2], 1)
SEVEN, THREE = np.array([7, 3, 7, 7, 3]), np.array([7, 7, 3, 7, 3])
LABELS = {
    "answers that never name the class": (np.array([0, 0, 2, 0]), np.array([1, 0, 2, 1]), 1),
    "a class without cases": (np.array([1, 0, 1, 0]), np.array([0, 0, 0, 2]), 1),
    "a class that is neither answered nor there": (np.array([0, 2, 0]), np.array([0, 0, 2]), 1),
    "answers that are never right": (np.array([1, 0, 1]), np.array([0, 1, 0]), 1),
    "answers that are all right": (np.array([1, 0, 1]), np.array([1, 0, 1]), 1),
    "a single case": (np.array([2]), np.array([2]), 2),
    "the classes 3 and 7": (SEVEN, THREE, 7),
    "the classes -1 and 1": (np.array([1, -1, -1, 1, 1]), np.array([1, 1, -1, -1, 1]), -1),
    "ten classes": (np.arange(30) * 7 % 10, np.arange(30) * 7 % 9, 4),
}

# 12.2 AUC = (pairs in which the positive case has the higher score + pairs with equal scores / 2) / pairs


def auc(s, y):
    """Return the share of pairs, one positive and one negative case, that are in the right order."""
    above, below = s[y == 1][:, None], s[y == 0]  # (positives, 1) against (negatives,)
    return ((above > below) + 0.5 * (above == below)).mean()


def sample_ranking(rng):
    """Return scores from 0 to 1 without ties, and labels of which each half has another number of positives."""
    positives, negatives = int(rng.integers(3, 6)), int(rng.integers(6, 10))
    y = rng.permutation(np.repeat([1, 0], [positives, negatives]))
    while True:
        s = (1 / (1 + np.exp(-0.2 - 0.8 * y - rng.normal(size=len(y))))).round(3)
        if len(set(s)) == len(y) and 0.6 < auc(s, y) < 0.95:
            return s, y


FIVE = (np.array([0.7, 0.2, 0.9, 0.4, 0.6]), np.array([0, 0, 1, 1, 0]))
SCORES = np.array([0.2, 0.9, 0.4, 0.8, 0.6])
TIED = np.array([0.3, 0.7, 0.5, 0.5, 0.5, 0.1])
RANKINGS = {
    "a positive and a negative case with equal scores": (TIED, np.array([0, 1, 1, 0, 0, 1])),
    "scores that are all equal": (np.full(5, 0.4), np.array([1, 0, 0, 1, 0])),
    "positive cases with equal scores": (np.array([0.9, 0.9, 0.2, 0.5]), np.array([1, 1, 0, 0])),
    "all positives above all negatives": (SCORES, np.array([0, 1, 0, 1, 0])),
    "all positives below all negatives": (-SCORES, np.array([0, 1, 0, 1, 0])),
    "one positive and one negative case": (np.array([0.3, 0.6]), np.array([1, 0])),
    "one positive case": (SCORES, np.array([0, 0, 0, 0, 1])),
    "one negative case": (SCORES, np.array([1, 1, 0, 1, 1])),
    "as many positives as negatives": (np.array([0.1, 0.8, 0.3, 0.6]), np.array([0, 1, 1, 0])),
    "scores of 1,000 and -1,000": (1000 * (SCORES - 0.5), np.array([1, 1, 0, 0, 1])),
    "scores that are whole numbers": (np.array([2, -1, 0, 2, 5, 0]), np.array([1, 0, 1, 0, 1, 0])),
    "labels that are floats": (SCORES, np.array([0.0, 1.0, 1.0, 0.0, 0.0])),
    "a hundred cases": (np.arange(100) * 37 % 100 / 100, (np.arange(100) % 7 < 3).astype(int)),
}

# 12.3 PPV = recall pi / (recall pi + (1 - specificity) (1 - pi))


def ppv(recall, specificity, prevalence):
    """Return the share of ill people among those whom the test calls positive."""
    ill = recall * prevalence
    healthy = (1 - specificity) * (1 - prevalence)
    return ill / (ill + healthy)


def sample_test(rng):
    recall, specificity = (float(one) for one in rng.uniform(0.55, 0.98, 2).round(2))
    return recall, specificity, rng.uniform(0.01, 0.6, int(rng.integers(2, 6))).round(3)


ONE_IN_TEN = (0.9, 0.8, 0.1)
TESTS = {
    "a prevalence that is an array of one number": (0.7, 0.9, np.array([0.2])),
    "one ill person in a million": (0.99, 0.999, 1e-6),
    "half of the people ill": (0.7, 0.9, 0.5),
    "nobody ill": (0.7, 0.9, 0.0),
    "everybody ill": (0.7, 0.9, np.array([1.0, 0.5])),
    "a test that finds nobody": (0.0, 0.9, 0.3),
    "a test that raises no false alarm": (0.3, 1.0, np.array([0.01, 0.2])),
    "a test that calls everybody positive": (1.0, 0.0, np.array([0.01, 0.2, 0.7])),
    "a test that is wrong more often than right": (0.2, 0.1, 0.3),
}

# 12.4 draw N cases with replacement, the same for both; 2.5 and 97.5 percentiles of the difference of accuracies


def difference(right_a, right_b, rng, draws):
    """Return the ends of the 95 % interval of accuracy a minus accuracy b, by a paired bootstrap."""
    n = len(right_a)
    drawn = rng.integers(n, size=(draws, n))  # one set of cases, for both
    gaps = right_a[drawn].mean(axis=1) - right_b[drawn].mean(axis=1)
    low, high = np.percentile(gaps, [2.5, 97.5])
    return low, high


# 12.5 for each fold: scale by the others, train on the others, test on the fold


def cross_validate(x, y, k, fit, rng):
    """Return the accuracy on each of k folds, by models that have not seen it."""
    folds = np.array_split(rng.permutation(len(y)), k)
    accuracies = []
    for i, test in enumerate(folds):
        train = np.concatenate(folds[:i] + folds[i + 1 :])
        mean, std = x[train].mean(axis=0), x[train].std(axis=0)
        predict = fit((x[train] - mean) / std, y[train])
        accuracies.append((predict((x[test] - mean) / std) == y[test]).mean())
    return np.array(accuracies)


# the inputs of 12.4 and 12.5 are in inputs.py, and 12.6 in report_card.py
