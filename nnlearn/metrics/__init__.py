"""Numbers that say how good predictions and generated samples are, for NumPy arrays from either side.

Those of predictions take (prediction, target), in this order, that of clusters (clusters, target). A value of 0/0 is an
error, `Undefined`, that names the class, unless `zero_division` says what it should count as. Those of samples take
(samples, ...), one sample a row.
"""

from nnlearn.arguments import Undefined
from nnlearn.metrics.classes import accuracy
from nnlearn.metrics.clusters import purity
from nnlearn.metrics.confusion import confusion_matrix, f1, precision, recall
from nnlearn.metrics.copies import data_copying, nearer_to_training
from nnlearn.metrics.distributions import total_variation
from nnlearn.metrics.frechet import frechet_distance
from nnlearn.metrics.intervals import bootstrap, wilson
from nnlearn.metrics.manifolds import sample_precision_recall
from nnlearn.metrics.modes import mode_coverage
from nnlearn.metrics.paired import PairedDifference, paired_bootstrap
from nnlearn.metrics.probabilities import (
    brier_score_loss,
    calibration_curve,
    expected_calibration_error,
    log_loss,
    perplexity,
)
from nnlearn.metrics.ranked_lists import hit_rate, reciprocal_rank
from nnlearn.metrics.ranking import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve
from nnlearn.metrics.ranks import rank_correlation
from nnlearn.metrics.two_samples import nearest_neighbour_test
from nnlearn.metrics.values import mean_absolute_error, mse, r2

__all__ = [
    "PairedDifference",
    "Undefined",
    "accuracy",
    "average_precision_score",
    "bootstrap",
    "brier_score_loss",
    "calibration_curve",
    "confusion_matrix",
    "data_copying",
    "expected_calibration_error",
    "f1",
    "frechet_distance",
    "hit_rate",
    "log_loss",
    "mean_absolute_error",
    "mode_coverage",
    "mse",
    "nearer_to_training",
    "nearest_neighbour_test",
    "paired_bootstrap",
    "perplexity",
    "precision",
    "precision_recall_curve",
    "purity",
    "r2",
    "rank_correlation",
    "recall",
    "reciprocal_rank",
    "roc_auc_score",
    "roc_curve",
    "sample_precision_recall",
    "total_variation",
    "wilson",
]
