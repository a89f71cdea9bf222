"""Weights, ignored targets and smoothing: averages over batches, gradients, precision, and what is refused."""

import numpy as np
import pytest
import torch
from rows.cross_entropy import probabilities

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
RNG = np.random.default_rng(0)
X = RNG.normal(size=(23, 4)).astype(np.float32)
LABELS = RNG.integers(0, 3, 23)
PADDED = np.where(np.arange(23) % 4, LABELS, -100)
PLACES = np.where(RNG.random((23, 2)) < 0.6, RNG.integers(0, 3, (23, 2)), -1)
PLACES[:, 0] = LABELS  # something counts in every batch
SHARES = RNG.random((23, 3)).astype(np.float32)
PROBABILITIES = RNG.dirichlet([0.5, 1, 2], (23, 2)).transpose(0, 2, 1).astype(np.float32)
WEIGHT = (0.25, 1.0, 7.0)


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def dense(nn, *last):
    nn.manual_seed(1)
    return nn.Sequential(nn.Linear(4, 3), *last)


def places(nn):
    """Return a network with scores (N, 3, 2)."""
    nn.manual_seed(1)
    return nn.Sequential(nn.Linear(4, 6), nn.Unflatten(1, (3, 2)))


# name: (model, criterion, y)
CASES = {
    "plain": lambda nn: (dense(nn), nn.CrossEntropyLoss(), LABELS),
    "weights of classes": lambda nn: (dense(nn), nn.CrossEntropyLoss(nn.tensor(WEIGHT)), LABELS),
    "a class of weight 0": lambda nn: (dense(nn), nn.CrossEntropyLoss(nn.tensor([0.0, 1.0, 2.0])), LABELS),
    "ignored": lambda nn: (dense(nn), nn.CrossEntropyLoss(), PADDED),
    "a class is ignored": lambda nn: (dense(nn), nn.CrossEntropyLoss(ignore_index=1), LABELS),
    "smoothed": lambda nn: (dense(nn), nn.CrossEntropyLoss(label_smoothing=0.2), LABELS),
    "all of it": lambda nn: (
        places(nn), nn.CrossEntropyLoss(nn.tensor(WEIGHT), ignore_index=-1, label_smoothing=0.1), PLACES,
    ),
    "probabilities": lambda nn: (
        places(nn), nn.CrossEntropyLoss(nn.tensor(WEIGHT), label_smoothing=0.1), PROBABILITIES,
    ),
    "a sum": lambda nn: (dense(nn), nn.CrossEntropyLoss(nn.tensor(WEIGHT), reduction="sum"), PADDED),
    "weights of features": lambda nn: (
        dense(nn), nn.BCEWithLogitsLoss(nn.tensor(WEIGHT), pos_weight=nn.tensor(5.0)), SHARES,
    ),
    "of probabilities": lambda nn: (dense(nn, nn.Sigmoid()), nn.BCELoss(nn.tensor(WEIGHT)), SHARES),
    "huber": lambda nn: (dense(nn), nn.HuberLoss(delta=0.3), SHARES),
    "divergence": lambda nn: (dense(nn, nn.LogSoftmax(dim=1)), nn.KLDivLoss(), SHARES),
    "divergence per example": lambda nn: (
        dense(nn, nn.LogSoftmax(dim=1)), nn.KLDivLoss(reduction="batchmean"), SHARES,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_epoch_s_loss_is_that_of_all_its_examples_at_once(nn, name):
    """With a learning rate of 0, batches of 5 and the whole set of 23 see the same model."""
    model, criterion, y = CASES[name](nn)
    whole = nn.backprop(model, criterion, X, y) / (len(X) if criterion.reduction == "sum" else 1)
    history = nn.fit(
        model, criterion, nn.SGD(model.parameters(), lr=0), X, y, epochs=2, batch_size=5, validation=(X, y)
    )
    assert history.loss == pytest.approx([whole, whole], rel=1e-5)
    assert history.validation == pytest.approx([whole, whole], rel=1e-5)
    assert all(type(loss) is float for loss in history.loss)


def test_the_mean_of_the_batches_would_be_another(nn):
    """Without this, the test above could not fail."""
    for name in ("weights of classes", "ignored", "all of it"):
        model, criterion, y = CASES[name](nn)
        history = nn.fit(model, criterion, nn.SGD(model.parameters(), lr=0), X, y, epochs=1, batch_size=5)
        assert abs(np.average(history.steps, weights=[5, 5, 5, 5, 3]) / history.loss[0] - 1) > 1e-3


def test_pytorch_s_own_losses_are_averaged_alike():
    nn, weight = nnlearn.torch, torch.tensor(WEIGHT)
    own = torch.nn.CrossEntropyLoss(weight), torch.nn.NLLLoss(weight)
    for criterion, last in zip(own, ((), (nn.LogSoftmax(dim=1),)), strict=True):
        model = dense(nn, *last)
        whole = nn.backprop(model, criterion, X, PADDED)
        history = nn.fit(model, criterion, nn.SGD(model.parameters(), lr=0), X, PADDED, epochs=1, batch_size=5)
        assert history.loss[0] == pytest.approx(whole, rel=1e-5)
    margin = torch.nn.MultiMarginLoss(weight=weight)  # its weights belong to the classes, too
    model = dense(nn)
    nn.fit(model, margin, nn.SGD(model.parameters(), lr=0.1), X, LABELS, epochs=1, batch_size=5)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", CASES)
def test_gradients(nn, name, reduction):
    model, criterion, y = CASES[name](nn)
    criterion.reduction = reduction
    assert gradcheck(model.double(), criterion.double(), X.astype(float), y if y.dtype.kind == "i" else y.astype(float))


@pytest.mark.parametrize("side", SIDES)
def test_probabilities_as_targets(side):
    """A label is the probability 1; everything else is PyTorch's."""
    probabilities(SIDES[side], "cpu")
    nn = SIDES[side]
    scores, labels = nn.tensor(X[:, :3]), nn.tensor(LABELS)
    for options in (
        {},
        {"label_smoothing": 0.3},
        {"reduction": "none"},
        {"weight": nn.tensor(WEIGHT), "reduction": "sum"},
    ):
        criterion = nn.CrossEntropyLoss(**options)
        one_hot = nn.tensor(np.eye(3)[LABELS], dtype="float32")
        close = np.testing.assert_allclose
        close(nn.to_numpy(criterion(scores, one_hot)), nn.to_numpy(criterion(scores, labels)), rtol=1e-5)


def test_targets_that_are_no_shares_of_a_whole_are_refused(nn):
    """PyTorch takes them in silence: answers of several classes at once belong to another loss."""
    scores = nn.tensor(X[:2, :3])
    for targets, words in (
        ([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]], r"add up to 1 along axis 1, got sums 1\.\.2: BCEWithLogitsLoss takes"),
        ([[0.5, 0.7, -0.2], [0.0, 1.0, 0.0]], r"target in \[0, 1\], got -0\.2"),
        ([[0.5, 0.5, np.nan], [0.0, 1.0, 0.0]], "target to be finite"),
        ([[0.5, 0.5], [0.0, 1.0]], "target to hold whole numbers"),
    ):
        with pytest.raises((TypeError, ValueError), match=words):
            nn.CrossEntropyLoss()(scores, nn.tensor(targets))
    assert nn.CrossEntropyLoss()(scores, nn.tensor([[0.33, 0.33, 0.33], [0.0, 1.0, 0.0]])) > 0  # written by hand
    with pytest.raises(ValueError, match=r"labels to compare ignore_index=2 with, got float32 .*are not ignored"):
        nn.CrossEntropyLoss(ignore_index=2)(scores, nn.tensor([[0.5, 0.5, 0.0], [0.0, 1.0, 0.0]]))


def test_weights_are_state_that_follows_the_precision(nn):
    weight = nn.tensor(WEIGHT)
    criterion = nn.CrossEntropyLoss(weight)
    assert list(criterion.state_dict()) == ["weight"]
    assert list(nn.BCEWithLogitsLoss(weight, pos_weight=weight).state_dict()) == ["weight", "pos_weight"]
    assert not list(nn.CrossEntropyLoss().state_dict())
    assert "float64" in str(criterion.double().weight.dtype)
    prediction, target = nn.tensor(X[:, :3]), nn.tensor(LABELS)
    assert "float32" in str(criterion(prediction, target).dtype)


def test_a_mean_over_nothing_is_refused_and_a_sum_is_0(nn):
    scores = nn.tensor(X[:4, :3])
    for criterion, labels in (
        (nn.CrossEntropyLoss(), [-100] * 4),
        (nn.CrossEntropyLoss(ignore_index=2, label_smoothing=0.1), [2] * 4),
        (nn.CrossEntropyLoss(nn.tensor([0.0, 1.0, 1.0])), [0] * 4),
    ):
        with pytest.raises(ValueError, match=r"CrossEntropyLoss expected a mean over at least one target, got only"):
            criterion(scores, nn.tensor(labels))
    for reduction in ("sum", "none"):
        losses = nn.CrossEntropyLoss(reduction=reduction)(scores, nn.tensor([-100] * 4))
        assert not nn.to_numpy(losses).any()
    model = dense(nn)
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    with pytest.raises(ValueError, match="expected a mean over at least one target, got only"):
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, X, np.full(23, -100), epochs=1, batch_size=5)


def test_labels_of_small_dtypes_can_be_ignored(nn):
    """Masks of images are bytes, and 255 marks what does not count; -100 does not fit into a byte."""
    scores, labels = nn.tensor(X[:4, :3]), np.array([0, 255, 2, 1], np.uint8)
    masked = nn.CrossEntropyLoss(ignore_index=255)
    expected = nn.CrossEntropyLoss()(scores, nn.tensor([0, -100, 2, 1]))
    as_array = torch.tensor if nn is nnlearn.torch else np.array
    for kind in (np.uint8, np.int16, np.int64):
        assert masked(scores, as_array(labels.astype(kind))) == expected
    assert nn.CrossEntropyLoss()(scores, as_array(labels % 3)) == nn.CrossEntropyLoss()(scores, nn.tensor(labels % 3))
    with pytest.raises(ValueError, match=r"expected target to hold labels in 0..2, got 0..255"):
        nn.CrossEntropyLoss()(scores, as_array(labels))


def test_a_weight_for_each_example_suits_one_batch_and_not_fit(nn):
    for name in ("BCELoss", "BCEWithLogitsLoss"):
        weight = nn.tensor(np.arange(23.0)[:, None])
        criterion = getattr(nn, name)(weight)
        model = dense(nn, nn.Sigmoid()) if name == "BCELoss" else dense(nn)
        assert nn.backprop(model, criterion, X, SHARES) > 0
        with pytest.raises(ValueError, match="fit expected criterion to weigh classes or features, got a weight for"):
            nn.fit(model, criterion, nn.SGD(model.parameters(), lr=0.1), X, SHARES, epochs=1, batch_size=23)


def test_a_class_of_weight_0_may_be_infinitely_unlikely(nn):
    """0 times infinity is NaN, and here the class does not count."""
    largest = float(np.finfo(np.float32).max)
    scores, labels = nn.tensor([[largest, -largest], [0.0, 0.0]]), nn.tensor([1, 0])
    criterion = nn.CrossEntropyLoss(nn.tensor([1.0, 0.0]), reduction="none")
    np.testing.assert_allclose(nn.to_numpy(criterion(scores, labels)), [0, np.log(2)], rtol=1e-6)


def test_huge_weights_and_scores_overflow_in_silence(nn):
    scores = nn.tensor([[3e38, -3e38]])
    labels, weight = nn.tensor([[0.0, 1.0]]), nn.tensor([1e30, 1e30])
    for criterion, target in (
        (nn.BCEWithLogitsLoss(weight), labels),
        (nn.BCEWithLogitsLoss(pos_weight=weight), labels),
        (nn.CrossEntropyLoss(weight, reduction="sum"), nn.tensor([1])),
        (nn.HuberLoss(delta=1e300), nn.tensor([[-3e38, 3e38]])),
        (nn.HuberLoss(delta=1e30), labels),
    ):
        assert np.isinf(float(criterion(scores, target)))
    for beta, expected in ((1e300, 0), (5e-324, 3e38)):  # neither fits into float32
        losses = nn.SmoothL1Loss(beta=beta, reduction="none")(scores, labels)
        np.testing.assert_allclose(nn.to_numpy(losses), [[expected, expected]], rtol=1e-6)


def test_smooth_l1_with_beta_0_is_the_absolute_error(nn):
    prediction, target = nn.tensor([[0.0, 2.0, -3.0]]), nn.tensor([[0.0, 0.0, 0.0]])
    for reduction in ("mean", "none"):
        ours, plain = (kind(reduction=reduction) for kind in (lambda **k: nn.SmoothL1Loss(beta=0, **k), nn.L1Loss))
        assert (nn.to_numpy(ours(prediction, target)) == nn.to_numpy(plain(prediction, target))).all()


def test_a_model_that_ends_in_softmax_does_not_suit_the_divergence(nn):
    model = dense(nn, nn.Sequential(nn.Softmax(dim=1)))
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    message = r"expected log-probabilities for KLDivLoss, got a model that ends in Softmax: let it end in LogSoftmax"
    with pytest.raises(ValueError, match="fit " + message):
        nn.fit(model, nn.KLDivLoss(), optimizer, X, SHARES, epochs=1, batch_size=5)
    with pytest.raises(ValueError, match="backprop " + message):
        nn.backprop(model, nn.KLDivLoss(), X, SHARES)
    with pytest.raises(ValueError, match=r"KLDivLoss expected prediction in \[-inf, 0\], got .*: it takes log-prob"):
        nn.backprop(dense(nn), nn.KLDivLoss(), X, SHARES)


def test_the_divergence_is_cross_entropy_less_entropy(nn):
    """KL(t, q) = H(t, q) - H(t): what label smoothing and class probabilities have in common."""
    scores, t = X[:, :3].astype(float), SHARES / SHARES.sum(axis=1, keepdims=True).astype(float)
    log_q = nn.log_softmax(nn.tensor(scores, dtype="float64"), 1)
    divergence = float(nn.KLDivLoss(reduction="batchmean")(log_q, nn.tensor(t, dtype="float64")))
    cross, entropy = -(t * nn.to_numpy(log_q)).sum(axis=1).mean(), -(t * np.log(t)).sum(axis=1).mean()
    assert divergence == pytest.approx(cross - entropy, rel=1e-12)
