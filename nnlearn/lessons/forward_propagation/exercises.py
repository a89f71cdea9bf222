"""The exercises and quizzes of lesson 04: forward propagation."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.forward_propagation import answers, by_hand, mistakes
from nnlearn.lessons.forward_propagation.quizzes import QUIZZES
from nnlearn.lessons.forward_propagation.xor_advice import xor_advice

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="04.1",
        title="A dense layer",
        reference=answers.dense,
        inputs=answers.sample_layer,
        cases=(answers.sample_layer(np.random.default_rng(1)), answers.square_layer(0)),
        special=answers.odd_layers(),
        tolerance=1e-3,  # a float32 layer passes: the networks of the lesson compute in float32
        wrong={
            "the weights are not transposed": Wrong(
                mistakes.weights_not_transposed,
                "Each row of weight belongs to one unit, so weight has shape (out, in). Write the shapes under the "
                "product: (N, in) times what gives (N, out)? With square weights there is no error message, and the "
                "numbers are still wrong.",
            ),
            "the weights are reshaped, not transposed": Wrong(
                mistakes.weights_reshaped,
                "Print weight.T and your reshaped weight side by side: the shape is the same, the order is not. A "
                "column must hold the weights of one unit.",
            ),
            "the product is taken element by element": Wrong(
                mistakes.product_element_by_element,
                "* pairs row n of x with row n of weight, the example with one unit. But every example meets every "
                "unit, and each pair gives one sum. Which product does that?",
                also=mistakes.PRODUCTS,
            ),
            "the bias is missing": Wrong(
                mistakes.bias_missing, "Call it with x all zeros: what comes out should depend on bias. Does it?"
            ),
            "the bias is added to the wrong sums, or too often": Wrong(
                mistakes.bias_along_the_rows,
                "The sums have a row for each example and a column for each unit. Entry i of bias belongs to unit i: "
                "which numbers is it added to in your code, and how often?",
                also=mistakes.BIASES,
            ),
            "examples are taken for columns": Wrong(
                mistakes.one_column_per_example,
                "Here each example is a row of x, and its output a row of the result. It is a column where weight "
                "stands on the left, as in many books, and where a loop collects the outputs unit by unit. Write down "
                "the shapes: what gives (N, out)?",
                also=mistakes.COLUMNS,
            ),
            "the activation has no effect": Wrong(
                mistakes.activation_missing,
                "With tanh nothing may come out above 1. Print the largest number you return: is it what activation "
                "gives?",
            ),
            "the activation comes too early": Wrong(
                mistakes.activation_before_bias,
                "A unit adds up its weighted inputs, as they are, and its bias; the activation is a function of that "
                "whole sum. What stands in its brackets in your line?",
                also=mistakes.TOO_EARLY,
            ),
        },
        hints=(
            "First the weighted sums of all units for all rows, then one bias per unit, then the activation.",
            "The sums have shape (N, out). x has shape (N, in), so weight must be transposed to (in, out) first.",
            "@ is the matrix product and .T transposes a matrix. + adds a bias of shape (out,) to every row of an "
            "(N, out) array. Pass the result to activation.",
        ),
    ),
    Exercise(
        id="04.2",
        title="A whole network",
        reference=answers.forward,
        inputs=answers.sample_network,
        cases=(answers.sample_network(np.random.default_rng(1)), answers.square_network(0), answers.two_layers(0)),
        special=answers.odd_networks(),
        tolerance=1e-3,  # as in 04.1
        wrong={
            "every layer is given the network's input": Wrong(
                mistakes.same_input,
                "Layer 2 takes what layer 1 returned. In your code, what does the second layer get?",
            ),
            "only the first layer runs": Wrong(
                mistakes.first_layer_only,
                "Print the shape of what you return: its width is that of the first layer. What keeps your code from "
                "the other layers? If it has a loop, how far is the return indented?",
            ),
            "layers are left out": Wrong(
                mistakes.last_layer_left_out,
                "Print how often dense is called, and compare it with len(layers). Does your network begin with the "
                "first layer, and end with the last?",
                also=(mistakes.first_layer_left_out, mistakes.last_layer_only),
            ),
            "the layers run from last to first": Wrong(
                mistakes.last_to_first,
                "layer3(layer2(layer1(x))) is written from the outside in, but layer1 is computed first.",
            ),
            "activations are left out, or others stand in their place": Wrong(
                mistakes.activations_left_out,
                "Each layer brings its own activation, the third thing in its triple, hidden layers and the last one "
                "alike. For which of them does yours use it?",
                also=(mistakes.last_activation_left_out, mistakes.only_the_last_activation, *mistakes.BY_CONVENTION),
            ),
            "all layers get the same activation": Wrong(
                mistakes.FIRST_ACTIVATION,
                "Activations may differ from layer to layer. Print the name of the one you use in each turn of the "
                "loop, and of the third thing in each triple.",
                also=mistakes.ONE_ACTIVATION,
            ),
            "it is written for a fixed number of layers": Wrong(
                mistakes.two_layers_only,
                "A network may have any number of layers; print len(layers) for the input below. What runs through a "
                "list of any length?",
                also=(
                    mistakes.three_layers_only,
                    mistakes.two_layers_unpacked,
                    mistakes.three_layers_unpacked,
                    mistakes.first_and_last_only,
                ),
            ),
            "an activation is applied twice": Wrong(
                mistakes.activation_twice,
                "dense has already applied the activation it was given. Is it called once more, in the loop or at the "
                "end?",
                also=(mistakes.last_activation_twice,),
            ),
        },
        hints=(
            "The output of one layer is the input of the next. One variable can carry it along.",
            "Loop over layers, unpack each into weight, bias and activation, and call your dense from 04.1.",
            "In the loop, assign what dense returns to x. After the loop, return x.",
        ),
    ),
    Exercise(
        id="04.3",
        title="Count the parameters",
        reference=answers.count,
        inputs=answers.sample_sizes,
        cases=(([4, 5, 4, 3, 1],), ([2, 3],)),
        special=answers.ODD_SIZES,
        wrong={
            "the biases are not counted": Wrong(
                mistakes.biases_not_counted,
                "Try [2, 3]: three units with two weights each, and each of them has one more number.",
            ),
            "the inputs have biases too": Wrong(
                mistakes.inputs_have_biases,
                "The input layer is the data. It computes nothing, so it has nothing to learn.",
            ),
            "there is one bias for a whole layer, or for all of them": Wrong(
                mistakes.one_bias_per_layer,
                "Look at the shape of the bias in the lesson's list: one number per unit of the layer.",
                also=mistakes.ONE_BIAS,
            ),
            "the biases are counted on the wrong side of the weights": Wrong(
                mistakes.biases_of_the_wrong_side,
                "A bias belongs to the unit at which the arrows end, not to the one at which they begin.",
            ),
            "a layer is left out": Wrong(
                mistakes.last_size_left_out,
                "A list of k sizes has k - 1 gaps, and each gap holds a matrix. Print the pairs of sizes that your "
                "code takes: how many are there, which is the first, which the last, and is one between them missing?",
                also=mistakes.OTHER_GAPS,
            ),
            "a layer that computes something has no biases": Wrong(
                mistakes.output_without_biases,
                "Only the input layer has none. Every hidden unit has a bias, and every unit of the output layer. "
                "Which biases does your code count?",
                also=(mistakes.output_alone_with_biases,),
            ),
            "widths are not multiplied gap by gap": Wrong(
                mistakes.widths_added,
                "Every unit left of a gap has an arrow to every unit right of it. Draw [2, 3] and count the arrows; "
                "then add up over the gaps.",
                also=mistakes.OTHER_PRODUCTS,
            ),
            "units are counted, not parameters": Wrong(
                mistakes.units_counted,
                "Every arrow has a parameter, its weight, and every unit has one, its bias. The arrows are missing: "
                "draw [2, 3] and count them.",
                also=(lambda sizes: sum(sizes[1:]), lambda sizes: sum(sizes[1:-1])),
            ),
        },
        hints=(
            "Between two neighbouring layers, every unit on the left has an arrow to every unit on the right.",
            "A layer with a inputs and b units has a * b weights. How many biases?",
            "zip(sizes[:-1], sizes[1:]) gives each pair of neighbours (a, b). Add up a * b + b.",
        ),
    ),
    Exercise(
        id="04.4",
        title="XOR by hand",
        reference=answers.XOR,
        cases=answers.CORNERS,
        run=by_hand.answer_at,
        advice=xor_advice,
        wrong={
            "the output is OR": Wrong(
                mistakes.OUTPUT_OR,
                "Three corners are right. At (1, 1) something has to pull the output down: one hidden unit must tell "
                "that corner from the others, and the output must use it.",
            ),
            "the output is AND": Wrong(
                mistakes.OUTPUT_AND, "It is on only at (1, 1), and should be on at (0, 1) and (1, 0)."
            ),
            "the output is NAND": Wrong(
                mistakes.OUTPUT_NAND,
                "Three corners are right. At (0, 0) it should be off, so the output unit's sum there must be below 0.",
            ),
            "the output is XNOR, the opposite of XOR": Wrong(
                mistakes.OUTPUT_XNOR,
                "All four corners are wrong, so the hidden layer is right. Look at the signs in the output layer.",
            ),
            "the output is on everywhere": Wrong(
                mistakes.ALWAYS_ON,
                "The output unit's sum is 0 or more at all four corners. Where the output should be off it must be "
                "below 0, and exactly 0 is not.",
            ),
            "the output is off everywhere": Wrong(
                mistakes.ALWAYS_OFF,
                "The output unit's sum is below 0 at all four corners. Where the output should be on it must be 0 or "
                "more.",
            ),
        },
        hints=(
            "XOR is on where at least one input is on, but not both.",
            "One hidden unit for OR, one for NAND (all corners but (1, 1)). The output is on where both of them are.",
            "OR: x1 + x2 - 0.5. NAND: 1.5 - x1 - x2. AND of the two: h1 + h2 - 1.5. Write the factors as matrices.",
        ),
    ),
    Exercise(
        id="04.5",
        title="A curve by hand",
        target=f"at most {by_hand.MAX_ERROR} off anywhere on [0, 1], with at most {by_hand.MAX_UNITS} hidden units",
        measure=by_hand.measure_error,
        hints=(
            "Neighbouring bumps share an edge: one unit there can climb from one height to the next.",
            "With equally spaced sharp steps the error is largest where the curve is steep. Where would you put more?",
            "Half the height of a step is missed on either side of it. Which places make all steps equally high? And "
            "must a step be sharp? Plot your network with smaller weights.",
        ),
    ),
)
