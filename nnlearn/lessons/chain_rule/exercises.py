"""The exercises and quizzes of lesson 08: the chain rule."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.chain_rule import answers, engine, mistakes
from nnlearn.lessons.chain_rule import mistakes_backward as back
from nnlearn.lessons.chain_rule.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="08.1",
        title="Over all paths",
        reference=answers.over_paths,
        inputs=answers.sample_paths,
        cases=(([[2.0, 3.0], [4.0]],),),
        special=answers.PATHS,
        wrong={
            "slopes along a path are added": Wrong(
                mistakes.slopes_added,
                "Along a path each step stretches the change from the step before: 2 and then 3 make 6.",
            ),
            "the paths are multiplied": Wrong(
                mistakes.paths_multiplied, "When a change arrives along two paths, the two effects add up."
            ),
            "sum and product are exchanged": Wrong(
                mistakes.sums_multiplied,
                "You add along each path and multiply the sums. Steps in a row stretch; paths side by side add.",
            ),
            "only one path counts": Wrong(
                mistakes.first_path_only,
                "A number that is used twice affects the result along two paths. Where is the other one?",
                also=(
                    mistakes.last_path_only,
                    mistakes.largest_path_only,
                    mistakes.strongest_path_only,
                    mistakes.largest_size_only,
                    mistakes.longest_path_only,
                    mistakes.shortest_path_only,
                ),
            ),
            "steps of different paths are put together": Wrong(
                mistakes.product_across_paths,
                "`zip(*paths)` goes through all first steps, then all second ones, and ends with the shortest path. A "
                "product belongs to one path alone. Which slopes stand together in yours?",
                also=(mistakes.sums_across_paths,),
            ),
            "the mean over the paths is taken": Wrong(
                mistakes.mean_over_paths, "Two equal paths make twice the change of one."
            ),
            "the product is carried over from one path to the next": Wrong(
                mistakes.product_goes_on, "Each path has a product of its own. Where does yours begin again with 1?"
            ),
            "what a path gives on the way is added, too": Wrong(
                mistakes.steps_added_up,
                "Only the whole product of a path counts: with slopes 2 and 3 that is 6, not 2 + 6. "
                "When do you add to the sum?",
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
        special=answers.PAIRS,
        returns=("value", "slope with respect to a", "slope with respect to b"),
        wrong={
            "the slopes of the product are swapped": Wrong(
                mistakes.product_slopes_swapped,
                "Take a * b: move a by h, and the product moves by b * h. So which is the slope with respect to a?",
            ),
            "the difference has no minus in its slope with respect to b": Wrong(
                mistakes.difference_without_minus,
                "A larger a makes a - b larger, and a larger b makes it smaller. Which of the two slopes is negative?",
                also=(mistakes.difference_with_minus_at_a,),
            ),
            "the slope of the quotient with respect to b has the wrong sign": Wrong(
                mistakes.quotient_without_minus,
                "6 / 2 is 3 and 6 / 3 is 2: for positive a the quotient falls as b grows. Is there a minus, and not "
                "inside the square?",
                also=(mistakes.quotient_squared_below_only,),
            ),
            "b is not squared in the quotient": Wrong(
                mistakes.quotient_not_squared,
                "a / b is a b^-1, and the derivative of b^-1 is -b^-2.",
                also=(mistakes.quotient_doubled_below, mistakes.quotient_doubled),
            ),
            "a is forgotten in the quotient": Wrong(
                mistakes.quotient_without_a,
                "-1 / b**2 is the slope of 1 / b. With a on top, everything is a times as large.",
            ),
            "a stands below the line in a slope of the quotient": Wrong(
                mistakes.quotient_of_one_over_each,
                "Twice as large an a makes a / b move twice as fast when b moves. So a does not belong below the line.",
                also=(mistakes.quotient_of_minus_one_over_each, mistakes.quotient_upside_down),
            ),
            "the sum has slopes other than 1": Wrong(
                mistakes.sum_with_slopes_of_product,
                "Move a by h, and a + b moves by h, whatever a and b are.",
                also=(mistakes.sum_with_its_numbers, mistakes.sum_and_difference_with_their_numbers),
            ),
            "the product has the slopes of the sum": Wrong(
                mistakes.product_slopes_one, "With b = 10, moving a by 0.1 moves a * b by 1, not by 0.1."
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
        special=answers.GRAPHS,
        advice=answers.counts_uses,
        run=answers.describe_order,
        returns=(
            "nodes that are missing",
            "nodes that the result does not need",
            "nodes that come more than once",
            "a node before one of its inputs",
            "the result comes last",
        ),
        wrong={
            "nodes stand before what they were made from": Wrong(
                mistakes.order_reversed,
                "The result comes last, and each node after all its inputs. Is a node added before its inputs or after "
                "them, or is a right list only the other way round?",
            ),
            "the result comes last, but another node stands before one of its inputs": Wrong(
                mistakes.reversed_order_of_meeting,
                "In the order in which you meet them, turned round, a node met early may still be an input of one met "
                "later; names and distances tell no more. Add a node only after all its inputs.",
                also=(mistakes.reversed_order_of_meeting_from_a_stack,),
            ),
            "nodes appear more than once": Wrong(
                mistakes.nodes_repeated,
                "A node that is used twice is still one node. What do you remember, from one visit to the next, of "
                "those that are in the list? And is each added after the loop over its inputs, not in it?",
                also=(mistakes.nodes_kept_after_each_input,),
            ),
            "the order does not come from the inputs": Wrong(
                mistakes.sorted_by_name,
                "The alphabet, or a set, says nothing about what is made of what. Add a node only after all its "
                "inputs.",
                also=(mistakes.sorted_backward,),
            ),
            "nodes that were made of nothing are left out": Wrong(
                mistakes.leaves_left_out,
                "The given numbers belong in the order, too: we want derivatives with respect to them.",
            ),
            "nodes that the result does not need are included": Wrong(
                mistakes.unneeded_nodes_kept,
                "Start at the result and follow inputs; what is never reached does not matter.",
            ),
            "the result itself is left out": Wrong(
                mistakes.result_left_out,
                "Itself last, says the task. Is the node you began with ever added, and is it still there at the end?",
            ),
            "only the inputs of the result are listed, not theirs": Wrong(
                mistakes.direct_inputs_only,
                "Each input was made of something, too. Visit it in the same way before you add it, and keep the nodes "
                "that this finds.",
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
        cases=(answers.TWICE, answers.EARLIER_FIRST),
        special=answers.FLOWS,
        advice=answers.cuts_fractions,
        wrong={
            "the second path replaces the first": Wrong(
                back.second_path_replaces_first,
                "With b = a + a there are two edges from a to b. Their derivatives add up: +=, not =.",
            ),
            "the way back ends at the last node or its inputs": Wrong(
                back.last_node_only,
                "Does the loop run from the last node down to the first, and leave out neither? Is the 1 of the last "
                "node there before the loop? Is each slope multiplied by what has arrived at the node it belongs to, "
                "not at another, and the product added?",
                also=(back.nothing_leaves_the_last_node,),
            ),
            "an index does not belong to the list it is used with": Wrong(
                back.NUMBER_FOR_PLACE[0],
                "Nodes are numbered from 0 to len(inputs) - 1. inputs[k][j] is such a number, and j is its place in "
                "the list: derivatives are looked up by the number, slopes[k] by the place. Counting along a list "
                "turned round gives other numbers than the nodes have.",
                also=back.NUMBER_FOR_PLACE[1:],
            ),
            "the last node does not get 1, or a node that leads nowhere does not get 0": Wrong(
                back.starts_with_zero,
                "The derivative of the result with respect to itself is 1; everywhere else nothing has arrived yet. "
                "Does it begin so, and does nothing later overwrite it?",
                also=(back.starts_with_ones,),
            ),
            "a factor is missing from what is passed on": Wrong(
                back.slope_alone,
                "Passed on is the slope times what has arrived at the node: the product along the path. In your "
                "numbers only one of the two shows.",
                also=(back.flow_alone,),
            ),
            "two edges to the same input are taken for one": Wrong(
                back.first_slope_for_both,
                "inputs[k] may hold the same node twice, each time with a slope of its own. `index` finds only the "
                "first place; a dict, a set or a matrix keeps one of the two, and so does NumPy in "
                "`flow[inputs[k]] += ...`.",
                also=(back.last_edge_only, back.first_edge_only),
            ),
            "it is passed on before everything has arrived": Wrong(
                back.at_once,
                "A node used twice hears from two sides. Let each have its turn once, after all nodes that it was used "
                "in: the numbering says when that is.",
                also=(*back.AT_ONCE, *back.FROM_WAITING, back.from_a_queue_without_marks),
            ),
            "not every node gets a number": Wrong(
                back.idle_nodes_left_out,
                "A list with one number for each node is asked for: also for those between, and 0 where no path leads "
                "to the last node.",
                also=(back.first_node_only, back.first_node_in_a_list, back.given_nodes_only),
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
            "collects what arrives at each apart from grad; only what has been collected is added to grad.",
            "Keep what arrives in a dict, arrived[node]: 0 for all and 1 for the result. Go through the order from its "
            "end; each node passes slope * arrived[node] on to its inputs. When do you add arrived[node] to node.grad?",
        ),
        seconds=60,
    ),
)
