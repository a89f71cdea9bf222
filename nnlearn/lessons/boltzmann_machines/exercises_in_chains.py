"""Exercises 24.4 and 24.5: contrastive divergence, drawn, and in the mean of all its draws."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.boltzmann_machines import answers, inputs, mistakes_in_means
from nnlearn.lessons.boltzmann_machines import mistakes_in_chains as mistakes

EXERCISES_IN_CHAINS = (
    Exercise(
        id="24.4",
        title="Wake minus sleep",
        reference=answers.cd_gradient,
        inputs=inputs.sample_cd,
        special=inputs.CDS,
        returns=("dW", "db", "dc"),
        wrong={
            "it is not wake minus sleep": Wrong(
                mistakes.sleep_minus_wake,
                "What is on together in the data is strengthened, what is on together in the dreams is weakened. Take "
                "a picture of ones, and chains that end in zeros: is your db positive?",
                also=mistakes.SIGNS,
            ),
            "there are not k sweeps": Wrong(
                mistakes.one_sweep_more,
                "One sweep draws the hidden cells and then the visible ones; after k of them the chains end. How many "
                "times is `rng.random` called in yours? It should be 2 k.",
                also=mistakes.SWEEPS,
            ),
            "hidden cells are drawn where their probabilities are asked for": Wrong(
                mistakes.last_drawn,
                "In the two means draws would only be noise. Take P(h = 1) at the data, and P(h = 1) at the ends of "
                "the chains, after the last sweep.",
                also=mistakes.DRAWN,
            ),
            "cells of the chain are not drawn": Wrong(
                mistakes.probabilities_handed_on,
                "A chain goes from state to state. On its way, and at its end u, every cell, hidden or visible, is "
                "drawn: 0 or 1. Only the h of the two means are probabilities.",
                also=mistakes.HANDED_ON,
            ),
            "it is not the mean over the pictures": Wrong(
                mistakes.summed,
                "Give every picture twice: the means of wake stay what they are. All three gradients are means over "
                "the pictures, the rows: divide by how many these are.",
                also=mistakes.COUNTS,
            ),
            "the chains do not begin at the data": Wrong(
                mistakes.not_from_the_data,
                "Contrastive divergence starts its chains at the pictures themselves; in that it differs from a dream "
                "that is let run.",
                also=mistakes.OTHER_STARTS,
            ),
            "the chain is set back before each sweep": Wrong(
                mistakes.always_from_the_data, "The second sweep begins where the first has ended, not at the data."
            ),
            "other things are multiplied than v and its own h": Wrong(
                mistakes.probabilities_of_the_sweep,
                "Wake is the mean of v times P(h = 1 | v). For sleep go up once more after the last sweep: it is the "
                "mean of u times P(h = 1 | u). Each product is taken before its mean, and before the difference.",
                also=mistakes.OTHER_PAIRS,
            ),
        },
        hints=(
            "Wake needs no chain: v, and the probabilities of its hidden cells. For sleep, let u start at v and take "
            "the sweep of 24.2 k times.",
            "At the end compute the probabilities of the hidden cells of u. `v.T @ wake` has the shape of W: it is the "
            "sum, over pictures, of v h.",
            "dW = (v.T @ wake - u.T @ sleep) / n, db is the mean of v - u over the pictures, and dc that of wake - "
            "sleep.",
        ),
    ),
    Exercise(
        id="24.5",
        title="CD without noise",
        reference=answers.expected_cd,
        inputs=inputs.sample_expected,
        special=inputs.EXPECTED,
        wrong={
            "there are not k sweeps": Wrong(
                mistakes_in_means.expected_one_more,
                "The first sweep leads from the data to visible states; k - 1 more lead from visible states to visible "
                "states. With k = 1, how many do you take?",
                also=mistakes_in_means.EXPECTED_SWEEPS,
            ),
            "probabilities of cells are handed on": Wrong(
                mistakes_in_means.mean_field,
                "The sigmoid of a mean is not the mean of sigmoids. What is handed on is the chance of each whole "
                "state, so there are as many numbers as states.",
                also=mistakes_in_means.MEAN_FIELDS,
            ),
            "the chances of all states do not add up to 1": Wrong(
                mistakes_in_means.forgotten,
                "Given one state of the one layer, the chances of all states of the other have the sum 1 (a cell that "
                "is off has the factor 1 - P(on)), and so have they after k sweeps (`**` is not the power of a "
                "matrix). Which of your sums are 1: those of rows, of columns, none?",
                also=mistakes_in_means.CHANCES,
            ),
            "the chains do not begin at the data": Wrong(
                mistakes_in_means.uniform_start,
                "Each picture gives chances for the hidden states. The mean of these over the pictures, a picture that "
                "is there twice counting twice, is where the chains begin.",
                also=mistakes_in_means.STARTS,
            ),
            "it is the exact gradient": Wrong(
                mistakes_in_means.at_rest,
                "That is where the chains would be after endlessly many sweeps. Here there are k, from the data on.",
            ),
            "it is not wake minus sleep": Wrong(
                mistakes_in_means.expected_sleep_minus_wake,
                "Wake is the mean of v h over the data, sleep that over the states at the end; the second is "
                "subtracted from the first.",
                also=mistakes_in_means.ENDS,
            ),
            "it is not the mean over the pictures": Wrong(
                mistakes_in_means.wake_summed,
                "Wake is a mean over n pictures, sleep is weighted with chances that have the sum 1 already.",
                also=mistakes_in_means.SUMMED,
            ),
            "a picture is not multiplied with its own h": Wrong(
                mistakes_in_means.expected_means_multiplied,
                "Each picture has hidden cells of its own: P(h = 1 | v) in wake, P(h = 1 | u) in sleep. The product is "
                "taken for each, then weighted and summed: the mean of products, not a product of means.",
                also=mistakes_in_means.EXPECTED_PAIRS,
            ),
        },
        hints=(
            "No random number is needed. Write down, for each hidden state, the chance that a chain is in it; then go "
            "down to the visible states, up, down, k times down in all.",
            "With scores z (m, cells) and states (S, cells) the chance of each state is exp(z @ states.T) over the "
            "product, over cells, of 1 + exp(z): one row for each row of z, with the sum 1.",
            "Start with the mean over the pictures of the chances of hidden states. One matrix leads down, another "
            "up. At the end sleep is the sum over all pictures u of chance times u times P(h = 1 | u).",
        ),
    ),
)
