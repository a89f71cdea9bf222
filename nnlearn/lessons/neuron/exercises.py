"""The exercises and quizzes of lesson 01: a neuron."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.neuron import answers, mistakes

EXERCISES = (
    Exercise(
        id="01.1",
        title="The weighted sum",
        reference=answers.weighted_sum,
        inputs=answers.sample_unit,
        cases=(answers.INHIBITED,),
        wrong={
            "nothing is added up": Wrong(
                mistakes.products_not_added,
                "x * weights leaves one number per input. A neuron passes on a single number.",
            ),
            "the bias is added to every product": Wrong(
                mistakes.bias_on_every_product,
                "With three inputs your bias counts three times. It belongs to the neuron, not to an input.",
            ),
            "the bias is left out": Wrong(
                mistakes.bias_left_out, "With all inputs 0 the sum is the bias. What is yours?"
            ),
            "the bias is subtracted": Wrong(
                mistakes.bias_subtracted,
                "A threshold is subtracted, a bias is added: it is the threshold with its sign flipped.",
            ),
            "negative weights are made positive": Wrong(
                mistakes.weights_made_positive,
                "A synapse may inhibit: its weight is negative, and its input lowers the sum.",
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
        special={"a sum exactly at the threshold": answers.AT_THE_THRESHOLD},
        wrong={
            "the threshold is added": Wrong(
                mistakes.threshold_added, "A higher threshold makes it harder to fire. With yours it gets easier."
            ),
            "the threshold is forgotten": Wrong(
                mistakes.threshold_forgotten,
                "Yours fires as soon as the sum is positive. Where does the threshold come in?",
            ),
            "the sum is subtracted from the threshold": Wrong(
                mistakes.sum_subtracted_from_threshold,
                "How far is the sum above the threshold? Yours computes how far it is below.",
            ),
            "the activation is forgotten": Wrong(
                mistakes.activation_forgotten,
                "That is how far the sum is above the threshold. The activation turns it into the output.",
            ),
            "the activation comes before the threshold": Wrong(
                mistakes.activation_before_threshold,
                "First compare the sum with the threshold, then let the activation decide.",
            ),
            "the activation is applied to each input": Wrong(
                mistakes.activation_on_each_input,
                "Inputs are weighted and added up as they are; only their sum goes through the activation.",
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
        cases=((0.0,), (1.4,)),
        seconds=60,
        wrong={
            "the membrane is not reset": Wrong(
                mistakes.never_reset,
                "Once above the threshold, yours stays there and fires at every step. What happens after a spike?",
            ),
            "the membrane does not leak": Wrong(
                mistakes.no_leak,
                "Any current, however small, makes yours fire in the end. A leaky cell settles below its threshold.",
            ),
            "it leaks towards 0, not towards rest": Wrong(
                mistakes.leak_towards_zero,
                "Without a current yours creeps up to 0 mV and fires. The membrane leaks towards -65 mV.",
            ),
            "the current is not multiplied by the resistance": Wrong(
                mistakes.resistance_left_out,
                "2 nA through 10 megohms make 20 mV. Without the resistance it is 2 mV, and nothing fires.",
            ),
            "it fires at every step": Wrong(
                mistakes.fires_in_every_step,
                "Even without a current. Do you change the voltage, v += ..., or replace it? Is -65 above -50?",
            ),
            "the time constant is left out": Wrong(
                mistakes.time_constant_left_out,
                "Yours is ten times too fast: each step is 0.1 ms out of 10 ms, so the change is divided by tau.",
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
        samples=8,
        returns=("w", "b"),
        wrong={
            "the guess itself is not among the five": Wrong(
                mistakes.must_move, "At the bottom every change makes the loss larger. Yours leaves even the best line."
            ),
            "the errors are not squared": Wrong(
                mistakes.errors_not_squared,
                "Without squares the lowest line wins: the more negative its errors, the smaller their mean.",
            ),
            "absolute errors in place of squared ones": Wrong(
                mistakes.absolute_errors,
                "The mean of |e| is a loss, too (lesson 05), but it prefers another line when one target is far off.",
            ),
            "both numbers may change in one step": Wrong(
                mistakes.one_after_the_other,
                "You choose the best w, then the best b for it. Each of the five guesses changes one number at most.",
            ),
            "the pair is returned as (b, w)": Wrong(
                mistakes.returned_as_b_w, "The right numbers, in the wrong order: the weight comes first."
            ),
            "nothing is tried downwards": Wrong(
                mistakes.only_upwards, "If w is too large already, where does yours go? Try w - step and b - step."
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
        measure=answers.measure_distance,
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
