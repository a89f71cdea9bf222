"""The exercises 12.4 and 12.5: cases are drawn again, and cut into folds."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.evaluation import answers, inputs
from nnlearn.lessons.evaluation import mistakes_in_draws as draws
from nnlearn.lessons.evaluation import mistakes_in_folds as folds

EXERCISES_IN_SAMPLES = (
    Exercise(
        id="12.4",
        title="The same cases for both",
        reference=answers.difference,
        inputs=inputs.sample_pair,
        cases=(inputs.SIX,),
        special=inputs.PAIRS,
        run=inputs.two_ends,
        returns=("low", "high"),
        wrong={
            "the cases are not drawn with replacement": Wrong(
                draws.without_replacement,
                "Your interval has no width: each draw holds every case once, in another order, or nothing was "
                "drawn. With replacement one case may come twice, and another not at all.",
            ),
            "each model is judged on cases of its own": Wrong(
                draws.two_sets,
                "Let both models be equally right in every case: the difference is 0 in each draw, whichever cases it "
                "holds. In yours it is not. Draw indices once, and use them for both.",
                also=(draws.two_sets_in_turn, draws.accuracies_drawn),
            ),
            "the ends are other percentiles": Wrong(
                draws.between(5, 95),
                "95 % between the ends leaves 2.5 % below and 2.5 % above, low first; and `np.percentile` counts to "
                "100, `np.quantile` to 1.",
                also=draws.OTHER_PERCENTILES,
            ),
            "it is not a minus b": Wrong(
                draws.b_minus_a,
                "If a is better, the difference is positive; if a is worse, it is negative, and the sign stays. Take "
                "right_a all 1 and right_b all 0: both ends are 1.",
                also=draws.NOT_SIGNED,
            ),
            "the interval is that of one model": Wrong(
                draws.of_a,
                "Both models count: in each draw take the accuracy of a and that of b, and keep their difference.",
                also=(draws.of_b,),
            ),
            "two intervals are subtracted": Wrong(
                draws.intervals_subtracted,
                "A percentile of differences is not a difference of percentiles. Subtract in each draw, then look "
                "for the ends.",
                also=draws.SUBTRACTED,
            ),
            "mean and spread make the interval": Wrong(
                draws.two_spreads_of_cases,
                "No mean and no standard deviation are needed: keep the `draws` differences of accuracies, and take "
                "two percentiles of them.",
                also=draws.MEAN_AND_SPREAD,
            ),
            "a draw is not N cases": Wrong(
                draws.one_case_a_draw,
                "`draws` times, N cases are drawn out of all N, and each draw gives one difference of two "
                "accuracies. What is the shape of your indices, which of the cases can they reach, and over what do "
                "you take the mean?",
                also=(*draws.OTHER_SIZES, draws.percentiles_of_cases),
            ),
        },
        hints=(
            "One draw: N indices, each from 0 to N - 1, some of them twice. Both models are judged on these.",
            "In a loop of `draws` rounds: `drawn = rng.integers(N, size=N)`, then the mean of right_a[drawn] minus "
            "that of right_b[drawn] goes into a list.",
            "np.percentile(the list, [2.5, 97.5]) gives both ends. Without a loop the indices have the shape "
            "(draws, N), and the means run over axis 1.",
        ),
    ),
    Exercise(
        id="12.5",
        title="Every case is tested once",
        reference=answers.cross_validate,
        inputs=inputs.sample_cases,
        special=inputs.FOLDS,
        wrong={
            "the scale has seen the test fold": Wrong(
                folds.scale_of_all,
                "Mean and spread were taken over all cases, the test fold among them. They are learned from data, "
                "so they come from the training folds alone, in each round again.",
            ),
            "the test fold is not scaled by the training folds": Wrong(
                folds.test_scaled_by_itself,
                "Both parts have to be on one scale: take mean and spread of the training cases, and use these two "
                "for the test fold as well.",
                also=folds.TEST_BY_ITS_OWN,
            ),
            "the measurements are not standardised, or not each by itself": Wrong(
                folds.NOTHING_SCALED,
                "Print x of the training folds as `fit` gets it: each column should have mean 0 and standard "
                "deviation 1. Then do to the test fold what you did to them.",
                also=folds.NOT_SCALED,
            ),
            "the tested cases are among the training cases": Wrong(
                folds.all_for_training,
                "The nearest neighbour is right in every case that it has been trained on. What goes into `fit` is "
                "everything but the fold; what goes into the function that it returns is the fold.",
            ),
            "a model is trained on too little": Wrong(
                folds.exchanged,
                "One fold is for the test, and all k - 1 others are for training. How many cases does `fit` get in "
                "yours?",
                also=folds.ONE_FOLD,
            ),
            "the cases are not shuffled once": Wrong(
                folds.done(cut=folds.in_the_order_of_the_file),
                "One `rng.permutation` before the loop, and its order is the order of the folds, for x and for y "
                "alike. If it is missing, sorted again or drawn again in each round, a case may be tested twice, or "
                "a class may be missing in training.",
                also=(folds.done(cut=folds.sorted_folds), *folds.ORDERS),
            ),
            "the order is cut in another way": Wrong(
                folds.rest_dropped,
                "10 cases and k = 4 make folds of 3, 3, 2 and 2, one after the other in the shuffled order, so that "
                "every case is tested once. Which are yours?",
                also=folds.OTHER_FOLDS,
            ),
            "it is not one accuracy for each fold": Wrong(
                folds.mean_of_folds,
                "Return k numbers, one for each fold: the share of its cases that got the right label. Not their "
                "mean, nor a count, nor the share of errors.",
                also=folds.OTHER_NUMBERS,
            ),
        },
        hints=(
            "np.array_split(rng.permutation(N), k) gives the k folds, as arrays of indices.",
            "In round i: test is folds[i], train all the others, joined with np.concatenate(folds[:i] + folds[i + "
            "1:]). Mean and standard deviation along axis 0, of x[train] only.",
            "predict = fit(x[train] on its scale, y[train]); then the mean of predict(x[test] on that same scale) "
            "== y[test] goes into a list.",
        ),
    ),
)
