"""The exercises and quizzes of lesson 01: a neuron."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.neuron import advice, answers, mistakes, mistakes_in_loops

EXERCISES = (
    Exercise(
        id="01.1",
        title="The weighted sum",
        reference=answers.weighted_sum,
        inputs=answers.sample_unit,
        cases=(answers.INHIBITED,),
        special=answers.SUMS,
        wrong={
            "the products are not added up": Wrong(
                mistakes.products_not_added,
                "Multiplying leaves many numbers, one for each input at least. A neuron passes on a single number.",
                also=mistakes.NOT_ADDED,
            ),
            "the bias is added once for every input": Wrong(
                mistakes.bias_on_every_product,
                "With three inputs your bias counts three times. It belongs to the neuron, not to an input.",
            ),
            "the bias is missing from the result": Wrong(
                mistakes.bias_left_out, "With all inputs 0 the sum is the bias. What is yours?"
            ),
            "the bias is subtracted": Wrong(
                mistakes.bias_subtracted,
                "A threshold is subtracted, a bias is added: it is the threshold with its sign flipped.",
            ),
            "the bias is multiplied": Wrong(
                mistakes.sum_times_bias,
                "With all inputs 0 the result is the bias, and with bias 0 the products alone: try both. The bias is a "
                "number of its own, added once, after the products.",
                also=(mistakes.bias_on_the_weights, mistakes.bias_on_the_inputs),
            ),
            "negative weights or products are made positive or skipped": Wrong(
                mistakes.weights_made_positive,
                "A synapse may inhibit: its weight is negative, and so is its product with a positive input. This "
                "product lowers the sum.",
                also=mistakes.NOTHING_NEGATIVE,
            ),
            "the inputs are not multiplied each by its own weight": Wrong(
                mistakes.sums_multiplied,
                "Take x = (1, 2) and weights (3, 4): before the bias it is 1 * 3 + 2 * 4 = 11. What does yours give?",
                also=(mistakes.inputs_and_weights_added, mistakes.weights_from_the_end, mistakes.first_weight_only),
            ),
            "the sum is divided": Wrong(
                mistakes.mean_of_products,
                "A neuron does not average: with twice as many inputs of the same kind its sum grows.",
                also=(mistakes.mean_of_all, mistakes.divided_by_weights, mistakes.sum_and_bias_divided),
            ),
        },
        hints=(
            "Three steps: multiply, add up, add one more number.",
            "x * weights multiplies input by input. What adds the elements of an array?",
            "First the dot product, one number; @ between two vectors gives it at once. Then the bias, once.",
        ),
    ),
    Exercise(
        id="01.2",
        title="A neuron with a threshold",
        reference=answers.neuron,
        inputs=answers.sample_neuron,
        cases=answers.CASES,
        special=answers.NEURONS,
        wrong={
            "the threshold is added": Wrong(
                mistakes.threshold_added, "A higher threshold makes it harder to fire. With yours it gets easier."
            ),
            "the threshold makes no difference": Wrong(
                mistakes.threshold_forgotten,
                "Yours fires as soon as the sum is positive. Where does the threshold come in?",
            ),
            "the sum is subtracted": Wrong(
                mistakes.sum_subtracted_from_threshold,
                "The more excited yours is, the less it fires. What has to be positive for it to fire?",
                also=(mistakes.both_negative,),
            ),
            "the output is not what the activation gives": Wrong(
                mistakes.activation_forgotten,
                "The activation turns the sum less the threshold into the output. Return what it gives, as it is: not "
                "the sum less the threshold, and not a yes or no.",
                also=mistakes.FIRES_OR_NOT,
            ),
            "the activation is applied before the threshold is subtracted": Wrong(
                mistakes.activation_before_threshold,
                "First subtract the threshold itself from the sum, then apply the activation to the difference.",
                also=mistakes.ACTIVATED_FIRST,
            ),
            "the activation is applied to each input, weight or product": Wrong(
                mistakes.activation_on_each_input,
                "Inputs are weighted and added up as they are; only the sum less the threshold goes through the "
                "activation.",
                also=mistakes.ACTIVATED_APART,
            ),
            "sums below the threshold are cut off or replaced": Wrong(
                mistakes.whole_sum_above_the_threshold,
                "Not every activation is a step. Subtract the threshold from the sum, whether the sum is above it or "
                "below, and leave the decision to the activation.",
                also=mistakes.DECIDED_BY_IF,
            ),
            "the threshold is subtracted more than once": Wrong(
                mistakes.threshold_on_every_product,
                "Add up all products first. Then subtract the threshold from this one number, once.",
                also=(mistakes.threshold_on_every_input, mistakes.threshold_on_every_weight, mistakes.threshold_twice),
            ),
        },
        hints=(
            "Use your weighted_sum. Which bias belongs to a threshold?",
            "The bias is the threshold with its sign flipped.",
            "Let weighted_sum do the adding, with that bias. One call of activation on its result is what you return.",
        ),
    ),
    Exercise(
        id="01.3",
        title="Count the spikes",
        reference=answers.spikes,
        inputs=answers.sample_current,
        cases=((4.0,), (0.0,), (1.4,), (40.0,)),
        special=answers.CURRENTS_BEYOND,
        samples=4,
        wrong={
            "the membrane is not reset to rest": Wrong(
                mistakes_in_loops.never_reset,
                "Once above the threshold, yours stays above it and fires at every step. Which voltage does it have "
                "after a spike?",
                also=(mistakes_in_loops.reset_to_zero,),
            ),
            "the leak does not pull back to -65 mV": Wrong(
                mistakes_in_loops.no_leak,
                "A current of 1 nA makes yours fire in the end. The farther the voltage is above -65 mV, the more it "
                "must be pulled back to it.",
                also=(
                    mistakes_in_loops.leak_away_from_rest,
                    mistakes_in_loops.leak_towards_zero,
                    mistakes_in_loops.leak_towards_plus_65,
                ),
            ),
            "some steps leave the formula out": Wrong(
                mistakes_in_loops.DEAD_TIMES[0],
                "The cell of this exercise has no dead time: every step first applies the formula and then asks, the "
                "one of a spike and those after it too. Which of yours do something else?",
                also=(*mistakes_in_loops.DEAD_TIMES[1:], mistakes_in_loops.asked_in_place_of_the_change),
            ),
            "the current is not multiplied by the resistance": Wrong(
                mistakes_in_loops.resistance_left_out,
                "2 nA through 10 megohms make 20 mV. In yours it is 2 mV, and nothing fires.",
            ),
            "it fires at every step": Wrong(
                mistakes_in_loops.fires_in_every_step,
                "Even without a current. Print v in the first steps: does it change by a little, or is it replaced? "
                "Where do the brackets end? And is -65 above -50?",
                also=(mistakes_in_loops.voltage_replaced,),
            ),
            "each step is larger or smaller than the task has it": Wrong(
                mistakes_in_loops.ten_times_too_fast,
                "A step of 0.1 ms out of 10 ms changes the voltage by 0.01 of what stands in the brackets. Which share "
                "is it in yours? (1 - exp(-0.01), of the exact solution, is a little less.)",
                also=mistakes_in_loops.OTHER_SHARES,
            ),
            "the last change of the voltage is not asked about": Wrong(
                mistakes_in_loops.asked_before_the_change,
                "In each of the 10,000 steps the voltage changes first; then, in the same step, ask whether it has "
                "reached -50 mV. Does yours do so in this order, and 10,000 times?",
            ),
            "the voltage starts or begins again elsewhere than at -65 mV": Wrong(
                mistakes_in_loops.overshoot_kept,
                "It is -65 mV at the start, and after every spike, however far above -50 mV the last step ended. Print "
                "it there.",
                also=mistakes_in_loops.ELSEWHERE,
            ),
        },
        hints=(
            "Loop over 10,000 steps with two numbers: the voltage v, starting at -65, and the count, starting at 0.",
            "The change of the task is added to v, once in each step. -65, 10 and 10 in it are rest, tau and R.",
            "Still inside the loop, after the change: ask whether v has reached -50; if so, count and reset.",
        ),
    ),
    Exercise(
        id="01.4",
        title="Learn by trying",
        reference=answers.better,
        inputs=answers.sample_guess,
        cases=answers.GUESSES,
        special=answers.LINES,
        samples=12,
        returns=("w", "b"),
        wrong={
            "the guess itself is not among the five": Wrong(
                mistakes_in_loops.must_move,
                "At the bottom every change makes the loss larger. Yours leaves even the best line.",
            ),
            "what is compared is not the mean of the squared errors": Wrong(
                mistakes_in_loops.errors_not_squared,
                "Square each error, then take the mean: 3 and -3 must not make up for each other, and an error of 4 "
                "must count as much as sixteen of 1, no less and no more.",
                also=mistakes_in_loops.OTHER_LOSSES,
            ),
            "the errors are not those of the line w x + b": Wrong(
                mistakes_in_loops.b_left_out_of_the_errors,
                "Print the errors of the guess itself: how far is each w x + b above its y? In yours one of w, x, b "
                "and y is missing, or has another place or sign.",
                also=mistakes_in_loops.OTHER_ERRORS,
            ),
            "both numbers may change in one step": Wrong(
                mistakes_in_loops.one_after_the_other,
                "Your w and your b can both be new. Each of the five guesses changes one number at most.",
                also=mistakes_in_loops.BOTH_CHANGED,
            ),
            "the pair is returned as (b, w)": Wrong(
                mistakes_in_loops.returned_as_b_w, "The right numbers, in the wrong order: the weight comes first."
            ),
            "not all of the five are tried": Wrong(
                mistakes_in_loops.only_upwards,
                "Print the pairs that yours tries. Besides (w, b) itself it takes four: w a step larger or smaller, b "
                "a step larger or smaller, and the other as it was. Which is not there?",
                also=mistakes_in_loops.SOME_LEFT_OUT,
            ),
            "a better guess is returned, not the best": Wrong(
                mistakes_in_loops.first_better,
                "Yours compares with the loss of the guess you were given only. Several neighbours may be better than "
                "that; the best of all is wanted.",
                also=(mistakes_in_loops.last_better,),
            ),
            "the loss or its place is returned, not the pair alone": Wrong(
                mistakes_in_loops.place_returned,
                "np.argmin says where the smallest loss is, and min how small. Which pair has it?",
                also=mistakes_in_loops.LOSS_RETURNED,
            ),
        },
        hints=(
            "Write down the five pairs first, as a list.",
            "Then a second list: for each pair the predictions, their errors, and the mean of the squares.",
            "The place of the smallest number of a list: np.argmin. Return the pair that has this place.",
        ),
    ),
    Exercise(
        id="01.5",
        title="One neuron for a cell",
        target="stay within 9 spikes per second of the cell's rates, root mean square over 41 currents from 0 to 4 nA",
        measure=advice.measure_distance,
        hints=(
            "Print a few values of the curve next to the rates: at 1 nA 0, at 2 nA 63, at 3 nA 112, at 4 nA 149.",
            "The curve is flat up to 1.5 nA, then rises steeply, then less steeply. Which activation does that?",
            "Read two numbers off the curve: where it begins, or has half its height, is -b/w. Then vary the weight.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "01.predict",
        Question(
            "A network of 42 artificial neurons looks at 5,000 handwritten digits for about a second. It is then shown "
            "1,000 digits that it has never seen. How many of them does it read?",
            (
                ("About 100: it has to guess.", "That is what ten equal chances give. Run it and see."),
                ("About 500: the clear ones.", "Run it, and look at those that it does not read."),
                ("More than 900.", "Run it, and look at those that it does not read."),
            ),
            answer="c",
        ),
        answered_in="A network that reads",
    ),
    Quiz(
        "01.recall",
        Question(
            "A neuron has the weights (2, -1) and the bias -3. What is its sum for the inputs (4, 1)?",
            (
                ("4", "2 * 4 - 1 * 1 - 3."),
                ("(8, -1)", "These are the products. They have yet to be added up, together with the bias."),
                ("10", "That adds the 3. The bias is -3."),
            ),
            answer="a",
        ),
        Question(
            "A neuron with one input has w = 2 and b = -3, so its threshold is at x = 1.5. You double the weight. "
            "Where is it now?",
            (
                ("Still at 1.5: only the bias moves it.", "4 * 1.5 - 3 is 3, not 0. Where is the sum 0?"),
                ("At 0.75.", "4 * 0.75 - 3 = 0. The weight moves the threshold, -b/w, and makes the curve steeper."),
                ("At 3.", "4 * 3 - 3 is 9. A larger weight needs less input, not more."),
            ),
            answer="b",
        ),
        Question(
            "When is a network called deep?",
            (
                ("When it has many neurons.", "They may all be in one layer: that is wide, not deep."),
                ("When it was trained on much data.", "Depth is about its structure, not about its training."),
                ("When it has more than one hidden layer.", "Input and output are not counted."),
            ),
            answer="c",
        ),
    ),
)
