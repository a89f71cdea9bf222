"""Legal calls of the variational autoencoder, its loss and its divergence."""

import numpy as np
import torch
from rows.kl_divergence import prior
from rows.parity import is_torch, numbers
from rows.vae import Elbo

import nnlearn.torch
from fuzzing.calls import ROWS, Call, Make, parted, values
from fuzzing.methods import method

PICTURES = (ROWS > 0).astype(np.float32)
RESULT = np.random.default_rng(3).normal(size=(6, 8)).astype(np.float32)


def ran(nn, given):
    """Run a VAE in evaluation mode, where its draws stay the same, and on the NumPy side backward."""
    setting, x, grad = parted(given, "x", "grad")
    model = settled(nn, nn.VAE(**setting)).eval()
    y = model(x)
    if is_torch(nn):
        return y, {}
    return [y, model.backward(grad), [p.grad for p in model.parameters()]], {}


def ran_there(given, state):
    """Do the same on the other side, with autograd."""
    setting, x, grad = parted(given, "x", "grad")
    model = settled(nnlearn.torch, nnlearn.torch.VAE(**setting)).eval().to(x.dtype)
    y = model(x.requires_grad_())
    if grad is None:
        return y
    y.backward(grad)
    return [y, x.grad, [p.grad for p in model.parameters()]]


def settled(nn, model):
    """Give a model the same weights on both sides and on every call."""
    rng = np.random.default_rng(7)
    state = {key: rng.normal(size=tuple(numbers(p).shape)) for key, p in model.state_dict().items()}
    model.load_state_dict({key: nn.tensor(values) for key, values in state.items()})
    return model


def vae(nn):
    return settled(nn, nn.VAE(4, 2, [3]))


def loss(nn, given):
    setting, prediction, target, grad = parted(given, "prediction", "target", "grad")
    criterion = nn.VAELoss(**setting)
    value = criterion(prediction, target)
    if is_torch(nn):
        return value, {"torch": True}
    return [value, criterion.backward() if grad is None else criterion.backward(grad)], {}


def loss_theirs(given, state):
    setting, prediction, target, grad = parted(given, "prediction", "target", "grad")
    value = Elbo(**setting)(prediction.requires_grad_(), target)
    if state.get("torch"):
        return value
    value.backward(torch.tensor(grad) if type(grad) in (int, float) else grad)
    return [value, prediction.grad]


VAES = [
    Call(
        "VAE",
        {"in_features": 4, "code": 2, "hidden": (3,), "x": values(PICTURES),
         "grad": Make(lambda nn: None if is_torch(nn) else RESULT)},
        ran,
        ran_there,
    ),
    Call("VAELoss", {"prediction": values(RESULT), "target": values(PICTURES), "grad": None}, loss, loss_theirs),
    Call(
        "kl_normal",
        {"mean": values(ROWS), "log_variance": values(ROWS[::-1].copy())},
        lambda nn, given: (nn.kl_normal(**given), {}),
        lambda given, state: prior(**given),
    ),
    method("VAE.encode", vae, x=Make(lambda nn: PICTURES.copy())),
    method("VAE.decode", vae, z=Make(lambda nn: ROWS[:, :2].copy())),
    method("VAE.terms", vae, x=Make(lambda nn: PICTURES.copy())),
    method("VAE.log_likelihood", vae, x=Make(lambda nn: PICTURES.copy()), draws=3, rng=None),
]  # fmt: skip
