"""The exercises and quizzes of lesson 11: PyTorch and the GPU."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.pytorch import answers
from nnlearn.lessons.pytorch.answers import carry, forward, gradients

EXERCISES = (
    Exercise(
        id="11.1",
        title="A network in tensors",
        reference=forward,
        inputs=answers.draw_net,
        ask=answers.as_tensor,
        returns=("is a tensor", "scores"),
        wrong={
            "an array comes back, not a tensor": Wrong(
                lambda *net: np.asarray(forward(*net)),
                "Turn the arrays into tensors first: torch.from_numpy, and compute with torch from there.",
            ),
            "the weights are not transposed": Wrong(
                lambda *net: forward(*net, square=True),
                "W has the shape (out, in), as in PyTorch: x @ W.T. With a square W the shapes do not tell.",
            ),
            "the output goes through tanh too": Wrong(
                lambda *net: forward(*net, last=True), "Scores may be any number: no activation behind the last layer."
            ),
            "the biases are left out": Wrong(
                lambda *net: forward(*net, bias=False), "Each layer adds its bias, b1 and b2."
            ),
        },
        hints=(
            "The lines are those of NumPy, with torch in place of np.",
            "x = torch.from_numpy(x), and so for all five; then @, .T and torch.tanh.",
            "torch.tanh(x @ W1.T + b1) @ W2.T + b2.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.2",
        title="Gradients for free",
        reference=gradients,
        inputs=answers.draw_fit,
        ask=answers.as_arrays,
        returns=("dW", "db"),
        wrong={
            "weights come back, not gradients": Wrong(
                lambda x, t, W, b: (W, b), "After backward the gradient of W stands in W.grad."
            ),
            "backward ran twice": Wrong(
                lambda *fit: gradients(*fit, factor=2.0),
                "Gradients accumulate: after a second backward they are twice what they should be.",
            ),
            "the loss is a sum, not a mean": Wrong(
                lambda *fit: gradients(*fit, total=True), "mean() over all entries, as MSE has it."
            ),
            "only half of the square's slope is there": Wrong(
                lambda *fit: gradients(*fit, factor=0.5), "The loss is the mean of e^2, not of e^2/2."
            ),
            "the sign is turned round": Wrong(
                lambda *fit: gradients(*fit, factor=-1.0),
                "backward gives the gradient, which points uphill. The minus comes in the update.",
            ),
        },
        hints=(
            "W and b become tensors that ask for gradients; x and t are plain tensors.",
            "torch.from_numpy(W).requires_grad_(); then the loss with @ and .mean(), then loss.backward().",
            "Return W.grad and b.grad.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.3",
        title="Carry weights over",
        reference=carry,
        inputs=answers.draw_state,
        ask=answers.told,
        returns=("entries", "copies"),
        wrong={
            "the numbers are float64": Wrong(
                lambda state: carry(state, "float64"),
                "NumPy makes float64 by itself. A network in PyTorch wants float32.",
            ),
            "memory is shared": Wrong(
                lambda state: carry(state, shared=True),
                "Where an array is float32 already nothing is copied: when it changes, the tensor changes too.",
            ),
            "from_numpy alone": Wrong(
                lambda state: carry(state, None, shared=True),
                "torch.from_numpy keeps the dtype and shares the memory. A copy in float32 is wanted.",
            ),
            "matrices are turned": Wrong(
                lambda state: carry(state, turned=True),
                "Both sides keep weights as (out, in): nothing is to be transposed.",
            ),
            "arrays are handed on as they are": Wrong(
                lambda state: {name: value.astype("float32") for name, value in state.items()},
                "load_state_dict of PyTorch wants tensors: torch.from_numpy makes one.",
            ),
            "the layer names lose their numbers": Wrong(
                lambda state: {name.split(".")[-1] + str(k): v for k, (name, v) in enumerate(carry(state).items())},
                "The names say which layer an entry belongs to: keep them.",
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
            "One more axis for each table: shapes (n, 1, d) and (1, m, d) broadcast to (n, m, d).",
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
            "A network 2-16-16-1 is trained on 200 points. On which does a step take the least time?",
            (
                ("A large GPU.", "Look at the left end of its line: what does it pay before it has computed anything?"),
                ("PyTorch on the CPU.", "Close. What does it do in each step that NumPy does not?"),
                ("NumPy on the CPU.", "Small products are over before a GPU has begun."),
            ),
            answer="c",
        ),
        later="Measured here",
    ),
    Quiz(
        "11.recall",
        Question(
            "What does loss.backward() in PyTorch do that our NumPy code does not?",
            (
                ("It finds the backward pass by itself.", "From the graph that the forward lines left behind."),
                ("It updates the weights.", "That is optimizer.step(), on both sides."),
                ("It runs on the GPU.", "It runs where the tensors are."),
            ),
            answer="a",
        ),
        Question(
            "A batch of one, a layer of width 4096. Why does even a GPU spend most of its time on something else?",
            (
                ("It waits for Python.", "A call costs some tens of microseconds; reading these weights takes longer."),
                ("It reads the weights from memory.", "Each of 16 million weights is read for a single product."),
                ("It computes too slowly.", "It could compute dozens of times as many products in that time."),
            ),
            answer="b",
        ),
        Question(
            "You train in float32 and see that 16777216 + 1 is still 16777216. What do you do?",
            (
                ("Go to float64 for everything.", "Twice the memory, and on most GPUs far slower; seldom needed."),
                ("Look for the bug.", "Rounding is no bug."),
                ("Nothing: seven digits are enough to train.", "Gradient checks are another matter: float64."),
            ),
            answer="c",
        ),
    ),
)
