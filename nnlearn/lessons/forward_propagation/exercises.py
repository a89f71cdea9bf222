"""The exercises and quizzes of lesson 04: forward propagation."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.forward_propagation import answers

EXERCISES = (
    Exercise(
        id="04.1",
        title="A dense layer",
        reference=answers.dense,
        inputs=answers.draw_layer,
        cases=(answers.draw_layer(np.random.default_rng(1)), answers.square_layer(0)),
        wrong={
            "the weights are not transposed": Wrong(
                lambda x, weight, bias, activation: activation(x @ weight + bias),
                "Each row of weight belongs to one unit, so weight has shape (out, in). Write the shapes under the "
                "product: (n, in) times what gives (n, out)? With square weights nothing complains, and the numbers "
                "are still wrong.",
            ),
            "the product is taken element by element": Wrong(
                lambda x, weight, bias, activation: activation(x * weight + bias),
                "* multiplies and stops there. A unit also adds up over its inputs: which product does both?",
            ),
            "the bias is missing": Wrong(
                lambda x, weight, bias, activation: activation(x @ weight.T),
                "Call it with x all zeros: what comes out should depend on bias. Does it?",
            ),
            "the bias is added along the batch, one number a row": Wrong(
                lambda x, weight, bias, activation: activation(x @ weight.T + bias[:, None]),
                "A bias belongs to a unit, and a unit is a column of the (n, out) result. With x all zeros every row "
                "of the result must be the same.",
            ),
            "the activation is missing": Wrong(
                lambda x, weight, bias, activation: x @ weight.T + bias,
                "With tanh nothing may come out above 1. Print the largest number you return.",
            ),
            "the activation is applied before the bias is added": Wrong(
                lambda x, weight, bias, activation: activation(x @ weight.T) + bias,
                "With tanh nothing may come out above 1, and here a large bias gets through. Weigh, add, then bend.",
            ),
        },
        hints=(
            "First the weighted sums of all units for all rows, then one bias for each unit, then the activation.",
            "The sums have shape (n, out). x has shape (n, in), so weight must be turned to (in, out) first.",
            "@ is the matrix product and .T turns a matrix round. A bias of shape (out,) is added to every row of an "
            "(n, out) array by +. Give the result to activation.",
        ),
    ),
    Exercise(
        id="04.2",
        title="A whole network",
        reference=answers.forward,
        inputs=answers.draw_network,
        cases=(answers.draw_network(np.random.default_rng(1)), answers.square_network(0)),
        wrong={
            "every layer is given the network's input": Wrong(
                answers.same_input,
                "f3(f2(f1(x))): f2 takes what f1 gave. In your loop, what does the second layer get?",
            ),
            "the return stands inside the loop, so only the first layer runs": Wrong(
                lambda x, layers: answers.forward(x, layers[:1]),
                "Print the shape of what you return: its width is that of the first layer. How far is return indented?",
            ),
            "the last layer is left out": Wrong(
                lambda x, layers: answers.forward(x, layers[:-1]),
                "Print the shape of what you return: its width should be that of the last layer.",
            ),
            "the layers run from last to first": Wrong(
                lambda x, layers: answers.forward(x, layers[::-1]),
                "f3(f2(f1(x))) is written from the outside in, but f1 is computed first.",
            ),
            "only the first row of the batch is run": Wrong(
                lambda x, layers: answers.forward(x[:1], layers),
                "Seven rows in, seven rows out. No loop over the rows is needed: dense already takes all of them.",
            ),
            "the activations are left out": Wrong(
                lambda x, layers: answers.forward(x, [(weight, bias, answers.identity) for weight, bias, _ in layers]),
                "Without them the whole stack is one linear layer. Each layer brings its activation as its third part.",
            ),
        },
        hints=(
            "The output of one layer is the input of the next. One variable can carry it along.",
            "Loop over layers, take each apart into weight, bias and activation, and call your dense of 04.1.",
            "In the loop, put what dense returns back into x. After the loop, return x.",
        ),
    ),
    Exercise(
        id="04.3",
        title="Count the parameters",
        reference=answers.count,
        inputs=answers.draw_sizes,
        cases=(([4, 5, 4, 3, 1],), ([2, 3],)),
        wrong={
            "the biases are not counted": Wrong(
                answers.count_by(lambda a, b: a * b),
                "Put [2, 3] in: three units with two weights each, and each of them has one more number.",
            ),
            "the inputs have biases too": Wrong(
                lambda sizes: answers.count(sizes) + sizes[0],
                "The input layer is the data. It computes nothing, so nothing in it is learned.",
            ),
            "there is one bias for a whole layer": Wrong(
                answers.count_by(lambda a, b: a * b + 1),
                "Look at the shape of the bias in the lesson's list: one number for each unit of the layer.",
            ),
            "the biases are counted on the wrong side of the weights": Wrong(
                answers.count_by(lambda a, b: a * b + a),
                "A bias belongs to the unit at which the arrows end, not to the one at which they begin.",
            ),
            "the last layer is left out": Wrong(
                lambda sizes: answers.count(sizes[:-1]),
                "A list of k sizes has k - 1 gaps, and every gap holds a matrix. How often does your loop run?",
            ),
            "units are counted, not parameters": Wrong(
                lambda sizes: sum(sizes),
                "A parameter sits on an arrow, or is the bias of a unit. Draw [2, 3] and count the arrows.",
            ),
        },
        hints=(
            "Between two neighbouring layers every unit on the left has an arrow to every unit on the right.",
            "A layer with a inputs and b units has a * b weights. How many biases?",
            "zip(sizes[:-1], sizes[1:]) gives each pair of neighbours (a, b). Add up a * b + b.",
        ),
    ),
    Exercise(
        id="04.4",
        title="XOR by hand",
        reference=answers.gate(*answers.OR_NAND, [1.0, 1.0], -1.5),
        cases=answers.CORNERS,
        ask=answers.answer_at,
        wrong={
            "the output is OR": Wrong(
                answers.gate(*answers.OR_NAND, [1.0, 0.0], -0.5),
                "Three corners are right. At (1, 1) something has to pull the output down: one unit must see that "
                "corner, and the output must listen to it.",
            ),
            "the output is AND": Wrong(
                answers.gate([[1.0, 1.0], [1.0, 1.0]], [-1.5, -1.5], [1.0, 1.0], -0.5),
                "It is on at (1, 1) alone. Print the hidden layer at the four corners: which should it tell apart?",
            ),
            "the output is NAND": Wrong(
                answers.gate(*answers.OR_NAND, [0.0, 1.0], -0.5),
                "At (0, 0) it should be off. step(0) is 1: is the output's sum there below zero, or just zero?",
            ),
            "the output is XNOR, the opposite of XOR": Wrong(
                answers.gate(*answers.OR_NAND, [-1.0, -1.0], 1.5),
                "All four corners are wrong, so the hidden layer is right. Look at the signs in the output layer.",
            ),
            "the output is on everywhere": Wrong(
                answers.gate(*answers.OR_NAND, [1.0, 1.0], -0.5),
                "Print the output's sum before the step, at the four corners. Its bias must lie between the sums that "
                "should be on and those that should be off.",
            ),
            "the output is off everywhere": Wrong(
                answers.gate(*answers.OR_NAND, [1.0, 1.0], -2.5),
                "Print the output's sum before the step, at the four corners. No corner lifts it to zero; is the bias "
                "too low?",
            ),
        },
        hints=(
            "XOR is on where at least one input is on, but not both.",
            "One hidden unit for OR, one for NAND (all corners but (1, 1)). The output is on where both of them are.",
            "OR: x1 + x2 - 0.5. NAND: 1.5 - x1 - x2. AND of the two: h1 + h2 - 1.5. Write the factors into matrices.",
        ),
    ),
    Exercise(
        id="04.5",
        title="A curve by hand",
        target=f"a largest error of at most {answers.CLOSE} on [0, 1] with at most {answers.MOST} hidden units",
        measure=answers.largest_error,
        hints=(
            "Bumps that stand side by side share an edge: one unit there can climb from one height to the next.",
            "With steps at equal distances the error sits where the curve is steep. Put more steps there.",
            "Let the curve rise or fall by the same amount at every step: add up |differences| of target on a fine "
            "grid, divide the total by 20, and np.interp finds the places. A slope near 4 / (distance to the next "
            "step) rounds the stairs off.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "04.predict",
        Question(
            "One unit with two inputs splits the plane along a straight line. Now four such units feed one output "
            "unit, which again splits what it gets. What can its border in the plane look like?",
            (
                ("Still a straight line.", "Weighing and adding lines gives a line; but something stands between."),
                ("A bent line, put together from the four.", "Each unit bends it once, near its own line."),
                ("Any border at all.", "More units allow more bends; four allow few."),
            ),
            answer="b",
        ),
        later="What you saw",
    ),
    Quiz(
        "04.recall",
        Question(
            "A batch of 32 wines with 13 measurements each goes through nn.Linear(13, 5). What comes out, and how many "
            "parameters took part?",
            (
                ("Shape (5, 32), 65 parameters.", "Rows stay rows: one wine, one row. And the 5 biases are missing."),
                ("Shape (32, 5), 65 parameters.", "The shape is right. 13 x 5 are the weights; each unit has a bias."),
                ("Shape (32, 5), 70 parameters.", "13 x 5 weights and 5 biases, used for every one of the 32 rows."),
            ),
            answer="c",
        ),
        Question(
            "You run one wine through a trained feed-forward network, then 100 others, then the first one again. "
            "What is its second output?",
            (
                ("The same as the first.", "The output depends on the input and the parameters, and neither changed."),
                (
                    "A little different: the others left a trace.",
                    "A forward pass changes no parameter. Only training does.",
                ),
                ("Closer to the truth: it has seen more wines.", "Seeing is not learning. Nothing was adjusted."),
            ),
            answer="a",
        ),
        Question(
            "What does the universal approximation theorem promise of one hidden layer?",
            (
                ("Training will find the weights.", "It says that they exist. It says nothing about finding them."),
                (
                    "With enough units, some weights come as close as you like to a continuous function on a box.",
                    "And it names neither their number nor a way to find them.",
                ),
                (
                    "A second hidden layer is never of use.",
                    "Six small layers made 64 pieces; one layer needs 63 units.",
                ),
            ),
            answer="b",
        ),
    ),
)
