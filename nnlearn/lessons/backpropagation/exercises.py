"""The exercises and quizzes of lesson 09: backpropagation."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.backpropagation import answers
from nnlearn.lessons.backpropagation.answers import check_gradient, dense_backward, gradients, tanh_backward

EXERCISES = (
    Exercise(
        id="09.1",
        title="A dense layer backward",
        reference=dense_backward,
        inputs=answers.draw_dense,
        cases=(answers.SQUARE,),
        returns=("dx", "dW", "db"),
        wrong={
            "dW is transposed": Wrong(
                lambda x, weight, grad: (grad @ weight, x.T @ grad, grad.sum(axis=0)),
                "dW has the shape of W, (out, in). With a square W the shapes hide it; the numbers do not.",
            ),
            "the weights are transposed on the way back": Wrong(
                lambda x, weight, grad: (
                    grad @ weight.T if weight.shape[0] == weight.shape[1] else grad @ weight,
                    grad.T @ x,
                    grad.sum(axis=0),
                ),
                "Forward it was W^T, so backward it is W. Write the sum for one dx_j: where in W does j stand?",
            ),
            "the bias takes the mean": Wrong(
                lambda x, weight, grad: (grad @ weight, grad.T @ x, grad.mean(axis=0)),
                "The bias acts on every row, and what it does there adds up. The mean is in the loss already.",
            ),
            "the bias is not summed over the batch": Wrong(
                lambda x, weight, grad: (grad @ weight, grad.T @ x, grad),
                "db has the shape of b, (out,): one number a unit, whatever the size of the batch.",
            ),
            "the bias is summed over the units": Wrong(
                lambda x, weight, grad: (grad @ weight, grad.T @ x, grad.sum(axis=1)),
                "That leaves one number an example. Each unit has a bias: sum over the rows, axis 0.",
            ),
            "everything is divided by the batch again": Wrong(
                lambda x, weight, grad: (grad @ weight, grad.T @ x / len(x), grad.sum(axis=0) / len(x)),
                "The 1/N belongs to the loss, and is in the gradient that arrives.",
            ),
        },
        hints=(
            "Three products; let the shapes guide you: (n, in), (out, in), (out,).",
            "dx needs grad (n, out) and W (out, in); dW needs grad and x; db needs grad alone.",
            "grad @ weight, grad.T @ x, grad.sum(axis=0).",
        ),
    ),
    Exercise(
        id="09.2",
        title="Through the activation",
        reference=tanh_backward,
        inputs=answers.draw_tanh,
        wrong={
            "the slope is taken at the output": Wrong(
                lambda h, grad: grad * (1 - np.tanh(h) ** 2),
                "h is tanh z already. What is the slope of tanh at z, written with h?",
            ),
            "the slope is left out": Wrong(
                lambda h, grad: grad * 1.0,
                "A saturated unit, h close to 1, lets nothing through. Yours lets everything.",
            ),
            "the slope replaces the gradient": Wrong(
                lambda h, grad: 1 - h**2, "The chain rule multiplies: slope times what has arrived."
            ),
            "the slope is that of the sigmoid": Wrong(
                lambda h, grad: grad * h * (1 - h),
                "That belongs to the sigmoid; with tanh it would be negative where h is.",
            ),
            "the slope is added": Wrong(lambda h, grad: grad + 1 - h**2, "Along a path slopes multiply."),
        },
        hints=(
            "Element by element: every unit has a slope of its own.",
            "d tanh z / dz = 1 - tanh(z)^2, and tanh(z) is h.",
            "grad * (1 - h**2).",
        ),
    ),
    Exercise(
        id="09.3",
        title="Check a gradient",
        reference=check_gradient,
        inputs=answers.draw_gradients,
        cases=(answers.RIGHT, answers.SIGN, answers.LARGE),
        ask=answers.judged,
        returns=("log10 of the largest relative error", "x is as it was"),
        tolerance=0.02,
        wrong={
            "the difference is divided by h, not 2h": Wrong(
                lambda function, x, gradient: check_gradient(lambda v: 2 * function(v), x, np.asarray(gradient)),
                "One step up and one down lie 2h apart. A right gradient looks half as large as what you measure.",
            ),
            "the difference has one side only": Wrong(
                lambda function, x, gradient: check_gradient(function, x, gradient, central=False),
                "(f(x + h) - f(x)) / h is off by about h, and a right gradient does not look right. Step down as well.",
            ),
            "abs is left out above": Wrong(
                lambda function, x, gradient: check_gradient(function, x, gradient, size=lambda error: error),
                "A gradient that is too large then gives a negative error, and the largest never sees it.",
            ),
            "errors are absolute": Wrong(
                lambda function, x, gradient: max(abs(g - 3 * v**2) for g, v in zip(gradient, x, strict=True)),
                "Divide by the larger of the two: an error of 0.1 is nothing beside 1000 and everything beside 0.1.",
            ),
            "the mean is returned, not the largest": Wrong(
                lambda function, x, gradient: float(
                    np.mean([abs(g - 3 * v**2) / max(abs(g), 3 * v**2) for g, v in zip(gradient, x, strict=True)])
                ),
                "One wrong weight among thousands disappears in a mean.",
            ),
            "the sign is ignored": Wrong(
                lambda function, x, gradient: check_gradient(function, x, np.abs(gradient)),
                "A gradient with the wrong sign has the relative error 2. Yours calls it right.",
            ),
        },
        hints=(
            "A loop over all places of x: one number moves up, then down; the others stay.",
            "measured = (function(up) - function(down)) / (2 * h), on copies of x.",
            "The largest abs(ours - measured) / max(abs(ours), abs(measured), 1e-8).",
        ),
    ),
    Exercise(
        id="09.4",
        title="A whole network backward",
        reference=gradients,
        inputs=answers.draw_net,
        returns=("dW1", "db1", "dW2", "db2"),
        wrong={
            "1/N is missing": Wrong(
                lambda *net: gradients(*net, mean=False),
                "The loss is a mean over the batch, and all gradients come out N times too large.",
            ),
            "the slope of the hidden layer is left out": Wrong(
                lambda *net: gradients(*net, slope=False), "Between W2 and W1 stands a tanh. dW2 is right; dW1 is not."
            ),
            "the slope is taken at the wrong point": Wrong(
                lambda *net: gradients(*net, wrong_slope=True), "1 - h^2 with h itself, which is tanh already."
            ),
            "the one-hot targets are not subtracted": Wrong(
                lambda *net: gradients(*net, targets=False),
                "The error begins with p - y. Yours pushes every score down, that of the right class too.",
            ),
            "softmax sums over the batch": Wrong(
                lambda *net: gradients(*net, axis=0),
                "The probabilities of one example add up to 1: sum along axis 1 and keep the dimension.",
            ),
            "the layers come in the wrong order": Wrong(
                lambda *net: gradients(*net, order=False),
                "Computed from the end, returned from the beginning: dW1, db1, dW2, db2.",
            ),
        },
        hints=(
            "Forward first, and keep h. Then begin with (softmax - one-hot) / N.",
            "Layer 2: dW2 = grad.T @ h, db2 = grad.sum(axis=0). Then back = grad @ W2, times 1 - h**2.",
            "Layer 1: dW1 = back.T @ x, db1 = back.sum(axis=0). Your dense_backward and tanh_backward do it.",
        ),
    ),
    Exercise(
        id="09.5",
        title="Digits from nothing",
        target="at least 440 of 449 unseen digits right (98.0 %), with nothing but NumPy",
        measure=answers.measure_digits,
        seconds=120,
        hints=(
            "64 inputs, 64 hidden units, 10 scores; first weights random and small, biases 0.",
            "60 epochs of batches of 32, each with your gradients and a step of 0.2.",
            "In each batch: for p, g in zip(parameters, gradients(x[rows], labels[rows], *parameters)): p -= 0.5 * g.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "09.predict",
        Question(
            "What does backpropagation do to the weights of a network?",
            (
                ("It updates them.", "That is what you read everywhere. Watch what it leaves behind, and what not."),
                ("It measures them.", "It needs them on the way back, but that is not what comes out."),
                ("Nothing: it computes gradients.", "Who changes weights, then?"),
            ),
            answer="c",
        ),
        later="The four steps",
    ),
    Quiz(
        "09.recall",
        Question(
            "x has the shape (32, 64), W (10, 64), the arriving gradient (32, 10). Which product is dW?",
            (
                ("grad.T @ x", "(10, 32) @ (32, 64) gives (10, 64), the shape of W."),
                ("x.T @ grad", "That is (64, 10), the transpose."),
                ("grad @ W", "That is (32, 64): the gradient for the layer before."),
            ),
            answer="a",
        ),
        Question(
            "All gradients are right in the last layer and wrong in those before it. Where do you look first?",
            (
                ("At the loss.", "It comes before the last layer, which is right."),
                ("At the slope of the activation.", "It lies between the layers: the last one does not need it."),
                ("At the learning rate.", "It does not touch gradients."),
            ),
            answer="b",
        ),
        Question(
            "You make the step h of a central difference a million times smaller. What happens to its error?",
            (
                ("It becomes a million times smaller.", "So it would with exact numbers."),
                ("Nothing.", "Look at the curve: it has the shape of a U."),
                ("It may become larger.", "The difference of two nearly equal numbers is mostly rounding."),
            ),
            answer="c",
        ),
    ),
)
