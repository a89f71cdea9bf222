"""Make the scores of the explorer of lesson 12, in seconds: `python -m nnlearn.lessons.evaluation.train_scores`.

Three models learn from 427 tissue samples, and `scores.json` keeps the log-odds that they give the 142 others, with the
truth (split 0). `tests/lessons/test_explorer_evaluation.py` makes them again and compares.
"""

import json

from nnlearn.lessons.evaluation import models
from nnlearn.lessons.evaluation.held_out import STORED
from nnlearn.lessons.evaluation.screening import cases


def scores():
    """Return the log-odds of the unseen cases under each model, and the truth, 1 for malignant; each a list of 142."""
    (x, y), (unseen, truth) = cases(0)
    made = {"logistic": models.logistic(x, y), "network": models.network(x, y), "naive Bayes": models.naive_bayes(x, y)}
    return {name: model(unseen).round(4).tolist() for name, model in made.items()} | {"truth": truth.tolist()}


if __name__ == "__main__":
    STORED.write_text(json.dumps(scores()) + "\n", encoding="utf-8")
