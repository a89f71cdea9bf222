"""Mistakes that people really make in 31.2, 31.4 and 31.5: the wrong answers that `check` names."""

import numpy as np

# 31.4


def saving_up(share=None, *, loss=None, clears="before", steps="after", backward=None):
    """Return an answer with some of its parts made otherwise.

    `share(n, total, count)` weighs the slope of a part, `loss` its loss; the gradients are cleared "before" the loop,
    in "each" round, or "never"; the step is taken "after" it or in "each" round.
    """

    def answer(model, criterion, optimizer, parts):
        total, found = sum(len(x) for x, _ in parts), 0.0
        if clears == "before":
            optimizer.zero_grad()
        for x, y in parts:
            if clears == "each":
                optimizer.zero_grad()
            part = len(x) / total if share is None else share(len(x), total, len(parts))
            value = criterion(model(x), y)
            found += (part if loss is None else loss(len(x), total, len(parts))) * value
            slope = criterion.backward()
            model.backward(part * slope)
            if steps == "each":
                optimizer.step()
        if steps == "after":
            optimizer.step()
        return found

    return answer


def all_at_once(model, criterion, optimizer, parts):
    x, y = (np.concatenate(one) for one in zip(*parts, strict=True))
    return saving_up()(model, criterion, optimizer, [(x, y)])


def last_loss(model, criterion, optimizer, parts):
    kept = []

    class Watched:
        backward = criterion.backward

        def __call__(self, prediction, y):
            kept.append(criterion(prediction, y))
            return kept[-1]

    saving_up()(model, Watched(), optimizer, parts)
    return kept[-1]


def loss_afterwards(model, criterion, optimizer, parts):
    total = sum(len(x) for x, _ in parts)
    saving_up()(model, criterion, optimizer, parts)
    return sum(len(x) / total * criterion(model(x), y) for x, y in parts)


def slope_of_the_last(model, criterion, optimizer, parts):
    """Only the last part goes backward."""
    total, found = sum(len(x) for x, _ in parts), 0.0
    optimizer.zero_grad()
    for x, y in parts:
        found += len(x) / total * criterion(model(x), y)
    model.backward(criterion.backward())
    optimizer.step()
    return found


def one(n, total, count):
    return 1.0


not_divided = saving_up(one)
NOT_DIVIDED = (
    saving_up(one, loss=lambda n, total, count: n / total),
    saving_up(lambda n, total, count: n),
    saving_up(lambda n, total, count: n, loss=lambda n, total, count: n / total),
)
alike = saving_up(lambda n, total, count: 1 / count)
ALIKE = (
    saving_up(lambda n, total, count: 1 / count, loss=lambda n, total, count: n / total),
    saving_up(loss=lambda n, total, count: 1 / count),
    saving_up(lambda n, total, count: n / total / count),
    saving_up(lambda n, total, count: 1 / total),
    saving_up(lambda n, total, count: 1 / total, loss=lambda n, total, count: n / total),
)
cleared_in_the_loop = saving_up(clears="each")
CLEARED = (slope_of_the_last, saving_up(one, clears="each"), saving_up(lambda n, t, c: 1 / c, clears="each"))
never_cleared = saving_up(clears="never")
NEVER_CLEARED = (saving_up(one, clears="never"), saving_up(lambda n, t, c: 1 / c, clears="never"))
steps_in_the_loop = saving_up(steps="each")
STEPS = (
    saving_up(one, steps="each"),
    saving_up(one, steps="each", clears="each"),
    saving_up(steps="each", clears="each"),
    saving_up(lambda n, t, c: 1 / c, steps="each", clears="each"),
    saving_up(lambda n, t, c: 1 / c, steps="each"),
)
no_step = saving_up(steps="never")
OTHER_LOSSES = (loss_afterwards, saving_up(loss=one), saving_up(loss=lambda n, total, count: n))

# 31.5


def scaling(unscale=None, *, over=None, weights=None, grows=None):
    """Return an answer with some of its parts made otherwise.

    `unscale(g16, scale)` makes the slope of float32, `over(master, half, g, scale, rate, calm)` what is returned where
    one is infinite, `weights(master, half, rate, g)` the step, and `grows(scale, calm)` scale and count after it.
    """

    def answer(slope, master, scale, rate, calm):
        half = master.astype(np.float16)
        g16 = slope(half, scale)
        with np.errstate(all="ignore"):
            g = unscale(g16, scale) if unscale else g16.astype(np.float32) / scale
            if not np.isfinite(g).all() and over is not False:
                return over(master, half, g, scale, rate, calm) if over else (master, scale / 2, 0)
            new = weights(master, half, rate, g) if weights else master - rate * g
        return new, *(grows(scale, calm) if grows else (2 * scale, 0) if calm == 3 else (scale, calm + 1))

    return answer


def not_scaled(slope, master, scale, rate, calm):
    """The loss is not scaled at all."""
    return scaling(lambda g16, _: g16.astype(np.float32))(lambda half, _: slope(half, 1.0), master, scale, rate, calm)


not_unscaled = scaling(lambda g16, scale: g16.astype(np.float32))
OTHER_SCALES = (not_scaled, scaling(lambda g16, scale: g16.astype(np.float32) * np.float32(scale)))
unscaled_too_early = scaling(lambda g16, scale: (g16 / np.float16(scale)).astype(np.float32))
UNSCALED_EARLY = (
    scaling(lambda g16, scale: (g16 / scale).astype(np.float16).astype(np.float32)),
    scaling(lambda g16, scale: g16 / scale),  # NumPy stays in float16
)


def skipping_if(useless):
    """Return an answer that leaves the weights as they are where `useless(g)` says so, and steps with other slopes."""
    return scaling(
        over=lambda m, half, g, scale, rate, calm: (
            (m, scale / 2, 0) if useless(g) else (m - rate * g, *((2 * scale, 0) if calm == 3 else (scale, calm + 1)))
        )
    )


stepped_anyway = scaling(over=False)
STEPPED = (
    skipping_if(lambda g: np.isinf(g).any()),
    skipping_if(lambda g: np.isnan(g).any()),
    skipping_if(lambda g: not np.isfinite(g).any()),
    scaling(lambda g16, scale: np.nan_to_num(g16.astype(np.float32)) / scale),
    scaling(lambda g16, scale: np.nan_to_num(g16.astype(np.float32), posinf=0, neginf=0) / scale),
    scaling(lambda g16, scale: np.clip(g16.astype(np.float32), -65504, 65504) / scale),
    scaling(over=lambda m, half, g, scale, rate, calm: (m - rate * np.where(np.isfinite(g), g, 0), scale / 2, 0)),
)
half_updated = scaling(weights=lambda m, half, rate, g: half - np.float16(rate) * g.astype(np.float16))
HALF = (
    scaling(weights=lambda m, half, rate, g: (half - rate * g).astype(np.float32)),
    scaling(weights=lambda m, half, rate, g: (m - rate * g).astype(np.float16)),
    scaling(weights=lambda m, half, rate, g: (m - rate * g).astype(np.float16).astype(np.float32)),
)
scale_kept = scaling(over=lambda m, half, g, scale, rate, calm: (m, scale, 0))
OVER = (
    scaling(over=lambda m, half, g, scale, rate, calm: (m, scale / 2, calm)),
    scaling(over=lambda m, half, g, scale, rate, calm: (m, scale / 2, calm + 1)),
    scaling(over=lambda m, half, g, scale, rate, calm: (m, scale / 4, 0)),
    scaling(over=lambda m, half, g, scale, rate, calm: (m, 2 * scale, 0)),
    scaling(over=lambda m, half, g, scale, rate, calm: (m, scale, calm)),
    scaling(over=lambda m, half, g, scale, rate, calm: (m, 1.0, 0)),
)
never_grows = scaling(grows=lambda scale, calm: (scale, calm + 1))
GROWS = (
    scaling(grows=lambda scale, calm: (2 * scale, calm + 1) if calm == 3 else (scale, calm + 1)),
    scaling(grows=lambda scale, calm: (2 * scale, 1) if calm == 4 else (scale, calm + 1)),
    scaling(grows=lambda scale, calm: (2 * scale, 0) if calm == 4 else (scale, calm + 1)),
    scaling(grows=lambda scale, calm: (2 * scale, 0) if calm >= 2 else (scale, calm + 1)),
    scaling(grows=lambda scale, calm: (2 * scale, calm + 1)),
    scaling(grows=lambda scale, calm: (2 * scale, 4) if calm == 3 else (scale, calm + 1)),
    scaling(
        over=lambda m, half, g, scale, rate, calm: (m, scale / 2, calm),
        grows=lambda scale, calm: (2 * scale if calm == 4 else scale, calm),
    ),
    scaling(
        over=lambda m, half, g, scale, rate, calm: (m, 2 * scale, 0),
        grows=lambda scale, calm: (scale / 2, 0) if calm == 3 else (scale, calm + 1),
    ),
)
uphill = scaling(weights=lambda m, half, rate, g: m + rate * g)
OTHER_STEPS = (scaling(weights=lambda m, half, rate, g: m - g),)

# 31.2


def training(mine=None, *, start=True, sends=None, reduction="mean", clears=True, exchange=True, steps=None):
    """Return an answer with some of its parts made otherwise.

    `mine(draw, rank, workers)` is what a worker computes, `sends(gradient, workers, share)` makes of the sum of all
    gradients what is stepped along, and `share(mine, draw, workers)` weighs the loss.
    """

    def answer(dist, model, optimizer, x, y, draws):
        import torch

        rank, workers = dist.get_rank(), dist.get_world_size()
        for p in list(model.parameters())[: 1 if start == "first" else None]:
            if start in (True, "first"):
                dist.broadcast(p.data, 0)
            elif start in ("sum", "mean"):
                dist.all_reduce(p.data)
                p.data /= workers if start == "mean" else 1
        for draw in draws:
            own = mine(draw, rank, workers) if mine else draw[rank::workers]
            if clears:
                optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[own]), y[own], reduction="sum")
            (loss / max({"mean": len(own), "sum": len(draw), "one": 1}[reduction], 1)).backward()
            for p in model.parameters():
                if exchange is True:
                    dist.all_reduce(p.grad)
                if sends:
                    p.grad = sends(p.grad, workers)
            if steps is None or steps(rank):
                optimizer.step()
            if exchange == "weights" or start == "late":
                for p in model.parameters():
                    dist.broadcast(p.data, 0)
            if exchange == "late":
                for p in model.parameters():
                    dist.all_reduce(p.grad)

    return answer


def divided(gradient, workers):
    return gradient / workers


def whole(draw, rank, workers):
    return draw


def first_share(draw, rank, workers):
    return draw[: len(draw) // workers]


def floor_shares(draw, rank, workers):
    """The rest of a division is left out."""
    n = len(draw) // workers
    return draw[rank * n : (rank + 1) * n]


def late_rest(draw, rank, workers):
    """The last worker gets the rest of a division, too."""
    n = len(draw) // workers
    return draw[rank * n : (rank + 1) * n if rank < workers - 1 else None]


different_starts = training(start=False, reduction="sum")
STARTS = tuple(training(start=how, sends=divided) for how in (False, "first", "sum", "mean", "late"))
STARTS += tuple(training(start=how, reduction="sum") for how in ("first", "sum", "mean", "late"))
added = training()
ADDED = (training(reduction="one"), training(reduction="one", sends=divided))
same_shares = training(mine=lambda draw, rank, workers: draw[::workers], sends=divided)
SAME_SHARES = (
    training(mine=first_share, sends=divided),
    training(mine=lambda draw, rank, workers: draw[: -(-len(draw) // workers)], sends=divided),
    training(mine=lambda draw, rank, workers: draw[::workers]),
    training(mine=first_share),
    training(mine=lambda draw, rank, workers: draw[::workers], reduction="sum"),
    training(mine=first_share, reduction="sum"),
    training(mine=whole, sends=divided),
    training(mine=whole),
    training(mine=whole, exchange=False),
    training(mine=whole, reduction="sum"),
    training(mine=whole, reduction="sum", sends=divided),
)
mean_of_means = training(sends=divided)
MEANS_OF_MEANS = (
    training(mine=lambda draw, rank, workers: np.array_split(draw, workers)[rank], sends=divided),
    training(mine=late_rest, sends=divided),
)
too_few = training(mine=floor_shares, reduction="sum")
TOO_FEW = tuple(training(mine=floor_shares, **more) for more in ({}, {"sends": divided}, {"reduction": "one"}))
no_exchange = training(exchange=False)
NO_EXCHANGE = (
    training(exchange=False, reduction="sum"),
    training(exchange="late", reduction="sum"),
    training(exchange=False, sends=divided),
    training(exchange="weights"),
    training(exchange="weights", reduction="sum"),
)
one_steps = training(steps=lambda rank: rank == 0, reduction="sum")
ONE_STEPS = (training(steps=lambda rank: rank == 0, sends=divided), training(steps=lambda rank: False, reduction="sum"))
not_cleared = training(clears=False, reduction="sum")
NOT_CLEARED = (training(clears=False, sends=divided),)
