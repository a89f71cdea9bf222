"""Mistakes that people really make in exercises 11.4 and 11.5, the loops: the wrong answers that `check` names."""

import functools

import numpy as np

# 11.4


def _train_epoch(model, criterion, optimizer, loader, *, lines="zero backward step", plain=None, mean=None):
    """Train for one epoch with lines left out or in another order; `mean(losses, sizes)` is what is returned."""
    losses, sizes = [], []
    for x, y in loader:
        loss = criterion(model(x), y)
        for line in lines.split():
            {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}[line]()
        losses.append(plain(loss) if plain else loss.item())
        sizes.append(len(y))
    if mean:
        return mean(np.array(losses), np.array(sizes))
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)


def _after_the_loop(lines, inside=""):
    """Return an answer that runs the lines of the last batch once, after the loop."""

    def answer(model, criterion, optimizer, loader):
        losses, sizes = [], []
        for x, y in loader:
            loss = criterion(model(x), y)
            for line in inside.split():
                {"zero": optimizer.zero_grad, "backward": loss.backward}[line]()
            losses.append(loss.item())
            sizes.append(len(y))
        for line in lines.split():
            {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}[line]()
        return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)

    return answer


def _returned_in_the_loop(lines, share):
    """Return an answer that returns from its first batch; `share(examples, loader)` is what its loss is divided by."""

    def answer(model, criterion, optimizer, loader):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            for line in lines.split():
                {"backward": loss.backward, "step": optimizer.step}[line]()
            return loss.item() / share(len(y), loader)

    return answer


def _one(examples, loader):
    return 1


def _of_all(examples, loader):
    return len(loader.dataset) / examples


def _by_batches(examples, loader):
    return len(loader)


def _before(change):
    """Return an answer that changes the logits before the criterion gets them."""
    return lambda model, criterion, optimizer, loader: _train_epoch(
        model, lambda z, y: criterion(change(z), y), optimizer, loader
    )


softmax_before = _before(lambda z: z.softmax(dim=1))
OTHERS_BEFORE = tuple(
    _before(change)
    for change in (lambda z: z.softmax(dim=0), lambda z: z.sigmoid(), lambda z: z.relu(), lambda z: z.tanh())
)


def _asked_again(when):
    """Return an answer that adds up losses of the changed model: `when` is "after each step" or "at the end"."""

    def answer(model, criterion, optimizer, loader):
        losses, sizes = [], []

        def note(x, y):
            losses.append(criterion(model(x), y).item() * len(y))
            sizes.append(len(y))

        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
            if when == "after each step":
                note(x, y)
        for x, y in loader if when == "at the end" else ():
            note(x, y)
        return sum(losses) / sum(sizes)

    return answer


after_the_step, after_the_epoch = _asked_again("after each step"), _asked_again("at the end")


def _epoch(**settings):
    return functools.partial(_train_epoch, **settings)


zero_grad_forgotten = _epoch(lines="backward step")
backward_forgotten = _epoch(lines="zero step")
LINES_MISSING = (
    _epoch(lines="zero backward"),
    _epoch(lines="backward"),
    _epoch(lines="zero"),
    _epoch(lines=""),
    _after_the_loop("step", inside="zero backward"),
    _after_the_loop("step", inside="backward"),
    _after_the_loop("backward step", inside="zero"),
    _after_the_loop("zero backward step"),
)
cleared_before_the_step = _epoch(lines="backward zero step")
OTHER_ORDERS = (_epoch(lines="zero step backward"), _epoch(lines="step zero backward"), _epoch(lines="step backward"))
mean_of_means = _epoch(mean=lambda losses, sizes: losses.mean())
graph_kept = _epoch(plain=lambda loss: loss)
OTHER_TENSORS = (_epoch(plain=lambda loss: loss.detach()),)
means_by_examples = _epoch(mean=lambda losses, sizes: losses.sum() / sizes.sum())
OTHER_SUMS = tuple(
    _epoch(mean=mean)
    for mean in (
        lambda losses, sizes: (losses * sizes).sum(),
        lambda losses, sizes: losses.sum(),
        lambda losses, sizes: (losses * sizes).sum() / len(sizes),
        lambda losses, sizes: (losses * sizes[0]).sum() / sizes.sum(),
        lambda losses, sizes: (losses / sizes).sum() / len(sizes),
        lambda losses, sizes: (losses / sizes).sum() / sizes.sum(),
        lambda losses, sizes: (losses / sizes).sum(),
        lambda losses, sizes: (losses * sizes).sum() / sizes[-1],
    )
)
last_loss = _epoch(mean=lambda losses, sizes: losses[-1])
OTHER_LOSSES = (
    _epoch(mean=lambda losses, sizes: losses[0]),
    _epoch(mean=lambda losses, sizes: losses[-1] * sizes[-1] / sizes.sum()),
    _epoch(mean=lambda losses, sizes: losses[-1] / len(sizes)),
    *(_returned_in_the_loop(lines, share) for lines in ("backward step", "") for share in (_one, _of_all, _by_batches)),
)


# 11.5


def _evaluate(model, loader, *, mode=True, back=True, record=False, guess=None, score=None, after=None):
    """Evaluate with one thing wrong; `after` is the mode that is set after each batch."""
    import torch

    if mode:
        model.eval()
    right, sizes = [], []
    with torch.set_grad_enabled(record):
        for x, y in loader:
            z = model(x)
            right.append(((guess(z) if guess else z.argmax(dim=1)) == y).sum().item())
            sizes.append(len(y))
            if after:
                getattr(model, after)()
    if back:
        model.train()
    return score(np.array(right), np.array(sizes)) if score else sum(right) / sum(sizes)


def _as_far_as_it_goes(z):
    """Return the largest logit's place along the batch for each class, as `zip` with the labels uses it: cut short."""
    guess = z.argmax(dim=1).fill_(-1)
    guess[: z.shape[1]] = z.argmax(dim=0)[: len(z)]
    return guess


def _evaluation(**settings):
    return functools.partial(_evaluate, **settings)


eval_forgotten = _evaluation(mode=False)
OTHER_MODES = (_evaluation(after="train"), _evaluation(mode=False, after="eval"))
left_in_eval = _evaluation(back=False)


def mode_put_back(model, loader):
    before = model.training
    share = _evaluate(model, loader)
    model.train(before)
    return share


def never_recorded_again(model, loader):
    import torch

    torch.set_grad_enabled(False)
    return _evaluate(model, loader)


graph_recorded = _evaluation(record=True)
mean_of_batches = _evaluation(score=lambda right, sizes: (right / sizes).mean())
wrong_axis = _evaluation(guess=lambda z: z.argmax(dim=0))
OTHER_AXES = (
    _evaluation(guess=lambda z: z.argmax()),
    _evaluation(guess=lambda z: z.max(dim=0).indices),
    _evaluation(guess=lambda z: _as_far_as_it_goes(z)),
    _evaluation(
        guess=lambda z: _as_far_as_it_goes(z), score=lambda right, sizes: right.sum() / sizes.clip(max=3).sum()
    ),
)
counted_not_shared = _evaluation(score=lambda right, sizes: right.sum())
OTHER_SCORES = tuple(
    _evaluation(score=score)
    for score in (
        lambda right, sizes: right.sum() / len(sizes),
        lambda right, sizes: right.sum() / sizes[0],
        lambda right, sizes: right.sum() / sizes[-1],
        lambda right, sizes: right.sum() / (sizes[0] * len(sizes)),
        lambda right, sizes: right.sum() / 3,
        lambda right, sizes: 100 * right.sum() / sizes.sum(),
        lambda right, sizes: sizes.sum() / max(right.sum(), 1),
    )
)
largest_not_its_place = _evaluation(guess=lambda z: z.max(dim=1).values)
OTHER_GUESSES = tuple(
    _evaluation(guess=guess)
    for guess in (
        lambda z: z.max(dim=1).values.round(),
        lambda z: z.argmin(dim=1),
        lambda z: z.argmax(dim=1) + 1,
        lambda z: z[:, 0],
        lambda z: z.softmax(dim=1).max(dim=1).values,
        lambda z: (z[:, 0] > 0).long(),
        lambda z: (z[:, 1] > z[:, 0]).long(),
    )
)
one_batch = _evaluation(score=lambda right, sizes: right[-1] / sizes[-1])
OTHER_BATCHES = (
    _evaluation(score=lambda right, sizes: right[0] / sizes[0]),
    _evaluation(score=lambda right, sizes: right[-1] / sizes.sum()),
    _evaluation(score=lambda right, sizes: right.sum() / sizes[-1] if len(sizes) == 1 else right[-1] / sizes[0]),
)
