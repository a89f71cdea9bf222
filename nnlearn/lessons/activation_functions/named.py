"""The named mistakes of lesson 03, each with its hint, for `exercises.py`."""

from nnlearn.checks.exercise import Wrong
from nnlearn.lessons.activation_functions import mistakes, mistakes_in_rows
from nnlearn.lessons.activation_functions import mistakes_in_logarithms as logarithms

TANH = {
    "the slope is that of the sigmoid": Wrong(
        mistakes.slope_of_sigmoid,
        "h (1 - h) belongs to the sigmoid. At z = 0 tanh has the slope 1: what is yours there?",
        also=(mistakes.slope_of_another_sigmoid,),
    ),
    "the slope is written with z, not with tanh z": Wrong(
        mistakes.slope_with_z, "At z = 3 yours gives -8. Which number has to be squared, z or the output?"
    ),
    "the slope is one, at least on one side": Wrong(
        mistakes.slope_one_everywhere,
        "tanh has slope 1 only at 0, and far out it is flat. If it comes from the quotient rule: what divides it?",
        also=(mistakes.slope_of_relu, mistakes.slope_not_divided),
    ),
    "a square is missing from the slope, or a root is too many": Wrong(
        mistakes.slope_not_squared,
        "The slope is the same at z and -z, and 0.42 at z = 1. Which squares does the quotient rule give?",
        also=(mistakes.slope_one_over_cosh, mistakes.slope_below_one),
    ),
    "the slope is not what the quotient rule gives": Wrong(
        mistakes.slope_with_plus,
        "(u / v)' is (u' v - u v') / v^2. Here u is sinh z and v is cosh z. Write down u' and v' first. (1 + h^2 "
        "belongs to tan.)",
        also=mistakes.QUOTIENT_RULE,
    ),
    "the quotient is not the one that is meant": Wrong(
        mistakes.no_brackets,
        "tanh z is 0 at z = 0 and close to 1 at z = 5: what do you get there? A `/` takes only what stands next to "
        "it, on its left and on its right; brackets hold a sum together.",
        also=mistakes.BRACKETS,
    ),
    "it is the tanh of half of z": Wrong(
        mistakes.sigmoid_not_squeezed,
        "At z = 1 it is 0.46, and tanh z is 0.76. 2 sigmoid(z) - 1 and (1 - exp(-z)) / (1 + exp(-z)) are both "
        "tanh(z / 2): where does a 2 belong?",
        also=(mistakes.sigmoid_not_squeezed_at_all, mistakes.sigmoid_not_squeezed_with_its_slope),
    ),
    "it is the sigmoid": Wrong(
        mistakes.sigmoid_returned,
        "The sigmoid goes from 0 to 1, tanh from -1 to 1. At z = 0 tanh is 0.",
        also=(mistakes.sigmoid_with_slope_of_tanh,),
    ),
}

SILU = {
    "it overflows for scores of 1,000": Wrong(
        mistakes.silu_overflows,
        "np.exp(1000) is infinite, and divided by infinity, or multiplied by 0, it is not a number. The lesson "
        "has a sigmoid with two branches; the slope needs no other exponential.",
        also=mistakes.OVERFLOWS,
    ),
    "the slope is that of the sigmoid alone": Wrong(
        mistakes.slopes_multiplied,
        "That is the slope of z, 1, times the slope of the sigmoid. The derivative of a product is not the "
        "product of the derivatives: at z = 40 the slope must be close to 1.",
    ),
    "the sigmoid is held fixed": Wrong(
        mistakes.gate_held_fixed,
        "That is how the product grows if only the z in front changes. The sigmoid changes with z as well; near "
        "z = -2 yours is positive, and SiLU falls there.",
    ),
    "the first term of the product rule is missing": Wrong(
        mistakes.first_term_forgotten,
        "At z = 0 yours is 0, and SiLU rises there: from 0 to 0.005 if z goes from 0 to 0.01.",
    ),
    "the slope of the sigmoid is not multiplied by z": Wrong(
        mistakes.second_term_without_z,
        "In the product rule each factor's slope is multiplied by the other factor. Which is the other here?",
    ),
    "the terms of the slope are not those of the product rule": Wrong(
        mistakes.terms_exchanged,
        "(u v)' is u' v + u v'. Here u is z and v is the sigmoid. Write down u' and v', with their signs, and compare "
        "term by term. A quotient rule leads to the same two terms.",
        also=mistakes.TERMS,
    ),
    "the output of SiLU stands where the sigmoid belongs": Wrong(
        mistakes.output_for_gate,
        "s (1 - s) is the slope of the sigmoid s. Yours has z times the sigmoid in place of an s.",
        also=(mistakes.output_in_the_second_term, mistakes.output_in_both_terms),
    ),
    "the factor z is forgotten": Wrong(
        mistakes.sigmoid_alone,
        "Your value is the sigmoid. SiLU at z = 40 is 40, not 1.",
        also=(mistakes.sigmoid_with_slope_of_silu,),
    ),
}

LOG_SIGMOID = {
    "it breaks far to the left": Wrong(
        logarithms.log_sigmoid_as_written,
        "At z = -1000 exp(-z) is infinite, and a sigmoid is rounded to 0: the logarithm of either is infinite. The "
        "right answer is close to -1000.",
        also=(logarithms.log_of_a_safe_sigmoid,),
    ),
    "it breaks far to the right": Wrong(
        logarithms.breaks_to_the_right,
        "At z = 1000 exp(z) is infinite. The right answer there is close to 0.",
        also=(logarithms.not_a_number_to_the_right, logarithms.one_branch_for_all),
    ),
    "a small number or a clip hides the infinity": Wrong(
        logarithms.small_number_added,
        "What comes out is finite and wrong: the right answer at z = -1000 is close to -1000. Write the logarithm so "
        "that nothing in it overflows or is rounded to 0; then it needs no clip and no small number.",
        also=logarithms.SMALL_NUMBERS,
    ),
    "the sign is flipped": Wrong(logarithms.sign_flipped, "The logarithm of a number below 1 is negative."),
    "it is the logarithm of one minus the sigmoid, or z has the wrong sign": Wrong(
        logarithms.log_of_one_minus_sigmoid,
        "At z = 1000 the sigmoid is 1 and its logarithm 0. Yours is far from 0: what is the sign of z inside?",
        also=(logarithms.log_of_one_over_one_minus_sigmoid,),
    ),
    "the one counts nowhere, or only far out": Wrong(
        logarithms.one_forgotten,
        "At z = 0 the sigmoid is one half, and its logarithm about -0.69. Yours is 0 there: in 1 + exp(-z) both terms "
        "are 1 at z = 0, and both count.",
        also=(logarithms.one_forgotten_everywhere,),
    ),
    "1 stands where its exponent belongs": Wrong(
        logarithms.one_for_the_exponent,
        "np.logaddexp(a, b) is log(exp(a) + exp(b)): it takes the exponents. For which a is exp(a) equal to 1?",
        also=(logarithms.powers_for_the_exponents,),
    ),
    "the logarithm is left out": Wrong(
        logarithms.logarithm_left_out, "That is the sigmoid. Its logarithm is negative everywhere."
    ),
}

SOFTMAX = {
    "it breaks for large scores": Wrong(
        mistakes_in_rows.softmax_as_written,
        "exp(1000) is infinite, and infinite divided by infinite is not a number; a clip gives different scores "
        "the same power. Softmax does not change when the same number is subtracted from a whole row. Which one "
        "leaves nothing above 0?",
        also=mistakes_in_rows.OVERFLOWS,
    ),
    "the maximum is not that of each row": Wrong(
        mistakes_in_rows.one_maximum_for_all_rows,
        "From each row its own maximum is subtracted. With one for all, a row far below it becomes 0 / 0, which is not "
        "a number; one for each column changes the probabilities.",
        also=(mistakes_in_rows.maximum_of_each_column,),
    ),
    "the maximum is not divided by the temperature": Wrong(
        mistakes_in_rows.maximum_not_divided,
        "At temperature 4 the score 4000 becomes 1000, and you still subtract 4000. Which maximum belongs to "
        "the divided scores?",
    ),
    "the rows share one sum": Wrong(
        mistakes_in_rows.one_sum_for_all_rows,
        "Each row is one example and has to add up to 1. In yours all rows together do.",
        also=(mistakes_in_rows.one_maximum_and_one_sum, mistakes_in_rows.one_sum_without_maximum),
    ),
    "it runs down the columns": Wrong(
        mistakes_in_rows.down_the_columns,
        "Each row is one example and has to add up to 1. Yours adds up along the other axis.",
    ),
    "the temperature multiplies": Wrong(
        mistakes_in_rows.temperature_multiplies,
        "Hot means even: a high temperature brings the scores closer together before the exponential.",
    ),
    "the temperature comes too late": Wrong(
        mistakes_in_rows.temperature_too_late,
        "Your rows do not add up to 1. The scores are divided, before the exponential.",
        also=(mistakes_in_rows.temperature_times_probabilities,),
    ),
    "the powers are not divided by their sum": Wrong(
        mistakes_in_rows.no_division,
        "Probabilities add up to 1. What do yours add up to? If you divide: is it by the sum of these same powers?",
        also=mistakes_in_rows.OTHER_DIVISORS,
    ),
}

THROUGH = {
    "the nudge goes through the function": Wrong(
        mistakes_in_rows.nudge_through_the_function,
        "f belongs to the sums. A small nudge of a sum is multiplied by the slope of f at that sum.",
    ),
    "the slope is not taken at the sums of its layer": Wrong(
        mistakes_in_rows.slope_at_the_output,
        "Each layer has slopes of its own: slope of its sum z, the one that f is applied to there. With what does "
        "yours call it, in which layer, and what has h become by then?",
        also=mistakes_in_rows.OTHER_SUMS,
    ),
    "the slope is taken at the nudge": Wrong(
        mistakes_in_rows.nudge_through_twice,
        "How steep f is depends on where the signal is, not on the nudge: the slope belongs to the sums of h.",
    ),
    "not every layer multiplies by its slopes": Wrong(
        mistakes_in_rows.slopes_left_out,
        "Where f is flat, a nudge of the sum must not get through, in any layer. How many times does the nudge meet a "
        "slope in yours, and how many times does it meet weights?",
        also=mistakes_in_rows.SLOPES_ONCE,
    ),
    "the weights are left out": Wrong(
        mistakes_in_rows.weights_left_out,
        "A nudge of h becomes a nudge of z = h W^T first: it meets the weights before it meets the slope.",
    ),
    "the weights are not transposed": Wrong(
        mistakes_in_rows.weights_not_transposed,
        "Row i of W belongs to unit i, so the sums are h @ W.T. With a square W nothing complains.",
    ),
    "the slopes multiply before the weights": Wrong(
        mistakes_in_rows.slopes_before_weights,
        "The nudge of the sums has the shape of z, and that is what the slopes at z multiply. Python reads "
        "a * b @ c as (a * b) @ c: brackets help.",
    ),
    "the nudge is sent along with the input": Wrong(
        mistakes_in_rows.whole_nudge_sent_along,
        "In yours x is part of what is carried. Carry the nudge alone: half a nudge must arrive as half as much, and "
        "no nudge as nothing.",
        also=(mistakes_in_rows.slope_of_the_whole_nudge, mistakes_in_rows.slope_of_the_whole_nudge_less_h),
    ),
}
