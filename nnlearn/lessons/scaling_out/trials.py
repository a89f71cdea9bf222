"""How the answers to 31.2, 31.4 and 31.5 are tried: on models whose calls are watched."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.scaling_out.ranks import run_ranks

__all__ = ["count_the_parts", "in_half_precision", "on_all_ranks"]


# 31.4


class Watched(nn.Sequential):
    """A network that notes the largest batch it was given."""

    largest = 0

    def forward(self, x):
        self.largest = max(self.largest, len(x))
        return super().forward(x)


def count_the_parts(answer, parts, lr):
    """Return the loss, the weights after the call, and the largest batch that the model was given."""
    rng = np.random.default_rng(0)
    model = Watched(nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 3)).double()
    for parameter in model.parameters():
        parameter.data = rng.normal(0, 0.7, parameter.shape)
    criterion = nn.CrossEntropyLoss()
    nn.backprop(model, criterion, rng.normal(size=(4, 5)), rng.integers(3, size=4))  # old gradients lie about
    model.largest = 0
    found = answer(model, criterion, nn.SGD(model.parameters(), lr=lr), list(parts))
    weights = np.concatenate([np.ravel(parameter) for parameter in model.parameters()])
    return found, weights, model.largest


# 31.5


def in_half_precision(answer, target, strength, master, scale, rate, calm):
    """Return the new weights, scale and count, where the loss is half the strength times the squared distance."""

    def slope(half, factor):
        if not isinstance(half, np.ndarray) or half.dtype != np.float16:
            found = half.dtype if isinstance(half, np.ndarray) else type(half).__name__
            raise TypeError(f"slope expected the weights as an array of float16, got {found}")
        far = half.astype(float) - target
        with np.errstate(over="ignore", under="ignore"):
            return (factor * strength * far).astype(np.float16)

    return answer(slope, master.copy(), scale, rate, calm)


# 31.2


def on_all_ranks(answer, workers, x, y, draws):
    """Return the weights of each worker, how many examples all computed, and whether they shared them evenly."""
    import torch

    pictures, labels = torch.from_numpy(x), torch.from_numpy(y)
    models, rows = [network(rank) for rank in range(workers)], [0] * workers
    for rank, model in enumerate(models):
        model.register_forward_pre_hook(lambda _, given, rank=rank: counted(rows, rank, given[0]))

    def work(dist, rank):
        optimizer = torch.optim.SGD(models[rank].parameters(), lr=0.3, momentum=0.9)
        found.append(answer(dist, models[rank], optimizer, pictures.clone(), labels.clone(), [*draws]))

    found = []
    threads = torch.get_num_threads()
    try:
        run_ranks(work, workers)
    except (RuntimeError, ValueError) as error:
        if "process group" in str(error):
            raise ValueError(
                "this one is by hand: DistributedDataParallel and torch.distributed itself need processes that have "
                "met. Use `dist`, the first argument, for broadcast and all_reduce"
            ) from None
        raise
    finally:
        torch.set_num_threads(threads)
    weights = [torch.cat([p.detach().ravel() for p in model.parameters()]).numpy() for model in models]
    return weights, sum(rows), max(rows) - min(rows) <= len(draws)


def network(rank):
    """Return a small network of float64 whose weights are other ones on every rank."""
    import torch

    rng = np.random.default_rng([rank, 31])
    model = torch.nn.Sequential(torch.nn.Linear(5, 4), torch.nn.Tanh(), torch.nn.Linear(4, 3)).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.from_numpy(rng.normal(0, 0.7, tuple(parameter.shape))))
    return model


def counted(rows, rank, x):
    rows[rank] += len(x)
