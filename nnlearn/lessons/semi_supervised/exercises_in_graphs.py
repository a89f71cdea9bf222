"""Exercises 23.4 and 23.5."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.semi_supervised import answers
from nnlearn.lessons.semi_supervised import inputs_in_graphs as inputs
from nnlearn.lessons.semi_supervised import mistakes_in_graphs as mistakes

EXERCISES_IN_GRAPHS = (
    Exercise(
        id="23.4",
        title="Let labels spread",
        reference=answers.spread,
        inputs=inputs.sample_graph,
        special=inputs.GRAPHS,
        wrong={
            "an example is its own neighbour": Wrong(
                mistakes.itself_is_one_of_k,
                "Each example is at the distance 0 from itself, and would be the first of its k nearest. It does not "
                "count. Look at the diagonal of your graph.",
                also=mistakes.ITSELF,
            ),
            "the graph is not the same in both directions": Wrong(
                mistakes.one_way,
                "Two examples are joined if either is among the k nearest of the other, and once. Is your graph "
                "equal to its transpose, with zeros and ones?",
                also=mistakes.ONE_WAY,
            ),
            "it is not the mean over the neighbours": Wrong(
                mistakes.not_divided,
                "If all neighbours have 1 for a class, their mean is 1, be they two or seven. What do the rows of your "
                "matrix add up to?",
                also=mistakes.DIVIDED_OTHERWISE,
            ),
            "examples without a label are given one": Wrong(
                mistakes.last_class_for_unknown,
                "A label of -1 says nothing: the row of that example in Y is 0 for every class. As an index, -1 is "
                "the last one.",
                also=(mistakes.first_class_for_unknown,),
            ),
            "the parts are not alpha times the mean and 1 - alpha times Y": Wrong(
                mistakes.alphas_exchanged,
                "With alpha 0 F stays Y, with alpha 1 only neighbours count. And Y is the same in every round: what "
                "was known at the beginning. Is yours?",
                also=(mistakes.only_neighbours, mistakes.old_shares),
            ),
            "the known labels are held fixed": Wrong(
                mistakes.labels_put_back,
                "Here a known example, too, gets alpha of its neighbours and 1 - alpha of its label; nothing is put "
                "back afterwards.",
                also=(mistakes.labels_stay,),
            ),
            "the rounds are not counted from F = Y, or not all at once": Wrong(
                mistakes.from_nothing,
                "After no round F is Y. In a round every example reads the F of the round before, also of those that "
                "were computed first.",
                also=(mistakes.one_round_less, mistakes.one_round_more, mistakes.in_place),
            ),
            "the result is not F itself": Wrong(
                mistakes.as_labels,
                "Return F as it is after the last round, one row for each example and one column for each class: "
                "neither divided by its sum nor turned into labels.",
                also=(mistakes.as_shares,),
            ),
        },
        hints=(
            "Three pieces: who is joined to whom (n, n), the known labels as rows of zeros and ones Y (n, classes), "
            "and the loop.",
            "Squared distances as in 23.1, infinite on the diagonal. `argsort` along each row, the first k columns: "
            "set these to True, then `joined | joined.T`.",
            "`S = joined / joined.sum(axis=1, keepdims=True)`, `Y = (labels[:, None] == np.arange(classes))`, and in "
            "each round F = alpha S F + (1 - alpha) Y.",
        ),
    ),
    Exercise(
        id="23.5",
        title="Is it better?",
        reference=answers.paired,
        inputs=inputs.sample_draws,
        special=inputs.DRAWS,
        returns=("gain", "error", "better"),
        wrong={
            "a and b are exchanged": Wrong(
                mistakes.a_minus_b,
                "b is the new method. If b is better everywhere, the gain is positive, and `better` is the number of "
                "draws.",
                also=mistakes.A_MINUS_B,
            ),
            "the spread is divided by n, not by n - 1": Wrong(
                mistakes.divided_by_n,
                "Of two gains, 0 and 2, the standard deviation is 1.41, since the mean was taken from the same two. "
                "`ddof` says so to NumPy.",
                also=mistakes.DIVIDED_BY_N,
            ),
            "the error is not the spread over the root of the number of draws": Wrong(
                mistakes.spread_of_one,
                "The spread says how far one draw is off, the standard error how far the mean of n draws is: smaller "
                "by the root of n.",
                also=mistakes.SPREAD_OF_ONE,
            ),
            "the error is made of the scores, not of their differences": Wrong(
                mistakes.not_paired,
                "Give b exactly 0.02 more than a in every draw: the gain is certain, and its error 0. What is yours?",
                also=mistakes.NOT_PAIRED,
            ),
            "a share is returned in place of a number of draws": Wrong(
                mistakes.share, "The third result finishes the sentence 'better in ... of 8 draws'."
            ),
            "draws in which both are equal are counted": Wrong(
                mistakes.ties_counted, "Compare a method with itself: it is better in 0 draws.", also=mistakes.TIES
            ),
            "scores of different draws are compared": Wrong(
                mistakes.on_sorted,
                "a[3] and b[3] come from the same fifty labels. If one array is put in order, the pairs are lost.",
            ),
            "the gain is not the mean of the differences": Wrong(
                mistakes.relative,
                "From 0.80 to 0.84 the gain is 0.04, whatever the scores are; average these over all draws, as they "
                "are.",
                also=(*mistakes.RELATIVE, mistakes.median_gain, mistakes.size_of_gain, mistakes.only_gains),
            ),
        },
        hints=(
            "Take the difference of each draw first, and forget a and b.",
            "The standard error is the standard deviation of the differences, with n - 1, over the root of n.",
            "`gain.mean()`, `gain.std(ddof=1) / np.sqrt(len(gain))`, and how many are above 0.",
        ),
    ),
)
