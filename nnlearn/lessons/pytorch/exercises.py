"""The exercises and quizzes of lesson 11: PyTorch and the GPU."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.pytorch import answers, mistakes

EXERCISES = (
    Exercise(
        id="11.1",
        title="A network in tensors",
        reference=answers.forward,
        inputs=answers.sample_net,
        run=answers.as_tensor,
        returns=("is a tensor", "scores"),
        wrong={
            "an array comes back, not a tensor": Wrong(
                mistakes.array_returned,
                "First turn the arrays into tensors with torch.from_numpy; then compute with torch.",
            ),
            "the weights are not transposed": Wrong(
                mistakes.weights_not_transposed,
                "W has shape (out, in), as in PyTorch: x @ W.T. With a square W the shapes do not reveal it.",
            ),
            "the output goes through tanh, too": Wrong(
                mistakes.tanh_on_the_output, "Scores may be any number: there is no activation after the last layer."
            ),
            "the biases are left out": Wrong(mistakes.biases_left_out, "Each layer adds its bias: b1 and b2."),
        },
        hints=(
            "The lines are those of NumPy, with torch in place of np.",
            "x = torch.from_numpy(x), and the same for all five; then @, .T and torch.tanh.",
            "torch.tanh(x @ W1.T + b1) @ W2.T + b2.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.2",
        title="Gradients for free",
        reference=answers.gradients,
        inputs=answers.sample_fit,
        run=answers.as_arrays,
        returns=("dW", "db"),
        wrong={
            "weights come back, not gradients": Wrong(
                mistakes.weights_returned, "After backward, the gradient of W is in W.grad."
            ),
            "backward ran twice": Wrong(
                mistakes.backward_twice,
                "Gradients accumulate: after a second backward they are twice what they should be.",
            ),
            "the loss is a sum, not a mean": Wrong(mistakes.summed_loss, "mean() over all entries, as in MSE."),
            "only half of the square's slope is there": Wrong(
                mistakes.half_the_slope, "The loss is the mean of e^2, not of e^2/2."
            ),
            "the sign is flipped": Wrong(
                mistakes.sign_flipped,
                "backward gives the gradient, which points uphill. The minus belongs to the update.",
            ),
        },
        hints=(
            "W and b become tensors that require gradients; x and t are plain tensors.",
            "torch.from_numpy(W).requires_grad_(); then the loss with @ and .mean(), then loss.backward().",
            "Return W.grad and b.grad.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.3",
        title="Carry weights over",
        reference=answers.carry,
        inputs=answers.sample_state,
        run=answers.describe_state,
        returns=("entries", "copies"),
        wrong={
            "the numbers are float64": Wrong(
                mistakes.float64_kept, "NumPy makes float64 by default. A network in PyTorch expects float32."
            ),
            "memory is shared": Wrong(
                mistakes.memory_shared,
                "An array that is already float32 is not copied: when it changes, the tensor changes, too.",
            ),
            "from_numpy alone": Wrong(
                mistakes.from_numpy_alone,
                "torch.from_numpy keeps the dtype and shares the memory. You need a copy in float32.",
            ),
            "matrices are transposed": Wrong(
                mistakes.matrices_transposed, "Both sides store weights as (out, in): nothing needs to be transposed."
            ),
            "arrays are passed on as they are": Wrong(
                mistakes.arrays_kept, "PyTorch's load_state_dict expects tensors: torch.from_numpy makes one."
            ),
            "the layer names lose their numbers": Wrong(
                mistakes.names_cut, "The names say which layer an entry belongs to: keep them."
            ),
        },
        hints=(
            "A dict with the same names; each value a tensor.",
            "torch.from_numpy shares memory with the array, and keeps its dtype. What makes a copy in float32?",
            "{name: torch.tensor(value, dtype=torch.float32) for name, value in state.items()}; torch.tensor copies.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.4",
        title="Without a loop",
        target="the same distances as three nested loops, at least 20 times as fast",
        measure=answers.measure_distances,
        hints=(
            "Give each table one more axis: shapes (n, 1, d) and (1, m, d) broadcast to (n, m, d).",
            "(a[:, None] - b[None]) ** 2, then add up the last axis.",
            "((a[:, None] - b[None]) ** 2).sum(axis=2).",
        ),
        seconds=60,
    ),
)

QUIZZES = (
    Quiz(
        "11.predict",
        Question(
            "A network 2-16-16-1 is trained on 200 points. Where does a step take the least time?",
            (
                ("A large GPU.", "Look at the left end of its line: what does it cost before anything is computed?"),
                ("PyTorch on the CPU.", "Close. What does it do in each step that NumPy does not?"),
                ("NumPy on the CPU.", "Small products are done before a GPU has started."),
            ),
            answer="c",
        ),
        answered_in="Measured here",
    ),
    Quiz(
        "11.recall",
        Question(
            "What does loss.backward() in PyTorch do that our NumPy code does not?",
            (
                ("It finds the backward pass by itself.", "From the graph that the forward lines have built."),
                ("It updates the weights.", "That is optimizer.step(), on both sides."),
                ("It runs on the GPU.", "It runs where the tensors are."),
            ),
            answer="a",
        ),
        Question(
            "A batch of one, a layer of width 4096. Why does even a GPU spend most of its time on something other than "
            "computing?",
            (
                ("It waits for Python.", "A call costs tens of microseconds; reading these weights takes longer."),
                ("It reads the weights from memory.", "Each of 16 million weights is read for a single product."),
                ("It computes too slowly.", "In that time it could compute dozens of times as many products."),
            ),
            answer="b",
        ),
        Question(
            "You train in float32 and see that 16777216 + 1 is still 16777216. What do you do?",
            (
                ("Switch to float64 for everything.", "Twice the memory, and on most GPUs far slower; seldom needed."),
                ("Look for the bug.", "Rounding is not a bug."),
                ("Nothing: seven digits are enough to train.", "Gradient checks are another matter: float64."),
            ),
            answer="c",
        ),
    ),
)
