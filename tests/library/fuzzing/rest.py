"""Legal calls of training, optimizers, schedules, starting values and files."""

import numpy as np
import torch
from rows.parity import array, numbers

import nnlearn.numpy
import nnlearn.torch
from fuzzing.calls import LABELS, ROWS, Call, Make, parted, seeded, values

TWO = (LABELS > 0).astype(np.int64)
OWN = "the model's"  # an optimizer that is made over the parameters of the model
MAKERS = {
    "model": lambda nn: network(nn),
    "criterion": lambda nn: nn.CrossEntropyLoss(),
    "layer": lambda nn: nn.Linear(4, 3),
    "generator": lambda nn: nn.PointGenerator(2, 4, (3,)),
    "discriminator": lambda nn: nn.PointDiscriminator(4, (3,)),
}


def network(nn):
    """Return a small network with the same weights on both sides and on every call."""
    model = nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 3))
    rng = np.random.default_rng(7)
    with torch.no_grad():
        for p in model.parameters():
            p.data = array(nn, rng.normal(size=tuple(p.shape)), "float32")
    return model


def is_model(value):
    return hasattr(value, "parameters") and not isinstance(value, type)


def weights(model):
    return [np.array(numbers(p.data)) for p in model.parameters()]


def fit(nn, given):
    seeded(nn)
    if given["optimizer"] is OWN:
        over = given["model"] if is_model(given["model"]) else network(nn)
        given = {**given, "optimizer": nn.SGD(over.parameters(), lr=0.1)}
    history = nn.fit(**given)
    return [weights(given["model"]), list(history.loss)], {}


def plain_call(name, theirs=None):
    """Call a function that is not in PyTorch, or has its name there."""

    def run(nn, given):
        seeded(nn)
        return getattr(nn, name)(**given), {}

    return run


def gradients(nn, model):
    for i, p in enumerate(model.parameters()):
        p.grad = array(nn, np.full(tuple(p.shape), 0.1 * (i + 1)), "float32")
    return model


def optimizer(name):
    """Make an optimizer over the parameters of a small network and take two steps."""

    def steps(nn, kind, given):
        model = given["params"]
        made = kind(**{**given, "params": model.parameters() if is_model(model) else model})
        for _ in range(2):
            gradients(nn, model) if is_model(model) else None
            made.step()
        return weights(model) if is_model(model) else []

    def theirs(given, state):
        if is_model(given["params"]):
            given = {**given, "params": network(nnlearn.torch)}
        return steps(nnlearn.torch, getattr(torch.optim, name), given)

    given = {"params": Make(network)}
    return Call(name, given, lambda nn, given: (steps(nn, getattr(nn, name), given), {}), theirs)


def schedule(name, **given):
    def rates(kind, given):
        made, found = kind(**given), []
        for _ in range(6):
            given["optimizer"].step()
            made.step()
            found.append(made.get_last_lr()[0])
        return found

    def theirs(given, state):
        if type(given["optimizer"]) is nnlearn.numpy.SGD:
            given = {**given, "optimizer": torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)}
        return rates(getattr(torch.optim.lr_scheduler, name), given)

    given = {"optimizer": Make(lambda nn: nn.SGD(nn.Linear(2, 1).parameters(), lr=0.1)), **given}
    return Call(name, given, lambda nn, given: (rates(getattr(nn, name), given), {}), theirs)


def joined(nn, given):
    """Join two schedules: `schedulers` says how many steps each of them takes."""
    sgd = nn.SGD(nn.Linear(2, 1).parameters(), lr=0.1)
    parts = given["schedulers"]
    if isinstance(parts, list | tuple) and all(type(each) is int for each in parts):
        parts = [nn.StepLR(sgd, each) for each in parts]
    made = nn.SequentialLR(**{**given, "optimizer": sgd if given["optimizer"] is OWN else given["optimizer"],
                              "schedulers": parts})  # fmt: skip
    found = []
    for _ in range(6):
        sgd.step()
        made.step()
        found.append(made.get_last_lr()[0])
    return found, {}


def start(name, **given):
    """Fill a parameter with starting values."""

    def run(nn, given):
        seeded(nn)
        result = getattr(nn, name)(**given)
        return spread(numbers(result.data)), {}

    def theirs(given, state):
        if type(given["tensor"]) is nnlearn.numpy.Parameter:
            given = {**given, "tensor": torch.nn.Parameter(torch.zeros(given["tensor"].shape))}
        return spread(getattr(torch.nn.init, name)(**given).detach().numpy())

    given = {"tensor": Make(lambda nn: nn.Parameter(array(nn, np.zeros((90, 100)), "float32"))), **given}
    return Call(name, given, run, theirs)


def spread(a):
    """Return shape, mean and spread, coarsely: the random numbers of the two sides differ."""
    a = a.astype(float)
    unit = a.std() or abs(a.mean()) or 1.0
    return [list(a.shape), float(np.log(unit).round()), float((2.2 * a.mean() / unit).round())]


def clip(nn, given):
    model, given = parted(given, "parameters")[::-1]
    over = gradients(nn, model).parameters() if isinstance(model, nn.Module) else model
    norm = nn.clip_grad_norm_(over, **given)
    return [norm, [p.grad for p in model.parameters()] if is_model(model) else []], {}


def clip_theirs(given, state):
    if is_model(given["parameters"]):
        given = {**given, "parameters": network(nnlearn.torch)}
    model, given = parted(given, "parameters")[::-1]
    over = gradients(nnlearn.torch, model).parameters() if is_model(model) else model
    norm = torch.nn.utils.clip_grad_norm_(over, **given)
    return [norm, [p.grad for p in model.parameters()] if is_model(model) else []]


def parameters_of(value):
    return value.parameters() if is_model(value) else value


def from_vector(nn, given):
    nn.vector_to_parameters(**{**given, "parameters": parameters_of(given["parameters"])})
    return weights(given["parameters"]) if is_model(given["parameters"]) else [], {}


def saved(nn, given):
    nn.save(**given)
    return nn.load(given["f"]), {}


def loaded(nn, given):
    nn.save(nn.Linear(2, 1), "there.safetensors")
    return sorted(nn.load(**given)), {}


def gan(nn, given):
    seeded(nn)
    for player in ("generator", "discriminator"):
        if given[f"{player}_optimizer"] is OWN:
            over = given[player] if is_model(given[player]) else network(nn)
            given = {**given, f"{player}_optimizer": nn.SGD(over.parameters(), lr=0.1)}
    return nn.gan_step(**given), {}


def sequence(nn, given):
    """Put `module` after a layer."""
    given, module = parted(given, "module")
    return nn.Sequential(nn.Linear(4, 3), module, **given)(array(nn, ROWS)), {}


def made(name, **given):
    """Make something that is not run: what it says of itself is its result."""
    return Call(name, given, lambda nn, given: (repr(getattr(nn, name)(**given)), {}))


def state(nn):
    return {"weight": array(nn, ROWS[:3]), "bias": array(nn, ROWS[0, :3])}


INITS = [
    *(start(name) for name in ("kaiming_normal_", "kaiming_uniform_", "normal_", "uniform_")),
    *(start(name) for name in ("xavier_normal_", "xavier_uniform_")),
    *(start(name) for name in ("eye_", "ones_", "orthogonal_", "zeros_")),
    Call(
        "calculate_gain",
        {"nonlinearity": "leaky_relu", "param": 0.2},
        plain_call("calculate_gain"),
        lambda given, state: torch.nn.init.calculate_gain(**given),
    ),
]
OPTIMIZERS = [
    *(optimizer(name) for name in ("SGD", "Adagrad", "Adam", "AdamW", "RMSprop")),
    schedule("StepLR", step_size=3),
    schedule("ExponentialLR", gamma=0.9),
    schedule("CosineAnnealingLR", T_max=3),
    schedule("LinearLR"),
    Call("SequentialLR", {"optimizer": OWN, "schedulers": [2, 3], "milestones": [3]}, joined),
    Call("clip_grad_norm_", {"parameters": Make(network), "max_norm": 1.0}, clip, clip_theirs),
    Call(
        "parameters_to_vector",
        {"parameters": Make(network)},
        lambda nn, given: (nn.parameters_to_vector(**{**given, "parameters": parameters_of(given["parameters"])}), {}),
    ),
    Call("vector_to_parameters", {"vec": values(np.arange(27), "float32"), "parameters": Make(network)}, from_vector),
]
DATA = {"x": Make(lambda nn: ROWS.copy()), "y": Make(lambda nn: LABELS.copy())}
TRAINING = [
    Call(
        "fit",
        {"model": Make(network), "criterion": Make(MAKERS["criterion"]), "optimizer": OWN, **DATA,
         "epochs": 1, "batch_size": 4},
        fit,
    ),
    Call(
        "fit",
        {"model": Make(network), "criterion": Make(MAKERS["criterion"]), "optimizer": OWN, **DATA,
         "epochs": 1, "batch_size": 4, "validation": Make(lambda nn: (ROWS, LABELS)),
         "metrics": Make(lambda nn: [lambda y, scores: 1.0]), "callbacks": Make(lambda nn: [lambda run: False])},
        fit,
    ),
    Call(
        "backprop",
        {"model": Make(network), "criterion": Make(MAKERS["criterion"]), **DATA},
        lambda nn, given: ([nn.backprop(**given), [p.grad for p in given["model"].parameters()]], {}),
    ),
    Call("predict", {"model": Make(network), "x": DATA["x"]}, plain_call("predict")),
    Call(
        "landscape",
        {"model": Make(network), "criterion": Make(MAKERS["criterion"]), **DATA, "resolution": 2},
        lambda nn, given: (nn.landscape(**given).losses, {}),
    ),
    Call(
        "gan_step",
        {"generator": Make(MAKERS["generator"]), "discriminator": Make(MAKERS["discriminator"]),
         "generator_optimizer": OWN, "discriminator_optimizer": OWN, "real": DATA["x"]},
        gan,
    ),
    Call(
        "gradient_descent",
        {"function": Make(lambda nn: lambda t: (t * t).sum()), "start": [1.0, 2.0], "lr": 0.1, "steps": 2},
        plain_call("gradient_descent"),
    ),
    Call(
        "gradient_descent",
        {"function": Make(lambda nn: lambda t: (t * t).sum()), "start": Make(lambda nn: ROWS[0].copy()), "lr": 0.1,
         "steps": 2, "gradient": Make(lambda nn: lambda t: 2 * t)},
        plain_call("gradient_descent"),
    ),
]  # fmt: skip
THINGS = [
    Call("Sequential", {"module": Make(lambda nn: nn.Tanh())}, sequence),
    made("Module"),
    Call("Parameter", {"data": values(ROWS)}, lambda nn, given: (numbers(nn.Parameter(**given).data), {})),
    Call("tensor", {"data": Make(lambda nn: ROWS.copy())}, plain_call("tensor")),
    Call("tensor", {"data": Make(lambda nn: [[1, 2], [3, 4]]), "dtype": "float64"}, plain_call("tensor")),
    Call("to_numpy", {"x": values(ROWS)}, plain_call("to_numpy")),
    Call("manual_seed", {"seed": 3}, lambda nn, given: (nn.manual_seed(**given), {})),
    Call("device", {}, plain_call("device")),
    made("no_grad"),
    Call("save", {"obj": Make(MAKERS["layer"]), "f": "weights.safetensors"}, saved),
    Call("save", {"obj": Make(state), "f": "weights.safetensors"}, saved),
    Call("load", {"f": "there.safetensors"}, loaded),
    made("Perceptron", in_features=4),
]
