"""The rows of the perceptron."""

import numpy as np

from rows.fuzz import BAD_LABELS, BAD_X, NOT_COUNTS, NOT_FLAGS, NOT_SEEDS, NOT_SIZES, WORDS, X, Y
from rows.parity import Program, array, close


def rosenblatt(nn, device):
    """Run Rosenblatt's rule as a textbook writes it, one point after another."""
    generator = np.random.default_rng(5)
    for classes in (2, 3):
        x, y = generator.normal(size=(40, 2)).astype(np.float32), generator.integers(0, classes, 40)
        model = nn.Perceptron(2, classes, lr=0.5).to(device)
        w, b = np.zeros((classes, 2), np.float32), np.zeros(classes, np.float32)
        for step in model.steps(x, y, epochs=3):
            point, target = x[step.index], int(y[step.index])
            if classes == 2:
                guess = int(w[0] @ point + b[0] >= 0)
                w[0] += 0.5 * (target - guess) * point
                b[0] += 0.5 * (target - guess)
                expected = w[:1], b[:1]
            else:
                guess = int((w @ point + b).argmax())
                for row, sign in ((target, 0.5), (guess, -0.5)):
                    w[row] += sign * point
                    b[row] += sign
                expected = w, b
            assert (step.guess, step.target, step.mistake) == (guess, target, guess != target)
            close(step.weight, expected[0], "weight", rtol=1e-5, atol=1e-6)
            close(step.bias, expected[1], "bias", rtol=1e-5, atol=1e-6)
        scores = x @ expected[0].T + expected[1]
        close(model(array(nn, x, device=device)), scores, "scores", rtol=1e-5, atol=1e-5)
        labels = (scores[:, 0] >= 0) if classes == 2 else scores.argmax(axis=1)
        assert model.predict(x).dtype == np.int64
        assert (model.predict(x) == labels).all()


PARITY = {"Perceptron": Program(rosenblatt)}


def perceptron(nn, classes=2):
    return nn.Perceptron(4, classes)


NOT_POINTS = (*WORDS, 3, [[1.0]], np.ones(4, np.float32), np.ones((2, 3), np.float32))
FUZZ = {
    "Perceptron": [
        ("in_features", NOT_COUNTS, lambda nn, bad: nn.Perceptron(bad)),
        ("classes", (*NOT_COUNTS, 1), lambda nn, bad: nn.Perceptron(4, bad)),
        ("lr", (*NOT_SIZES, 0), lambda nn, bad: nn.Perceptron(4, lr=bad)),
        ("pocket", NOT_FLAGS, lambda nn, bad: nn.Perceptron(4, pocket=bad)),
        ("x", BAD_X, lambda nn, bad: perceptron(nn).predict(bad)),
        ("x", BAD_X, lambda nn, bad: perceptron(nn).fit(bad, Y)),
        ("x", BAD_X, lambda nn, bad: perceptron(nn).steps(bad, Y)),
        ("y|labels", BAD_LABELS, lambda nn, bad: perceptron(nn).fit(X, bad)),
        ("y|labels", BAD_LABELS, lambda nn, bad: perceptron(nn).steps(X, bad)),
        ("epochs", NOT_COUNTS, lambda nn, bad: perceptron(nn).fit(X, Y, epochs=bad)),
        ("seed", NOT_SEEDS, lambda nn, bad: perceptron(nn).fit(X, Y, seed=bad)),
        ("shuffle", NOT_FLAGS, lambda nn, bad: perceptron(nn).steps(X, Y, shuffle=bad)),
        ("x", NOT_POINTS, lambda nn, bad: perceptron(nn)(bad)),
    ]
}
