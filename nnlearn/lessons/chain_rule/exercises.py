"""The exercises and quizzes of lesson 08: the chain rule."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.chain_rule import answers, engine, mistakes

EXERCISES = (
    Exercise(
        id="08.1",
        title="Over all paths",
        reference=answers.over_paths,
        inputs=answers.sample_paths,
        cases=(([[2.0, 3.0], [5.0]],),),
        wrong={
            "slopes along a path are added": Wrong(
                mistakes.slopes_added,
                "Along a path each step stretches the change from the step before: 2 and then 3 make 6.",
            ),
            "the paths are multiplied": Wrong(
                mistakes.paths_multiplied, "When a change arrives along two paths, the two effects add up."
            ),
            "only the first path counts": Wrong(
                mistakes.first_path_only,
                "A number that is used twice affects the result along two paths. Where is the other one?",
            ),
            "the mean over the paths is taken": Wrong(
                mistakes.mean_over_paths, "Two equal paths make twice the change of one."
            ),
        },
        hints=(
            "Two rules: along a path and across paths.",
            "Multiply along each path, then add up the paths.",
            "sum(np.prod(path) for path in paths).",
        ),
    ),
    Exercise(
        id="08.2",
        title="Slopes of four operations",
        reference=answers.local,
        inputs=answers.sample_operation,
        cases=answers.OPERATIONS,
        special={"b = 0 where nothing is divided": answers.TIMES_ZERO},
        returns=("value", "slope with respect to a", "slope with respect to b"),
        wrong={
            "the slopes of the product are swapped": Wrong(
                mistakes.product_slopes_swapped,
                "Take a * b: move a by h, and the product moves by b * h. So which is the slope with respect to a?",
            ),
            "the minus is forgotten in the difference": Wrong(
                mistakes.difference_without_minus, "A larger b makes a - b smaller."
            ),
            "the minus is forgotten in the quotient": Wrong(
                mistakes.quotient_without_minus,
                "6 / 2 is 3 and 6 / 3 is 2: for positive a the quotient falls as b grows.",
            ),
            "b is not squared in the quotient": Wrong(
                mistakes.quotient_not_squared, "a / b is a b^-1, and the derivative of b^-1 is -b^-2."
            ),
            "the sum has the slopes of the product": Wrong(
                mistakes.sum_with_slopes_of_product, "Move a by h, and a + b moves by h, whatever b is."
            ),
        },
        hints=(
            "Four cases; each returns the value and two slopes.",
            "For the slopes with respect to a, hold b fixed: + gives 1, - gives 1, * gives b, / gives 1 / b.",
            "With respect to b: + gives 1, - gives -1, * gives a, / gives -a / b**2.",
        ),
    ),
    Exercise(
        id="08.3",
        title="In order",
        reference=answers.topological,
        inputs=answers.sample_graph,
        cases=(answers.DIAMOND,),
        special={"a dictionary that names a node before its inputs": answers.LISTED_BACKWARD},
        run=answers.describe_order,
        returns=("nodes in the order", "different nodes", "a node before its input (1 if so)", "the result is last"),
        wrong={
            "the order is reversed": Wrong(
                mistakes.order_reversed, "The result comes last, after everything it was made from."
            ),
            "nodes are listed as they are met, and the list is reversed": Wrong(
                mistakes.reversed_order_of_meeting,
                "A node met early may still be an input of one met later. Add a node only after all its inputs.",
            ),
            "nodes appear more than once": Wrong(
                mistakes.nodes_repeated,
                "A node that is used twice is still one node. Remember which ones you have seen.",
            ),
            "inputs that are used nowhere else are left out": Wrong(
                mistakes.leaves_left_out,
                "The given numbers belong in the order, too: we want derivatives with respect to them.",
            ),
            "nodes that the result does not need are included": Wrong(
                mistakes.unneeded_nodes_kept,
                "Start at the result and follow inputs; what is never reached does not matter.",
            ),
        },
        hints=(
            "To visit a node, first visit all its inputs, then append the node itself to the list.",
            "Keep a set of the nodes already visited, and return at once for those.",
            "def visit(node): if not seen, add it, visit each of inputs[node], then order.append(node).",
        ),
    ),
    Exercise(
        id="08.4",
        title="Back through the graph",
        reference=answers.backward,
        inputs=answers.sample_flow,
        cases=(answers.TWICE,),
        wrong={
            "the second path replaces the first": Wrong(
                mistakes.second_path_replaces_first,
                "With b = a + a there are two edges from a to b. Their derivatives add up: +=, not =.",
            ),
            "it runs forward": Wrong(
                mistakes.runs_forward,
                "At the first node nothing has arrived yet. Start with the result, the last node.",
            ),
            "it begins with zero": Wrong(
                mistakes.starts_with_zero,
                "The derivative of the result with respect to itself is 1. From zero, nothing ever flows.",
            ),
            "the input's own derivative is multiplied": Wrong(
                mistakes.own_derivative_multiplied,
                "The slope multiplies what has arrived at the node, flow[node], not what is at its input.",
            ),
            "the slope is passed on alone": Wrong(
                mistakes.slope_alone,
                "What is passed on is the slope times what has arrived at the node: the product along the path.",
            ),
        },
        hints=(
            "Start with a list of zeros, one per node, and 1 for the last. Then go node by node, from the last to the "
            "first.",
            "For each input of the node: add slope times the node's own derivative to the input's.",
            "for node in reversed(range(n)): for i, s in zip(inputs[node], slopes[node]): flow[i] += s * flow[node].",
        ),
    ),
    Exercise(
        id="08.5",
        title="An engine of your own",
        target="right gradients, in a net of 17 weights and after a second backward; loss on XOR below 0.05",
        measure=engine.measure_value,
        hints=(
            "Put together what you have: values with their slopes, an order, and the way back.",
            "Each operation makes a new Value that keeps its inputs and slopes. backward puts all values in order and "
            "collects what arrives at each in a dict of its own; only what has been collected is added to grad.",
            "backward: order by visiting; arrived = {node: 0.0 for node in order}; arrived[self] = 1.0; for node in "
            "reversed(order): arrived[operand] += slope * arrived[node] for each operand, then node.grad += "
            "arrived[node].",
        ),
        seconds=60,
    ),
)

QUIZZES = (
    Quiz(
        "08.predict",
        Question(
            "a = 1, b = a + a, c = b + b. How fast does c change when a changes?",
            (
                ("2 times as fast.", "That is how fast b changes. And c?"),
                ("3 times as fast.", "Count the ways from a to c: each b has two, and there are two uses of b."),
                ("4 times as fast.", "2 times 2: four paths, each with a product of ones."),
            ),
            answer="c",
        ),
        answered_in="Backward, in order",
    ),
    Quiz(
        "08.recall",
        Question(
            "Two steps of training, each with its own loss and its own backward, and nobody sets the gradients to "
            "zero in between. What is in grad?",
            (
                ("The sum of both gradients.", "backward adds, in PyTorch as well. That is why zero_grad exists."),
                ("The gradient of the second loss.", "It is added to what the first one left there."),
                ("Zero.", "Nothing sets it to zero automatically."),
            ),
            answer="a",
        ),
        Question(
            "A loss depends on a million weights. What does reverse mode cost, compared with computing the loss?",
            (
                (
                    "A million times as much.",
                    "That is what central differences and forward mode cost, one weight at a time.",
                ),
                ("A few times as much.", "One product for each edge, however many weights there are."),
                ("Nothing extra.", "Each edge is visited once more, backward."),
            ),
            answer="b",
        ),
        Question(
            "Why must a node wait until everything that flows into it has arrived?",
            (
                ("Otherwise it divides by zero.", "Nothing is divided."),
                ("Otherwise memory runs out.", "Memory is the same; the order of the products is not."),
                ("Otherwise it passes on only a part.", "What arrives later is never passed on."),
            ),
            answer="c",
        ),
    ),
)
