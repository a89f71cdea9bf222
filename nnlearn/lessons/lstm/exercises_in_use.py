"""Exercises 19.4 to 19.6: a GRU, the wrong bracket, and a memory that is as long as it can be made."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.lstm import answers, longest_memory
from nnlearn.lessons.lstm import mistakes_in_brackets as brackets
from nnlearn.lessons.lstm import mistakes_in_gru as gru

EXERCISES_IN_USE = (
    Exercise(
        id="19.4",
        title="One step of a GRU",
        reference=answers.gru_step,
        inputs=answers.sample_gru,
        special=answers.GRU_STEPS,
        tolerance=1e-4,
        wrong={
            "z and 1 - z have changed places": Wrong(
                gru.z_takes_the_new,
                "Here z = 1 keeps the old state and z = 0 takes n; some papers have it the other way round. Make the "
                "sums of z very large, and your state must stay as it was.",
            ),
            "the old and the new state are not mixed with shares that add up to 1": Wrong(
                gru.MIXTURES[0],
                "The new state is a mean of n and the old state, with the shares 1 - z and z, unit by unit. So where "
                "n and h are both 1 it is 1, whatever z is.",
                also=gru.MIXTURES[1:],
            ),
            "r acts before the product with W_h": Wrong(
                gru.before_the_product,
                "That is the form of Cho and others (2014), and a good network: but it gives other numbers. PyTorch "
                "and this task multiply the old state by its rows of W_h first, then the result by r.",
                also=gru.BEFORE,
            ),
            "the bias b_h of n is outside r": Wrong(
                gru.bias_outside_r,
                "r closes off all that comes from the old state's side: the product with W_h and its bias b_h "
                "together. With r = 0 nothing of b_h may be left in n.",
            ),
            "r is not where it belongs": Wrong(
                gru.r_on_the_input,
                "r says how much n sees of what the old state sends, W_h h + b_h. What the input sends is not "
                "multiplied by it, and the tanh comes after both have been added.",
                also=gru.R_ELSEWHERE,
            ),
            "an activation is not the right one": Wrong(
                gru.n_through_the_sigmoid,
                "r and z are shares, from 0 to 1. n stands in for a state, which lies between -1 and 1. Which "
                "activation belongs to which?",
                also=gru.ACTIVATIONS,
            ),
            "the three parts are not taken from the rows in the order r, z, n": Wrong(
                gru.z_and_r_exchanged,
                "The sums have shape (N, 3 units): `units` columns for r, then `units` each for z and n. Some "
                "libraries put z first.",
                also=(*gru.OTHER_ORDERS, *gru.EVERY_THIRD),
            ),
            "something is missing in the sums, or they are not of shape (N, 3 units)": Wrong(
                gru.a_bias_left_out,
                "r and z have four terms each: x through W_x, b_x, h through W_h, b_h. n has them too, with r between. "
                "Keep the sum of x's side and that of h's side apart, both of shape (N, 3 units).",
                also=(
                    *gru.SUMS,
                    gru.gates_without_h,
                    gru.biases_exchanged,
                    gru.not_transposed,
                    gru.cut_along_the_examples,
                    gru.as_in_the_formula,
                    gru.with_the_gate,
                ),
            ),
        },
        hints=(
            "Two products: what x sends, x @ W_x.T + b_x, and what h sends. Cut each into three.",
            "r and z add both sides before the sigmoid. In n, what h sends is multiplied by r before it is added.",
            "n = np.tanh(n_x + r * n_h), and the new state is (1 - z) times n plus z times h.",
        ),
    ),
    Exercise(
        id="19.5",
        title="Find the wrong bracket",
        reference=answers.find,
        inputs=answers.sample_statement,
        special=answers.STATEMENTS,
        cases=(answers.rival(),),
        samples=40,
        wrong={
            "all signs compete with the brackets": Wrong(
                brackets.all_signs_compete,
                "Where a name was likely, every bracket has a small probability, the right one too. Compare the three "
                "closing kinds only: their probabilities add up to 1 at each place.",
                also=(brackets.all_logarithms, brackets.all_between_compete),
            ),
            "the logits of different places are compared without a softmax over the three kinds": Wrong(
                brackets.logits_alone,
                "A logit says something only beside the others of its row: add 1,000 to a whole row, and the network "
                "expects the same. Turn the three kinds of each row into probabilities before rows are compared.",
                also=(
                    brackets.powers_alone,
                    brackets.relative_to_the_likeliest,
                    brackets.over_the_places,
                    brackets.over_the_closing_places,
                    brackets.over_everything,
                ),
            ),
            "signs that are not closing brackets are looked at as well": Wrong(
                brackets.any_sign,
                "A rare sign need not be a wrong bracket. Your place must hold one of the codes in `closing`.",
                also=(
                    brackets.any_sign_of_the_logits,
                    brackets.any_sign_beside_the_kinds,
                    brackets.not_chosen_by_place,
                ),
            ),
            "the number of the bracket or its sign is returned, and not its place": Wrong(
                brackets.rank,
                "Count from the first sign of the statement: signs[place] is the bracket that you name.",
                also=(brackets.the_kind, brackets.the_sign),
            ),
            "the most expected bracket is named": Wrong(
                brackets.most_expected, "The one that is wrong should be the one that surprised the network."
            ),
            "the row of another place is taken": Wrong(
                brackets.one_late,
                "Row t of the logits is what the network expected at place t, after the signs before it. Which row do "
                "you ask about the sign at place t? And what you cut off in front, is it added again at the end?",
                also=(
                    brackets.one_late_without_the_last,
                    brackets.one_early,
                    brackets.row_before_cut,
                    brackets.cut_and_not_put_back,
                ),
            ),
            "the probability is not that of the bracket that stands there": Wrong(
                brackets.least_sure,
                "A network may be unsure where all is well. The question is which probability the bracket has that "
                "is there, so the column depends on the sign: closing[k] is kind k.",
                also=(
                    brackets.surest_of_another,
                    brackets.least_of_any_kind,
                    brackets.least_of_any_kind_in_all,
                    brackets.sum_of_the_kinds,
                    brackets.most_entropy,
                    brackets.kinds_in_order,
                    brackets.own_kind_in_order,
                    brackets.own_kind_searched,
                    brackets.own_kind_by_its_code,
                    brackets.first_three_columns,
                ),
            ),
            "the search ends at the first bracket that looks wrong": Wrong(
                brackets.first_that_surprises,
                "There may be several that another kind would suit better, or none. Look at all of them, and name the "
                "one with the smallest probability.",
                also=(
                    brackets.first_that_surprises_or_the_last,
                    brackets.first_below_a_half,
                    brackets.first_below_a_tenth,
                ),
            ),
        },
        hints=(
            "Where do closing brackets stand? Only there do you need probabilities, and only of three kinds.",
            "places = np.flatnonzero(np.isin(signs, closing)) are their places, and logits[places][:, closing] has "
            "shape (brackets, 3). Take the softmax along axis 1.",
            "For each bracket take the column of its own kind, find the smallest with argmin, and return places[...].",
        ),
    ),
    Exercise(
        id="19.6",
        title="The longest memory",
        target=longest_memory.TARGET_WORDS,
        measure=longest_memory.measure,
        seconds=120.0,
        hints=(
            "Which share of a cell is left after so many steps, with the gates as your network starts? What else "
            "happens to the cell in every step?",
            "Two ways out of the lesson: an LSTM with two biases set by the distance, or a GRU with one.",
            "Sequences may be short at first, or long from the start; fresh ones in every step, short gradients "
            "clipped, Adam with a rate near 0.01. Count the weights: an LSTM of 32 units has too many.",
        ),
    ),
)
