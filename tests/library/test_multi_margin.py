"""The hinge loss is the support vector machine's, and stays a number at any size of scores."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch

BIG = {np.float32: 3e38, np.float64: 1.7e308}


@pytest.mark.parametrize("p", [1, 2])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_scores_of_any_size_give_no_nan(side, dtype, p):
    big, labels = BIG[dtype], np.array([0, 1, 2])
    scores = np.array([[big, -big, 0], [big, -big, 0], [1e-30, -1e-30, 0]], dtype)
    weight = np.array([1.0, 0.0, 2.0], dtype)  # the second example is wrong by infinity, and does not count
    if side == "numpy":
        criterion = nnlearn.numpy.MultiMarginLoss(p, weight=weight)
        loss, grad = criterion(scores, labels), criterion.backward()
    else:
        z = torch.tensor(scores, requires_grad=True)
        loss = nnlearn.torch.MultiMarginLoss(p, weight=torch.tensor(weight))(z, torch.tensor(labels))
        loss.backward()
        loss, grad = loss.detach().numpy(), z.grad.numpy()
    assert loss == pytest.approx(2 * 2 / 3 / 3)  # of the third alone: two hinges of 1, weight 2, three classes
    third = 2 / 3 / 3 * p
    np.testing.assert_allclose(grad, [[0, 0, 0], [0, 0, 0], [third, third, -2 * third]], rtol=1e-6)


def test_two_classes_make_half_the_hinge_loss():
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(size=(40, 2)), rng.integers(0, 2, 40)
    signs = np.where(labels == 1, 1, -1)
    hinge = np.maximum(0, 1 - signs * (scores[:, 1] - scores[:, 0])).mean()
    assert nnlearn.numpy.MultiMarginLoss()(scores, labels) == pytest.approx(hinge / 2, rel=1e-14)


def test_it_trains_a_linear_machine_as_good_as_scikit_learns():
    from sklearn.svm import LinearSVC

    import nnlearn.numpy as nn
    from nnlearn.datasets import breast_cancer, split, standardise
    from nnlearn.metrics import accuracy

    data = breast_cancer()
    (x, y), (xt, yt) = split(data.x, data.y, seed=0)
    x, xt = standardise(x, xt)
    nn.manual_seed(0)
    model = nn.Linear(x.shape[1], 2)
    nn.fit(
        model,
        nn.MultiMarginLoss(),
        nn.SGD(model.parameters(), lr=0.05, weight_decay=1e-3),
        x,
        y,
        epochs=60,
        batch_size=16,
    )
    theirs = LinearSVC(C=0.01).fit(x, y).score(xt, yt)
    assert accuracy(nn.predict(model, xt), yt) >= theirs - 0.02


@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_probabilities_are_no_targets_and_small_labels_are(side):
    nn = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[side]
    scores, shares = nn.tensor([[2.0, 1.5, -3.0]]), nn.tensor([[0.5, 0.5, 0.0]])
    with pytest.raises(TypeError, match="MultiMarginLoss expected target to hold N labels, whole numbers"):
        nn.MultiMarginLoss()(scores, shares)
    labels = np.array([1], np.uint8) if side == "numpy" else torch.tensor([1], dtype=torch.uint8)
    assert float(nn.MultiMarginLoss()(scores, labels)) == pytest.approx(0.5)
