"""The exercises and quizzes of lesson 08: the chain rule."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.chain_rule import answers
from nnlearn.lessons.chain_rule.answers import backward, local, over_paths, topological

EXERCISES = (
    Exercise(
        id="08.1",
        title="Over all paths",
        reference=over_paths,
        inputs=answers.draw_paths,
        cases=(([[2.0, 3.0], [5.0]],),),
        wrong={
            "slopes along a path are added": Wrong(
                lambda paths: float(sum(np.sum(path) for path in paths)),
                "Along a path each step stretches the change of the step before: 2 and then 3 make 6.",
            ),
            "the paths are multiplied": Wrong(
                lambda paths: float(np.prod([np.prod(path) for path in paths])),
                "Two ways by which a change arrives add up at the end.",
            ),
            "only the first path counts": Wrong(
                lambda paths: float(np.prod(paths[0])),
                "A number that is used twice acts on the result in two ways. Where is the other one?",
            ),
            "the mean over the paths is taken": Wrong(
                lambda paths: float(np.mean([np.prod(path) for path in paths])),
                "Two equal paths make twice the change of one.",
            ),
        },
        hints=(
            "Two rules: along a path and across paths.",
            "Multiply along each path; add what the paths bring.",
            "sum(np.prod(path) for path in paths).",
        ),
    ),
    Exercise(
        id="08.2",
        title="Slopes of four operations",
        reference=local,
        inputs=answers.draw_operation,
        cases=answers.OPERATIONS,
        returns=("value", "slope by a", "slope by b"),
        wrong={
            "the slopes of the product are swapped": Wrong(
                answers.wrong_for("*", lambda a, b: (a, b)),
                "For a * b: move a by h, and the product moves by b * h. Which of the two is the slope by a?",
            ),
            "the minus is forgotten in the difference": Wrong(
                answers.wrong_for("-", lambda a, b: (1.0, 1.0)), "A larger b makes a - b smaller."
            ),
            "the minus is forgotten in the quotient": Wrong(
                answers.wrong_for("/", lambda a, b: (1 / b, a / b**2)),
                "6 / 2 is 3 and 6 / 3 is 2: with a positive a the quotient falls as b grows.",
            ),
            "b is not squared in the quotient": Wrong(
                answers.wrong_for("/", lambda a, b: (1 / b, -a / b)),
                "a / b is a b^-1, and the derivative of b^-1 is -b^-2.",
            ),
            "the sum has the slopes of the product": Wrong(
                answers.wrong_for("+", lambda a, b: (b, a)), "Move a by h and a + b moves by h, whatever b is."
            ),
        },
        hints=(
            "Four cases; each returns the value and two slopes.",
            "For a slope by a, hold b still: + gives 1, * gives b, / gives 1 / b.",
            "By b: + 1, - -1, * a, / -a / b**2.",
        ),
    ),
    Exercise(
        id="08.3",
        title="In order",
        reference=topological,
        inputs=answers.draw_graph,
        cases=(answers.DIAMOND,),
        ask=answers.judged,
        returns=("nodes in the order", "different nodes", "a node before its input (1 if so)", "the result is last"),
        wrong={
            "the order is turned round": Wrong(
                lambda inputs, result: topological(inputs, result)[::-1],
                "The result comes last, after everything it was made of.",
            ),
            "nodes are written down as they are met, and the list is turned round": Wrong(
                lambda inputs, result: answers.as_met(inputs, result)[::-1],
                "A node met early may still be an input of one met later. Write it down after its inputs have been.",
            ),
            "nodes come up more than once": Wrong(
                answers.with_repeats, "A node that is used twice is still one node. Remember which ones you have seen."
            ),
            "inputs that are used nowhere else are left out": Wrong(
                lambda inputs, result: [node for node in topological(inputs, result) if inputs[node]],
                "Numbers that were given belong to the order as well: they are what we want derivatives of.",
            ),
            "nodes that the result does not need are taken along": Wrong(
                lambda inputs, result: list(inputs),
                "Begin at the result and follow inputs; what is not reached does not matter.",
            ),
        },
        hints=(
            "Visit a node: first all its inputs, then put it into the list itself.",
            "Keep a set of nodes already visited, and return at once for those.",
            "def visit(node): if not seen, add it, visit each of inputs[node], then order.append(node).",
        ),
    ),
    Exercise(
        id="08.4",
        title="Back through the graph",
        reference=backward,
        inputs=answers.draw_flow,
        cases=(answers.TWICE,),
        wrong={
            "the second path replaces the first": Wrong(
                lambda inputs, slopes: backward(inputs, slopes, add=False),
                "In a, b = a + a there are two edges to a. Their derivatives add up: +=, not =.",
            ),
            "it runs forward": Wrong(
                lambda inputs, slopes: backward(inputs, slopes, forwards=True),
                "At the first node nothing has arrived yet. Begin with the result, the last one.",
            ),
            "it begins with zero": Wrong(
                lambda inputs, slopes: backward(inputs, slopes, start=0.0),
                "The derivative of the result by itself is 1. From zero nothing ever flows.",
            ),
            "the input's own derivative is multiplied": Wrong(
                lambda inputs, slopes: backward(inputs, slopes, own=True),
                "The slope multiplies what has arrived at the node on the right, flow[node], not at its input.",
            ),
            "the slope is passed on alone": Wrong(
                lambda inputs, slopes: backward(inputs, slopes, multiply=False),
                "What flows on is the slope times what has arrived at the node: the product along the path.",
            ),
        },
        hints=(
            "A list of zeros, one a node; 1 for the last. Then node by node, from the last to the first.",
            "For each input of the node: add slope times the node's own derivative to the input's.",
            "for node in reversed(range(n)): for i, s in zip(inputs[node], slopes[node]): flow[i] += s * flow[node].",
        ),
    ),
    Exercise(
        id="08.5",
        title="An engine of your own",
        target="all 17 gradients of a small net right, and its loss on XOR below 0.05 after 300 steps",
        measure=answers.measure_value,
        hints=(
            "Put together what you have: values with their slopes, an order, and the way back.",
            "Each operation makes a new Value that keeps its inputs and slopes; backward sorts them and adds flows.",
            "backward: order by visiting; self.grad = 1; for node in reversed(order): input.grad += slope * node.grad.",
        ),
        seconds=60,
    ),
)

QUIZZES = (
    Quiz(
        "08.predict",
        Question(
            "a = 1, b = a + a, c = b + b. How fast does c change when a does?",
            (
                ("2 times as fast.", "b does. And c?"),
                ("3 times as fast.", "Count the ways from a to c: each b has two, and there are two uses of b."),
                ("4 times as fast.", "2 times 2: four paths, each with a product of ones."),
            ),
            answer="c",
        ),
        later="Backward, in order",
    ),
    Quiz(
        "08.recall",
        Question(
            "You call backward twice without setting gradients to zero. What stands in grad?",
            (
                ("Twice the gradient.", "backward adds. So it does in PyTorch, and that is why zero_grad exists."),
                ("The gradient.", "It is added to what is there already."),
                ("Zero.", "Nothing sets it to zero by itself."),
            ),
            answer="a",
        ),
        Question(
            "A loss depends on a million weights. What does reverse mode cost, compared with computing the loss?",
            (
                ("A million times as much.", "Central differences and forward mode do, one weight at a time."),
                ("A few times as much.", "One product for each edge, however many weights there are."),
                ("Nothing.", "Each edge is walked once more, backward."),
            ),
            answer="b",
        ),
        Question(
            "Why must a node wait until all that flows into it has arrived?",
            (
                ("Otherwise it divides by zero.", "Nothing is divided."),
                ("Otherwise memory runs out.", "Memory is the same; the order of the products is not."),
                ("Otherwise it passes on only a part.", "What arrives later is never passed on."),
            ),
            answer="c",
        ),
    ),
)
