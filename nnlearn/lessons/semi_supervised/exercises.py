"""The exercises and quizzes of lesson 23: learning with few labels."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.semi_supervised import answers, fifty_labels, inputs, mistakes
from nnlearn.lessons.semi_supervised import mistakes_in_labels as labels
from nnlearn.lessons.semi_supervised.exercises_in_graphs import EXERCISES_IN_GRAPHS
from nnlearn.lessons.semi_supervised.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="23.1",
        title="Two half-steps",
        reference=answers.half_steps,
        inputs=inputs.sample_clusters,
        special=inputs.CLUSTERS,
        returns=("assignment", "centres"),
        wrong={
            "the nearest centre is sought with another measure": Wrong(
                mistakes.largest_product,
                "Take two centres, (0, 0) and (10, 10), and the example (1, 1): the sum of the squared differences is "
                "2 and 162. What do you compare?",
                also=mistakes.OTHER_DISTANCES,
            ),
            "each example goes to the farthest centre": Wrong(
                mistakes.farthest,
                "Put an example exactly on a centre: it belongs there, at the distance 0. Where does yours go?",
            ),
            "a centre is one number, not one for each feature": Wrong(
                mistakes.one_number,
                "The mean of (0, 1) and (2, 5) is (1, 3): along the examples, for each feature alone. Which axis is "
                "that?",
                also=mistakes.ONE_NUMBER,
            ),
            "a centre moves to another middle than the mean": Wrong(
                mistakes.median,
                "Among 0, 1 and 8 the sum of squares is smallest at 3, which is their mean. Where does your centre "
                "move?",
                also=mistakes.MIDDLES,
            ),
            "the sum is not divided by the number of examples of the cluster": Wrong(
                mistakes.total,
                "A cluster of the examples 4 and 6 has its centre at 5, however many clusters or other examples "
                "there are. By what do you divide?",
                also=(
                    mistakes.divided_by_all,
                    mistakes.divided_by_centres,
                    mistakes.old_centre_counted,
                    mistakes.sum_added,
                ),
            ),
            "a centre without examples does not stay": Wrong(
                mistakes.empty_is_nan,
                "The mean of no examples is 0/0. Before you move a centre, ask if any example has been assigned to it.",
                any_value=True,
            ),
            "the assignment belongs to the new centres": Wrong(
                mistakes.assigned_again,
                "Assign once, by the centres you were given; then move them. The next assignment is the next call.",
                also=(mistakes.moved_twice, mistakes.until_it_stays),
            ),
            "centres move while examples are still being assigned": Wrong(
                mistakes.moved_on_the_way,
                "Turn the order of the examples round: centres and assignments may not change. In yours the last "
                "example meets other centres than the first.",
            ),
        },
        hints=(
            "First all squared distances at once, one row for each example and one column for each centre.",
            "`x[:, None] - centres` has the shape (n, k, d). Square, sum over d, ask each row where it is smallest.",
            "Then for each j: the examples with assignment == j, if there are any, and their mean along axis 0.",
        ),
    ),
    Exercise(
        id="23.2",
        title="Whose label to buy",
        reference=answers.representatives,
        inputs=inputs.sample_representatives,
        special=inputs.REPRESENTATIVES,
        wrong={
            "an example stands for two centres, or a centre gets none": Wrong(
                mistakes.twice,
                "Where two centres are nearest to the same example, the later one takes the nearest that no earlier "
                "centre has. Are there k different examples in your result?",
                also=(mistakes.doubles_left_out, mistakes.doubles_skipped, mistakes.second_unseen, mistakes.taken_at_0),
            ),
            "the centre of each example is returned, not the example of each centre": Wrong(
                mistakes.centre_of_each,
                "There is one number for each centre, and it says which example is nearest. Along which axis do you "
                "look for the smallest distance?",
            ),
            "the examples themselves are returned": Wrong(
                mistakes.the_examples,
                "Asked for is where they stand in x, so that their labels can be bought: numbers from 0 to n - 1.",
                also=(mistakes.the_examples_twice,),
            ),
            "the numbers count in a part of x": Wrong(
                mistakes.without_the_taken,
                "If you look among some of the examples only, number 0 is the first of these. Which number has it in "
                "x itself?",
                also=(mistakes.within_the_cluster,),
            ),
            "only the examples of a cluster may stand for its centre": Wrong(
                mistakes.members_only,
                "The nearest example may belong to a neighbouring cluster, and it is allowed. Only those that are "
                "taken are not.",
            ),
            "the centres do not choose in their order": Wrong(
                mistakes.last_centre_first,
                "Centre 0 chooses first and gets its nearest example, centre 1 its nearest of the others, and so on; "
                "the result keeps this order.",
                also=(mistakes.nearest_pair_first, mistakes.in_order),
            ),
            "the nearest example is sought with another measure": Wrong(
                mistakes.PRODUCTS[0],
                "Near means a small sum of squared differences of the features, as in 23.1. What do you compare?",
                also=(*mistakes.PRODUCTS[1:], *mistakes.DISTANCES),
            ),
            "the farthest example is taken": Wrong(
                mistakes.FAR[0],
                "Put a centre exactly on an example: that one is to be chosen, at the distance 0.",
                also=mistakes.FAR[1:],
            ),
        },
        hints=(
            "Distances as in 23.1, but now read along the columns: which example is nearest to centre j?",
            "Go through the centres in a loop, and keep a list of who has been chosen.",
            "Before the next centre chooses, make the row of the chosen example infinite: `square[chosen] = np.inf`.",
        ),
    ),
    Exercise(
        id="23.3",
        title="One round of pseudo-labels",
        reference=answers.pseudo_round,
        inputs=inputs.sample_scores,
        special=inputs.SCORES,
        returns=("kept", "labels"),
        wrong={
            "the threshold is compared with something else than probabilities": Wrong(
                labels.of_scores,
                "The probabilities of an example add up to 1, and stay as they are if 100 is added to all its scores. "
                "What do you compare with the threshold?",
                also=labels.OTHER_NUMBERS,
            ),
            "the probabilities of an example do not add up to 1": Wrong(
                labels.over_examples,
                "The probabilities of one example, over its classes, add up to 1. Over what do you add up?",
                also=labels.OTHER_SUMS,
            ),
            "the least sure ones are kept": Wrong(
                labels.least_sure,
                "With a threshold of 0 everything is kept. What does yours keep?",
                also=labels.LEAST_SURE,
            ),
            "the labels are not those of the kept examples": Wrong(
                labels.labels_of_all,
                "There is one label for each index that you return: of that example, no other. Are both equally long?",
                also=(labels.labels_of_the_first,),
            ),
            "a mask is returned in place of indices": Wrong(
                labels.as_a_mask,
                "True and False say who is kept; asked for are their numbers, in rising order. `np.flatnonzero` makes "
                "the one from the other.",
                also=(labels.mask_and_all,),
            ),
            "a label is not the number of the most probable class": Wrong(
                labels.probabilities,
                "A pseudo-label is a class, 0, 1, 2, ...: the one whose probability is largest, not how large it is.",
                also=(labels.rows_of_probabilities, labels.least_likely),
            ),
            "who is exactly at the threshold is left out": Wrong(
                labels.above,
                "Two equal scores have the probability 0.5 each. At least 0.5 is true of them.",
                any_value=True,
            ),
            "large scores overflow or vanish": Wrong(
                labels.overflows,
                "exp(1000) is infinite, and exp(-1000) is 0. Subtract the largest score of each row first: softmax "
                "does not notice.",
                any_value=True,
            ),
        },
        hints=(
            "Softmax turns each row of scores into probabilities; the largest of them says how sure the model is.",
            "Subtract the largest score of the row before exp, divide by the sum of the row. `.max(axis=1)` is the "
            "confidence.",
            "`kept = np.flatnonzero(confidence >= threshold)`; the labels are the argmax of the rows `scores[kept]`.",
        ),
    ),
    *EXERCISES_IN_GRAPHS,
    Exercise(
        id="23.6",
        title="Fifty labels",
        target="0.95 of the held-out digits right on average, over five splits, with 50 labels each",
        measure=fifty_labels.measure,
        hints=(
            "A label is worth more if many digits look like its own. k-means with 50 clusters says which these are.",
            "Buy the label of the digit nearest to each centre. Then let the labels spread before you read new digits.",
            "`kmeans(x, 50, seed=rng)`, the digit nearest to each centre (23.2), `label_spreading`, and for new digits "
            "`neighbour_votes(x_new, x, shares)`.",
        ),
        seconds=180,
    ),
)
