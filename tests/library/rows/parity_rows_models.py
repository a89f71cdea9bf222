"""The rows of the parity test for landscapes, weight vectors, models and the game of two networks."""

from itertools import pairwise

import numpy as np
import torch
from parity_rows import Loss, array, close, copied, numbers, passes


def pair(nn, device="cpu"):
    """Return a small network of the side and PyTorch's own, with equal weights in float64."""
    make = lambda lib: lib.Sequential(lib.Linear(3, 4), lib.Tanh(), lib.Linear(4, 2))  # noqa: E731
    theirs = make(torch.nn).double()
    return copied(make(nn), theirs, device), theirs


def landscape(nn, device):
    """Write each set of weights into PyTorch's own network and take its own loss there."""
    ours, theirs = pair(nn, device)
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(7, 3)), np.array([0, 1, 1, 0, 1, 0, 1])
    valley = nn.landscape(ours, nn.CrossEntropyLoss(), x, y, resolution=4, span=2.0)
    expected = np.zeros((4, 4))
    centre = torch.nn.utils.parameters_to_vector(theirs.parameters()).detach().clone()
    close(valley.centre, centre, "centre")
    for j, b in enumerate(valley.axes[1]):
        for i, a in enumerate(valley.axes[0]):
            theta = valley.centre + a * valley.directions[0] + b * valley.directions[1]
            torch.nn.utils.vector_to_parameters(torch.tensor(theta), theirs.parameters())
            expected[j, i] = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).item()
    assert isinstance(valley.losses, np.ndarray)
    close(valley.losses, expected, "losses")


def vectors(nn, device):
    ours, theirs = pair(nn, device)
    vec = nn.parameters_to_vector(ours.parameters())
    expected = torch.nn.utils.parameters_to_vector(theirs.parameters())
    close(vec, expected, "vector")
    before = numbers(vec).copy()
    for p in ours.parameters():
        p.data = 0 * p.data
    assert (numbers(vec) == before).all(), "the vector is a copy"
    new = np.random.default_rng(1).normal(size=len(before))
    nn.vector_to_parameters(array(nn, new, device), ours.parameters())
    torch.nn.utils.vector_to_parameters(torch.tensor(new), theirs.parameters())
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        close(p.data, q.data, "parameter")


def sequences(nn, device):
    """Cross-entropy of a label for each place of a sequence, or of an image."""
    generator = np.random.default_rng(3)
    for shape in ((4, 3, 5), (2, 3, 4, 5)):
        scores, target = generator.normal(size=shape), generator.integers(0, 3, (shape[0], *shape[2:]))
        for row in (scores, 1e4 * scores):
            Loss(torch.nn.CrossEntropyLoss, row, target).check(nn, "CrossEntropyLoss", device)


def composition(reference, *settings, shape):
    """Rows of a model that is layers one after another, beside PyTorch's own layers."""

    def program(nn, device, name):
        for setting in settings:
            torch.manual_seed(0)
            theirs = reference(**setting).double()
            ours = copied(getattr(nn, name)(**setting), theirs, device)
            assert list(ours.state_dict()) == list(theirs.state_dict())
            assert [type(layer).__name__ for layer in ours] == [type(layer).__name__ for layer in theirs]
            x = np.random.default_rng(1).normal(size=(3, *shape(**setting)))
            upstream = np.random.default_rng(2).normal(size=theirs(torch.tensor(x)).shape)
            found, expected = passes(ours, x, upstream, device), passes(theirs, x, upstream)
            assert found.keys() == expected.keys()
            for what in expected:
                close(found[what], expected[what], f"{name}({setting}): {what}")

    return program


T = torch.nn


def mlp(sizes, activation=T.ReLU):
    layers = []
    for i, o in pairwise(sizes):
        layers += [T.Linear(i, o), activation()]
    return T.Sequential(*layers[:-1])


def lenet(classes=10, form="1998", size=32):
    f, pool = {"1998": (T.Tanh, T.AvgPool2d), "today": (T.ReLU, T.MaxPool2d)}[form]
    first = T.Conv2d(1, 6, 5, padding=0 if size == 32 else 2)
    features = first, f(), pool(2), T.Conv2d(6, 16, 5), f(), pool(2), T.Conv2d(16, 120, 5), f(), T.Flatten()
    return T.Sequential(*features, T.Linear(120, 84), f(), T.Linear(84, classes))


class Characters(T.Module):
    """A character model written with PyTorch's own parts."""

    def __init__(self, cell, layers):
        super().__init__()
        self.embedding = T.Embedding(4, 3)
        self.recurrent = getattr(T, cell)(3, 5, layers, batch_first=True)
        self.head = T.Linear(5, 4)

    def forward(self, x):
        return self.head(self.recurrent(self.embedding(x))[0]).transpose(1, 2)


def char_rnn(nn, device):
    for cell, layers in (("RNN", 1), ("LSTM", 2), ("GRU", 1)):
        torch.manual_seed(0)
        theirs = Characters(cell, layers).double()
        ours = nn.CharRNN("abcabd", 5, cell=cell, embedding_size=3, num_layers=layers)
        ours = copied(ours, theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        x, y = np.random.default_rng(1).integers(0, 4, (2, 3, 7))
        expected = T.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
        expected.backward()
        close(ours(array(nn, x, device)), theirs(torch.tensor(x)), f"{cell}: scores")
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), expected, f"{cell}: loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"{cell}: gradient of {name}")
        numbers_so_far, generator = [1, 3], np.random.default_rng(2)  # sampling without a kept state
        for _ in range(12):
            p = theirs(torch.tensor([numbers_so_far])).detach()[0, :, -1].div(0.7).softmax(0).numpy()
            numbers_so_far.append(int((generator.random() > np.cumsum(p)).sum()))
        text = ours.sample("bd", 12, temperature=0.7, generator=np.random.default_rng(2))
        assert text == "".join("abcd"[i] for i in numbers_so_far)


def image_generator(latent=32, size=8, channels=1, width=32):
    return T.Sequential(
        T.Linear(latent, width * size * size // 8), T.ReLU(), T.Unflatten(1, (2 * width, size // 4, size // 4)),
        T.Upsample(scale_factor=2), T.Conv2d(2 * width, width, 3, 1, 1), T.ReLU(),
        T.Upsample(scale_factor=2), T.Conv2d(width, channels, 3, 1, 1), T.Tanh(),
    )  # fmt: skip


def image_discriminator(size=8, channels=1, width=32):
    return T.Sequential(
        T.Conv2d(channels, width, 3, 2, 1), T.LeakyReLU(0.2), T.Conv2d(width, 2 * width, 3, 2, 1), T.LeakyReLU(0.2),
        T.Flatten(), T.Linear(width * size * size // 8, 1),
    )  # fmt: skip


def gan_step(nn, device):
    """The game as PyTorch's own parts play it, three steps for each loss."""
    for loss in ("non-saturating", "minimax", "wasserstein"):
        torch.manual_seed(0)
        their_g, their_d = mlp([2, 5, 3]).double(), mlp([3, 5, 1], T.Tanh).double()
        g, d = copied(nn.MLP([2, 5, 3]), their_g, device), copied(nn.MLP([3, 5, 1], nn.Tanh), their_d, device)
        mine = [nn.Adam(model.parameters(), lr=0.01) for model in (g, d)]
        to_g, to_d = (torch.optim.Adam(model.parameters(), lr=0.01) for model in (their_g, their_d))
        rng, same = np.random.default_rng(1), np.random.default_rng(1)
        bce = T.functional.binary_cross_entropy_with_logits
        for step in range(3):
            real = np.random.default_rng(step).normal(size=(6, 3))
            z = torch.tensor(same.standard_normal((6, 2)))
            s, t = their_d(torch.tensor(real)), their_d(their_g(z).detach())
            ones, zeros = torch.ones_like(s), torch.zeros_like(s)
            loss_d = t.mean() - s.mean() if loss == "wasserstein" else bce(s, ones) + bce(t, zeros)
            to_d.zero_grad()
            loss_d.backward()
            to_d.step()
            if loss == "wasserstein":
                for p in their_d.parameters():
                    p.data.clamp_(-0.1, 0.1)
            t = their_d(their_g(torch.tensor(same.standard_normal((6, 2)))))
            loss_g = {"wasserstein": -t.mean(), "minimax": -bce(t, zeros), "non-saturating": bce(t, ones)}[loss]
            to_g.zero_grad()
            loss_g.backward()
            to_g.step()
            found = nn.gan_step(g, d, *mine, real, loss=loss, clip=0.1, rng=rng)
            close(found, [loss_d.item(), loss_g.item()], f"{loss}: losses of step {step}")
        for ours, theirs in ((g, their_g), (d, their_d)):
            for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
                close(p.data, q.data, f"{loss}: weights", rtol=1e-9)


MODELS = {
    "CharRNN": char_rnn,
    "ImageDiscriminator": composition(
        image_discriminator, {}, {"size": 12, "channels": 3, "width": 2},
        shape=lambda size=8, channels=1, width=0: (channels, size, size),
    ),
    "ImageGenerator": composition(
        image_generator, {}, {"latent": 3, "size": 12, "channels": 3, "width": 2},
        shape=lambda latent=32, **_: (latent,),
    ),
    "LeNet5": composition(
        lenet, {}, {"classes": 3, "form": "today", "size": 28}, shape=lambda size=32, **_: (1, size, size),
    ),
    "MLP": composition(mlp, {"sizes": [4, 3]}, {"sizes": [4, 3, 5, 2]}, shape=lambda sizes: (sizes[0],)),
    "PointDiscriminator": composition(
        lambda features=2, hidden=(64, 64): mlp([features, *hidden, 1], lambda: T.LeakyReLU(0.2)),
        {}, {"features": 3, "hidden": [5]}, shape=lambda features=2, **_: (features,),
    ),
    "PointGenerator": composition(
        lambda latent=2, features=2, hidden=(64, 64): mlp([latent, *hidden, features]),
        {}, {"latent": 4, "features": 3, "hidden": []}, shape=lambda latent=2, **_: (latent,),
    ),
    "gan_step": gan_step,
    "landscape": landscape,
    "parameters_to_vector": vectors,
    "vector_to_parameters": vectors,
}  # fmt: skip
