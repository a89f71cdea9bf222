"""Exercises 25.4 and 25.5: a stack becomes the start of a classifier, and log p of a stack is counted."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.deep_belief_networks import answers, inputs
from nnlearn.lessons.deep_belief_networks import mistakes_in_numbers as mistakes

EXERCISES_IN_NUMBERS = (
    Exercise(
        id="25.4",
        title="From dream to classifier",
        reference=answers.fine_tune_start,
        inputs=inputs.sample_start,
        cases=(inputs.ALIKE,),
        special=inputs.STARTS,
        wrong={
            "the weights are not transposed": Wrong(
                mistakes.not_turned,
                "A machine's W is (visible, hidden); the weight of an `nn.Linear` is (out, in). Which cells go in, and "
                "which come out?",
            ),
            "the biases are those of the visible cells": Wrong(
                mistakes.visible_biases,
                "A Linear layer adds its bias to what comes out of it: the hidden cells. b has no place in this "
                "network.",
            ),
            "the last layer is missing": Wrong(
                mistakes.no_last,
                "After the stack comes one more Linear, from the top cells to the classes. The stack knows nothing of "
                "it, so it starts at 0.",
            ),
            "the layers are numbered without the sigmoids": Wrong(
                mistakes.counted_on,
                "In the network a Sigmoid stands between every two Linear layers, and has a number too: print "
                "`nn.MLP([4, 3, 2, 5], nn.Sigmoid)`.",
                also=mistakes.COUNTED,
            ),
            "the last layer does not start at 0": Wrong(
                mistakes.not_zero,
                "The task asks for zeros there: before the first step all classes are then equally likely, for every "
                "digit.",
                also=mistakes.NOT_ZERO,
            ),
            "the last layer has another shape": Wrong(
                mistakes.last_turned,
                "Its weight is (out, in) like the others: a row for each class, a column for each top cell; and there "
                "is a bias for each class.",
                also=mistakes.LAST,
            ),
            "the top machine is left out": Wrong(
                mistakes.top_left_out,
                "Every machine of the stack becomes a layer, the top one too, and the last layer comes after these. "
                "Then the network passes what `up` passes.",
                also=mistakes.LEFT_OUT,
            ),
            "the biases of the hidden cells are not copied": Wrong(
                mistakes.no_biases,
                "Compare the network's hidden layers with `up` of 25.1: without c they differ.",
                also=mistakes.NO_BIASES,
            ),
        },
        hints=(
            "A dict, filled in a loop over the machines. What does `nn.MLP([4, 3, 2, 5], nn.Sigmoid).state_dict()` "
            "look like?",
            "Machine i becomes the layers 2 i (Linear) and 2 i + 1 (Sigmoid, without parameters). Copy what leads up.",
            "`2 * i` numbers the Linear layers: their weight is the transpose of W, their bias c. The last one is "
            "`np.zeros` of (classes, top cells) and of (classes,).",
        ),
    ),
    Exercise(
        id="25.5",
        title="Exactly, once more",
        reference=answers.log_p,
        inputs=inputs.sample_log_p,
        cases=(inputs.CUBE,),
        special=inputs.COUNTS,
        wrong={
            "large scores overflow": Wrong(
                mistakes.overflows,
                "e to the 1,000 is infinite, and the log of 0 too. For log(1 + e to the z) there is "
                "`np.logaddexp(0, z)`, for the log of a sum of exponentials `np.logaddexp.reduce`.",
                also=mistakes.OVERFLOWS,
                any_value=True,
            ),
            "it is not the logarithm of a sum over all h": Wrong(
                mistakes.sum_of_logs,
                "p(v) is a sum over h of p(h) p(v | h): first the exponentials, then the sum over h, then the "
                "logarithm.",
                also=mistakes.SUMS_OF_LOGS,
            ),
            "Z is that of the lower machine": Wrong(
                mistakes.other_z,
                "p(h) is the marginal of the top machine, so its Z is what divides. The lower machine's Z is not "
                "needed: p(v | h) is a product of sigmoids.",
            ),
            "p(h) is not divided by its Z": Wrong(
                mistakes.no_z,
                "Over all h the sum of p(h) must be 1. Z of the top machine is a sum over `states`, and log Z is "
                "subtracted.",
                also=mistakes.NO_Z,
            ),
            "the two layers of the top machine are swapped": Wrong(
                mistakes.top_swapped,
                "h holds the visible cells of the top machine. So in `W, b, c = top` the b belongs to h, and the c to "
                "the cells above, over which the free energy has summed.",
                also=mistakes.SWAPPED,
            ),
            "p(v | h) leaves something out": Wrong(
                mistakes.given_not_divided,
                "Each pixel has a factor, P(on) if it is on and 1 - P(on) if it is off, and each of these has its own "
                "1 + e to the score below it. Sum your p(v | h) over all v: is it 1?",
                also=mistakes.GIVEN,
            ),
            "p(h) is not that of the top machine": Wrong(
                mistakes.all_alike,
                "In this network h comes from the top machine alone: log p(h) is minus its free energy, with b and c, "
                "minus log Z.",
                also=mistakes.ALL_ALIKE,
            ),
            "it is returned in another form": Wrong(
                mistakes.not_log,
                "Return log p, one number for each picture. A probability is between 0 and 1, so each of them is "
                "below 0, or 0.",
                also=mistakes.OTHER_FORMS,
            ),
        },
        hints=(
            "Two tables of logarithms: log p(h) for each row of `states`, and log p(v | h) for each picture and each "
            "row. Their sum is log p(v, h).",
            "-F of the top machine, as in 24.3, is log p(h) + log Z. And log p(v | h) is v times the scores h W^T + b, "
            "minus the sum over pixels of the softplus of the scores.",
            "`np.logaddexp.reduce(table, axis=1)` is the log of the sum of exponentials over h. With -F alone, summed "
            "over `states`, it is log Z.",
        ),
    ),
)
