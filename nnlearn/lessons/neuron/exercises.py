"""The exercises and quizzes of lesson 01: a neuron."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.neuron import answers
from nnlearn.lessons.neuron.answers import neuron, spikes, weighted_sum

EXERCISES = (
    Exercise(
        id="01.1",
        title="The weighted sum",
        reference=weighted_sum,
        inputs=answers.draw_unit,
        cases=(answers.INHIBITED,),
        wrong={
            "nothing is added up": Wrong(
                lambda x, weights, bias: x * weights + bias,
                "x * weights leaves one number for each input. A neuron sends one number on.",
            ),
            "the bias is added to every product": Wrong(
                lambda x, weights, bias: float((x * weights + bias).sum()),
                "With three inputs your bias counts three times. It belongs to the neuron, not to an input.",
            ),
            "the bias is left out": Wrong(
                lambda x, weights, bias: float((x * weights).sum()),
                "With all inputs 0 the sum is the bias. What is yours?",
            ),
            "the bias is subtracted": Wrong(
                lambda x, weights, bias: float((x * weights).sum() - bias),
                "A threshold is subtracted; a bias is added. It is the threshold with the sign turned.",
            ),
            "weights are taken for positive": Wrong(
                lambda x, weights, bias: float((x * np.abs(weights)).sum() + bias),
                "A synapse may inhibit: its weight is negative, and its input lowers the sum.",
            ),
        },
        hints=(
            "Three steps: multiply, add up, add one number more.",
            "x * weights multiplies input by input; .sum() adds the products up.",
            "Return (x * weights).sum() + bias, or x @ weights + bias.",
        ),
    ),
    Exercise(
        id="01.2",
        title="A neuron with a threshold",
        reference=neuron,
        inputs=answers.draw_neuron,
        cases=answers.CASES,
        wrong={
            "the threshold is added": Wrong(
                lambda x, weights, threshold, activation: float(activation(weighted_sum(x, weights, threshold))),
                "A higher threshold makes it harder to fire. With yours it gets easier.",
            ),
            "the threshold is forgotten": Wrong(
                lambda x, weights, threshold, activation: float(activation(weighted_sum(x, weights, 0.0))),
                "Then it fires as soon as the sum is positive. Where does the threshold come in?",
            ),
            "the sum is subtracted from the threshold": Wrong(
                lambda x, weights, threshold, activation: float(activation(-weighted_sum(x, weights, -threshold))),
                "How far is the sum above the threshold? Yours says how far it is below.",
            ),
            "the activation is forgotten": Wrong(
                lambda x, weights, threshold, activation: weighted_sum(x, weights, -threshold),
                "That is how far the sum is above the threshold. The activation says what becomes of it.",
            ),
            "the activation comes before the threshold": Wrong(
                lambda x, weights, threshold, activation: float(activation(weighted_sum(x, weights, 0.0)) - threshold),
                "First compare the sum with the threshold, then let the activation decide.",
            ),
            "the activation is applied to each input": Wrong(
                lambda x, weights, threshold, activation: float((activation(x) * weights).sum() - threshold),
                "Inputs are weighted and added up as they are; only the one sum goes through the activation.",
            ),
        },
        hints=(
            "Use your weighted_sum. Which bias belongs to a threshold?",
            "The bias is the threshold with the sign turned round.",
            "Return activation(weighted_sum(x, weights, -threshold)).",
        ),
    ),
    Exercise(
        id="01.3",
        title="Count the spikes",
        reference=spikes,
        inputs=answers.draw_current,
        cases=((0.0,), (1.4,)),
        seconds=60,
        wrong={
            "the membrane is not reset": Wrong(
                lambda current: spikes(current, reset=None),
                "Once over the threshold yours stays there and fires in every step. What happens after a spike?",
            ),
            "the membrane does not leak": Wrong(
                lambda current: spikes(current, leak=0.0),
                "Any current, however small, makes yours fire at last. A leaky cell settles below its threshold.",
            ),
            "it leaks towards 0, not towards rest": Wrong(
                lambda current: spikes(current + 6.5, resistance=10.0),
                "Without a current yours creeps up to 0 mV and fires. The membrane leaks towards -65 mV.",
            ),
            "the current is not multiplied by the resistance": Wrong(
                lambda current: spikes(current, resistance=1.0),
                "2 nA through 10 megohm are 20 mV. Without the resistance they are 2, and nothing fires.",
            ),
            "it fires in every step": Wrong(
                lambda current: spikes(current, reach=False),
                "Even without a current. Do you change the potential, v += ..., or replace it? Is -65 above -50?",
            ),
            "the time constant is left out": Wrong(
                lambda current: spikes(current, tau=1.0),
                "Ten times as fast: each step is 0.1 ms of 10 ms, so the change is divided by tau.",
            ),
        },
        hints=(
            "A loop over 10,000 steps with two numbers: the potential v, from -65, and the count, from 0.",
            "In each step v changes by 0.1 / 10 * (-65 - v + 10 * current).",
            "if v >= -50: count += 1 and v = -65. After the loop return the count.",
        ),
    ),
    Exercise(
        id="01.4",
        title="One neuron for a cell",
        target="stay within 9 spikes a second of the cell's rates, root mean square over 41 currents from 0 to 4 nA",
        measure=answers.distance,
        hints=(
            "Print a few values of the curve beside the rates: at 1 nA 0, at 2 nA 63, at 3 nA 112, at 4 nA 149.",
            "The curve is flat up to 1.5, rises steeply there and ever less steeply later. Which activation bends so?",
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
        later="What you saw",
    ),
    Quiz(
        "01.recall",
        Question(
            "A neuron has the weights (2, -1) and the bias -3. What is its sum for the inputs (4, 1)?",
            (
                ("4", "2 * 4 - 1 * 1 - 3."),
                ("(8, -1)", "These are the products. They are still to be added up, and the bias with them."),
                ("10", "That adds the 3. The bias is -3."),
            ),
            answer="a",
        ),
        Question(
            "You raise the bias of a neuron. What happens to its threshold?",
            (
                ("It rises.", "The sum is larger now, so less input is needed."),
                ("It falls: it fires more easily.", "The threshold is the bias with the sign turned round."),
                ("Nothing, only weights move it.", "Weights stretch the curve; the bias moves it."),
            ),
            answer="b",
        ),
        Question(
            "When is a network called deep?",
            (
                ("When it has many neurons.", "They may all stand in one layer, and that is wide, not deep."),
                ("When it was trained on much data.", "Depth is about its build, not about its schooling."),
                ("When it has more than one hidden layer.", "Input and output are not counted."),
            ),
            answer="c",
        ),
    ),
)
