"""The exercises of lesson 20: recursive networks."""

from nnlearn.checks.exercise import Exercise
from nnlearn.lessons.recursive_networks import answers, gates, inputs, modulo_training
from nnlearn.lessons.recursive_networks import mistakes_in_eyes as eyes
from nnlearn.lessons.recursive_networks import mistakes_in_gates as in_gates
from nnlearn.lessons.recursive_networks import mistakes_in_gradients as gradients
from nnlearn.lessons.recursive_networks import mistakes_in_levels as in_levels
from nnlearn.lessons.recursive_networks import mistakes_in_trees as in_trees
from nnlearn.lessons.recursive_networks.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="20.1",
        title="Six numbers",
        reference=answers.GATES,
        cases=((1,), (2,), (3,)),
        run=gates.said,
        returns=("`and`", "`or`"),
        advice=gates.advice,
        wrong=in_gates.WRONG,
        hints=(
            "With a = b, the sum depends on l + r alone, which is 2, 0 or -2. Between which two of them is the border "
            "of `and`, between which that of `or`?",
            "a = b = 1 with c = -1 makes an `and` of ones. Its 'true' is only 0.76: make the sums larger without "
            "moving the border.",
            "Multiply a, b and c by the same factor: 3, for example. For `or` the bias has the opposite sign.",
        ),
    ),
    Exercise(
        id="20.2",
        title="Up the tree",
        reference=answers.forward,
        inputs=inputs.sample_tree,
        cases=inputs.EACH,
        special=inputs.SPECIAL_TREES,
        wrong=in_trees.WRONG,
        hints=(
            "The vector of a node needs those of its children, and each child is a tree: the function can call itself.",
            "A tree that is not a tuple is a leaf. Otherwise its first part is the operator and the others, one or "
            "two, are its children.",
            "Add A[operator] @ left and b[operator], and B[operator] @ right if there is a second child; np.tanh of "
            "the sum is the node's vector.",
        ),
    ),
    Exercise(
        id="20.3",
        title="Down again",
        reference=answers.backward,
        inputs=inputs.sample_nodes,
        special=inputs.SPECIAL_NODES,
        run=inputs.use_backward,
        returns=("g_A", "g_B", "g_b", "g_leaf"),
        wrong=gradients.WRONG,
        hints=(
            "One array g_v, a row for each node, takes what arrives. In which order are the rows complete?",
            "Go through the rows from the last to the first. At a leaf add the row of g_v to g_leaf; at an inner node "
            "make g of it, with the slope 1 - v**2 of this node.",
            "g_A[kind] grows by np.outer(g, v[left]), g_b[kind] by g, and the left child's row of g_v is A[kind].T @ "
            "g; with B the same for a right child, if there is one.",
        ),
    ),
    Exercise(
        id="20.4",
        title="Level by level",
        reference=answers.roots,
        inputs=inputs.sample_trees,
        special=inputs.SPECIAL_FLAT,
        run=inputs.use_roots,
        returns=("vectors of the roots", "matrix products"),
        wrong=in_levels.WRONG,
        hints=(
            "At height 1 all children are leaves, at height 2 they are done once height 1 is. Which nodes can be rows "
            "of one matrix?",
            "np.flatnonzero((height == level) & (kind == k)) are the rows of one product; left[rows] are the rows of "
            "their left children. For a missing right child, v can have one more row that stays 0.",
            "For each level from 1 to height.max() and each operator k: v[left[rows]] @ A[k].T + v[right[rows]] @ "
            "B[k].T + b[k], and tanh of it goes into v[rows].",
        ),
    ),
    Exercise(
        id="20.5",
        title="Pictures at the leaves",
        reference=answers.Eye,
        inputs=inputs.sample_eye,
        special=inputs.SPECIAL_EYES,
        samples=3,
        run=inputs.use_eye,
        seconds=60,
        tolerance=1e-5,
        returns=("number of weights", "vectors of pictures", "vectors of roots", "gradients of the eye"),
        wrong=eyes.WRONG,
        hints=(
            "To the tree the eye is what the table was: numbers of leaves come in, a vector for each goes out.",
            "An array of numbers picks rows: pictures[k] has one row for each leaf. What goes back is what one "
            "nn.Sequential does.",
            "Keep the pictures in self.pictures and nn.Sequential(dense, tanh, dense, tanh) in self.layers; forward "
            "calls it, and backward calls its backward(g).",
        ),
    ),
    Exercise(
        id="20.6",
        title="Modulo five",
        target="at least 85 % of 500 unseen trees of depth 6, on average over two starts, trained to depth 3",
        measure=modulo_training.measure,
        seconds=240,
        hints=(
            "Which row of the lesson's table got furthest, and what did it have that the others did not?",
            "Tell every node, and give each operator a hidden layer. At depth 6 there are up to six chances to go "
            "wrong between a leaf and the root: see that depth 3 is as good as perfect.",
            "Try twice as many hidden units as the lesson, and all the epochs that you may use.",
        ),
    ),
)
