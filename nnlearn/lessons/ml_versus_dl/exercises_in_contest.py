"""The exercises of lesson 13 in which rivals meet: a learning curve, and 400 labels."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.ml_versus_dl import answers, contests, minutes
from nnlearn.lessons.ml_versus_dl import mistakes_in_curves as in_curves

CONTESTS = (
    Exercise(
        id="13.5",
        title="A fair learning curve",
        reference=answers.learning_curve,
        inputs=answers.sample_contest,
        samples=3,
        special=contests.edges(),
        returns=("mean", "spread"),
        wrong={
            "the setting is chosen by the unseen examples": Wrong(
                in_curves.chosen_by_the_unseen,
                "Then they are part of the training, and the curve is too high. Choose by the fifth that was held "
                "back; the unseen ones are for the winner alone.",
                also=in_curves.CHOSEN_BY_THE_UNSEEN,
            ),
            "the chosen setting is not fitted again on all n": Wrong(
                in_curves.not_fitted_again,
                "It was chosen after a fit on a part. Who paid for n labels uses n: fit the winner once more, on all "
                "of them.",
                also=in_curves.NOT_FITTED_AGAIN,
            ),
            "a setting is scored on examples it was fitted on, or fitted on the wrong part": Wrong(
                in_curves.chosen_by_the_fitted,
                "One neighbour always knows the example it was fitted on. To choose, fit on the four fifths and "
                "score on the fifth that was held back.",
                also=in_curves.CHOSEN_BY_THE_FITTED,
            ),
            "the examples are not the first n of one order per seed": Wrong(
                in_curves.new_order_for_each_size,
                "For each seed there is one permutation of all rows, made afresh from the seed, and every size takes "
                "its first n: so the 400 contain the 100, and the curve shows what more labels add.",
                also=in_curves.OTHER_ORDERS,
            ),
            "the rows are not drawn from the whole of x": Wrong(
                in_curves.not_shuffled,
                "Files are often sorted: the first n rows of x may hold one class only. The order of a seed is a "
                "permutation of all len(x) rows.",
                also=in_curves.NOT_SHUFFLED,
            ),
            "another setting is chosen than the first fifth would choose": Wrong(
                in_curves.other_examples_choose,
                "Of the n examples of the order the first n // 5 choose, after a fit on the others. The setting that "
                "reads most of them wins; of those that read equally many, the first in the list.",
                also=in_curves.OTHER_CHOICES,
            ),
            "the spread is not the standard deviation with ddof=1": Wrong(
                in_curves.spread_without_correction,
                "It is asked for over the seeds, as one number per size, with ddof=1: how far one run lies from "
                "another, not how sure the mean is.",
                also=in_curves.OTHER_SPREADS,
            ),
            "the seeds are not averaged": Wrong(
                in_curves.best_seed,
                "Each size gets the mean over all seeds: not the best of them, nor the last, and not a mean over "
                "sizes.",
                also=in_curves.ONE_SEED_COUNTS,
            ),
        },
        hints=(
            "Three loops: over the seeds, over the sizes, over the settings. The order is made in the first.",
            "held, rest = order[: n // 5], order[n // 5 : n]; np.argmax takes the first of equal scores.",
            "After the choice: one more fit on order[:n], one share of the unseen. In the end mean and std over axis "
            "0.",
        ),
    ),
    Exercise(
        id="13.6",
        title="400 minutes",
        target=f"at least {minutes.ENOUGH:.0%} of 1,000 unseen signals, from 400 labels",
        measure=minutes.measure,
        seconds=120,
        hints=(
            "Look at the learning curves at n = 400. Who is above the line, and what does that rival assume?",
            "A mean over all places (nn.AdaptiveAvgPool2d) forgets where a stroke was. Then give it time: 100 epochs "
            "or more, for 400 signals are quickly seen.",
            "A rolled signal is still the same digit: roll each one by a random number of places before every epoch.",
        ),
    ),
)
