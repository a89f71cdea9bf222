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
            "x * weights multiplies input by input; .sum() adds the products up.",
            "Return (x * weights).sum() + bias, or x @ weights + bias.",
        ),
    ),
    Exercise(
        id="01.2",
        title="A neuron with a threshold",
        reference=answers.neuron,
        inputs=answers.sample_neuron,
        cases=answers.CASES,
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
            "Return activation(weighted_sum(x, weights, -threshold)).",
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
                "Even without a current. Do you change the potential, v += ..., or replace it? Is -65 above -50?",
            ),
            "the time constant is left out": Wrong(
                mistakes.time_constant_left_out,
                "Yours is ten times too fast: each step is 0.1 ms out of 10 ms, so the change is divided by tau.",
            ),
        },
        hints=(
            "Loop over 10,000 steps with two numbers: the potential v, starting at -65, and the count, starting at 0.",
            "In each step v changes by 0.1 / 10 * (-65 - v + 10 * current).",
            "if v >= -50: count += 1 and v = -65. After the loop return the count.",
        ),
    ),
    Exercise(
        id="01.4",
        title="One neuron for a cell",
        target="stay within 9 spikes per second of the cell's rates, root mean square over 41 currents from 0 to 4 nA",
        measure=answers.measure_distance,
        hints=(
            "Print a few values of the curve next to the rates: at 1 nA 0, at 2 nA 63, at 3 nA 112, at 4 nA 149.",
            "The curve is flat up to 1.5 nA, then rises steeply, then less steeply. Which activation does that?",
            "A sigmoid with its middle near 2.2 nA and a height around 145, or any function of your own.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "01.predict",
        Question(
            "You double the current into a nerve cell. What happens to its spikes?",
            (
                ("Each becomes twice as high.", "Raise the current and look at the height of a spike."),
                ("They come more often.", "Watch how much more often."),
                ("Nothing: a cell fires or it does not.", "Each spike is all or nothing. Their number is not."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
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
            "You raise the bias of a neuron. What happens to its threshold?",
            (
                ("It rises.", "The sum is larger now, so less input is needed."),
                ("It falls: it fires more easily.", "The threshold is the bias with its sign flipped."),
                ("Nothing, only weights move it.", "Weights stretch the curve; the bias moves it."),
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
