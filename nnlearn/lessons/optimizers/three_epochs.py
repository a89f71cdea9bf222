"""Exercise 07.5: how many digits are right after three epochs, and what would do better."""

import math

import numpy as np

from nnlearn.arguments import describe

SHARE, STARTS, EPOCHS = 0.94, 5, 3
FEW_STEPS = 60  # a batch of 64 makes 66
SMALLEST_BATCH = 4  # 1,011 steps for each start; with one example it would be 4,044, which takes too long


class Digits:
    """Train the network of the exercise with what `choose` chooses."""

    def __init__(self, choose):
        import nnlearn.numpy as nn
        from nnlearn import datasets

        self.nn, self.choose, self.choices = nn, choose, []
        data = datasets.digits()
        (self.x, self.y), self.unseen = datasets.split(data.x / 16, data.y, seed=0)

    def chosen(self, seed):
        """Return a new network, and the optimizer and the batch size that `choose` gives for it."""
        model = self.started(seed)
        optimizer, size = checked(self.choose(self.nn, model.parameters()), model)
        fresh = self.started(seed)  # after a seed that `choose` may have set, too, the batches are those of this start
        if any(
            (one.data != other.data).any() for one, other in zip(model.parameters(), fresh.parameters(), strict=True)
        ):
            raise ValueError(
                "choose changes the weights of the network. It only chooses; the three epochs come after it."
            )
        settings = [{k: one for k, one in group.items() if k != "params"} for group in optimizer.param_groups]
        self.choices.append((type(optimizer).__name__, repr(settings), size))
        return model, optimizer, size

    def started(self, seed):
        """Return a new network, as it is after this seed."""
        self.nn.manual_seed(seed)
        return self.nn.Sequential(self.nn.Linear(64, 32), self.nn.ReLU(), self.nn.Linear(32, 10))

    def loss(self, model):
        """Return the loss of a network on all training digits."""
        with np.errstate(all="ignore"):
            return float(self.nn.CrossEntropyLoss()(model(self.nn.tensor(self.x)), self.nn.tensor(self.y)).item())

    def trained(self, seed, rate=1.0, batch=1.0, **settings):
        """Train once, with the rate or the batch as many times as large; return the share of unseen digits right.

        Returns
        -------
        share : float
        model : Module
        history : History, or None if the training met a number that is not finite
        """
        from nnlearn.metrics import accuracy

        model, optimizer, size = self.chosen(seed)
        group = optimizer.param_groups[0]
        group["lr"] *= rate
        group.update(settings)
        size = min(max(SMALLEST_BATCH, round(size * batch)), len(self.x))
        try:
            history = self.nn.fit(
                model, self.nn.CrossEntropyLoss(), optimizer, self.x, self.y, epochs=EPOCHS, batch_size=size
            )
        except ValueError as error:
            if not hasattr(error, "history"):  # TrainingStopped has one
                raise
            return 0.0, model, None
        x, y = self.unseen
        return float(accuracy(self.nn.predict(model, x), y)), model, history


def measure_three_epochs(choose):
    """Train for three epochs from five starts, and measure the accuracy on unseen digits."""
    if not callable(choose) or isinstance(choose, type):
        raise TypeError(
            f'Expected the function itself, got {describe(choose)}. Write check("07.5", choose), without brackets.'
        )
    digits = Digits(choose)
    runs = [digits.trained(seed) for seed in range(STARTS)]
    if len(set(digits.choices)) > 1:
        raise ValueError(
            "choose returned other settings for another start. One choice is asked for, and it must do for all five."
        )
    shares = [share for share, _, _ in runs]
    worst = min(shares)
    shown = ", ".join(percent(share) for share in shares)
    sentence = f"Accuracy on 449 unseen digits, from five starts: {shown}."
    if any(history is None for _, _, history in runs):
        sentence += " (0 % where the loss grew until it was not finite.)"
    passed = worst >= SHARE
    return worst, passed, sentence, "" if passed else advice(digits, runs)


def percent(share):
    """Return a share as a text, rounded down: what is shown as reaching a target does reach it.

    Examples
    --------
    >>> percent(0.9399), percent(0.94)
    ('93.9 %', '94.0 %')
    """
    return f"{math.floor(1000 * share + 1e-9) / 10:.1f} %"


def checked(chosen, model):
    """Return the optimizer and the batch size, or raise an error that says what to return."""
    from nnlearn.numpy.optimizers import Optimizer

    wanted = "an optimizer and the size of a batch: return nn.SGD(parameters, lr=...), 64"
    if chosen is None:
        raise TypeError(f"choose returned None, expected {wanted}. Is there a `return`?")
    if not isinstance(chosen, tuple | list):
        kind = "an optimizer alone" if isinstance(chosen, Optimizer) else describe(chosen)
        raise TypeError(f"choose returned {kind}, expected {wanted}, with a comma between them.")
    if len(chosen) != 2:
        raise ValueError(f"choose returned {len(chosen)} things, expected {wanted}.")
    optimizer, size = chosen
    if isinstance(size, Optimizer):
        raise TypeError(f"choose returned the optimizer second, expected {wanted}. Exchange the two.")
    if isinstance(optimizer, type):
        raise TypeError(
            f"choose returned the class {optimizer.__name__}, expected an optimizer made of it: give the class the "
            "parameters and a rate, in brackets."
        )
    name, own = type(optimizer).__name__, not type(optimizer).__module__.startswith("nnlearn.")
    if not isinstance(optimizer, Optimizer) or own:
        kind = f"an optimizer of your own, {name}," if own and hasattr(optimizer, "step") else describe(optimizer)
        raise TypeError(f"choose returned {kind} first, expected an optimizer of `nn`, such as nn.SGD.")
    if not held(optimizer, model):
        raise ValueError(
            "The optimizer moves weights of another network. Every call of choose is for a new one: make a new "
            "optimizer in each call, from the `parameters` it is given."
        )
    if isinstance(size, bool) or not isinstance(size, int | float | np.number) or not float(size).is_integer():
        raise TypeError(f"choose returned {size!r} as the size of a batch, expected a whole number of examples.")
    if size < SMALLEST_BATCH:
        raise ValueError(
            f"choose returned batches of {int(size)}, expected at least {SMALLEST_BATCH} examples: fewer take too "
            "long here."
        )
    return optimizer, int(size)


def held(optimizer, model):
    """Return how many arrays of a network an optimizer moves."""
    own = list(model.parameters())
    return sum(any(one is other for other in own) for one in optimizer.param_groups[0]["params"])


def advice(digits, runs):
    """Return what is wrong with a choice, or what did better when it was tried from the worst start."""
    shares = [share for share, _, _ in runs]
    worst = int(np.argmin(shares))
    fresh, optimizer, _ = digits.chosen(worst)
    if held(optimizer, fresh) < len(list(fresh.parameters())):
        count = f"{held(optimizer, fresh)} of the {len(list(fresh.parameters()))}"
        return f"The optimizer moves only {count} arrays of the network. Give it all `parameters`."
    _, model, history = runs[worst]
    if history is None:
        return not_finite(digits, worst)
    size = digits.chosen(worst)[2]
    if size > len(digits.x):
        return (
            f"There are {len(digits.x):,} digits: a batch of {size:,} holds all of them, and makes one step an epoch."
        )
    decay = digits.chosen(worst)[1].param_groups[0].get("weight_decay", 0)
    if history.loss[-1] > 0.9 * history.steps[0]:
        seen = (
            f"From the worst start the loss on the training digits went from {digits.loss(fresh):.2f} to "
            f"{digits.loss(model):.2f} in {len(history.steps)} steps"
        )
        far = (
            (decay and held_back(digits, worst, shares[worst], seen, model))
            or (len(history.steps) < FEW_STEPS and few_steps(digits, worst, shares[worst], seen))
            or far_off(digits, worst, shares[worst], seen, moved(digits, worst, model))
        )
        if far:
            return far
    better = tried(digits, worst, shares[worst], decay)
    if better:
        return better
    reached = sum(share >= SHARE for share in shares)
    others = " nor smaller batches" if size > 16 else " nor larger batches" if size < 16 else ""
    return f"Tried from the worst start: neither a third nor three times the rate{others} do clearly better. " + (
        f"{reached} of five starts reach it: try smaller changes." if reached else "Is another optimizer faster?"
    )


def not_finite(digits, seed):
    """Say what kept the loss from staying finite: the change with which it does."""
    grew = "The loss grew until it was not finite"
    decay = digits.chosen(seed)[1].param_groups[0].get("weight_decay", 0)
    if decay and digits.trained(seed, weight_decay=0.0)[2] is not None:
        return f"{grew}, and without weight decay it does not: yours is far too large."
    if any(digits.trained(seed, rate=rate)[2] is not None for rate in (0.1, 1e-3, 1e-6)):
        return f"{grew}: the learning rate is far too large."
    return f"{grew}, and with a millionth of the learning rate too. What else did you set?"


def moved(digits, seed, model):
    """Return how far training has moved the weights, as a part of their length at the start."""
    before = np.concatenate([one.data.ravel() for one in digits.chosen(seed)[0].parameters()])
    after = np.concatenate([one.data.ravel() for one in model.parameters()])
    return float(np.linalg.norm(after - before) / np.linalg.norm(before))


def held_back(digits, seed, share, seen, model):
    """Say that weight decay is too large, if training without it does better by far; or ""."""
    if digits.trained(seed, weight_decay=0.0)[0] <= share + 0.2:
        return ""
    before, after = length(digits.chosen(seed)[0]), length(model)
    shrunk = f", and the weights shrank to {100 * after / before:.0f} % of their length" if after < 0.8 * before else ""
    return f"{seen}{shrunk}. Without weight decay it does better: yours is far too large."


def few_steps(digits, seed, share, seen):
    """Say that the batch is too large, if training with a smaller one does better by far; or ""."""
    size = digits.chosen(seed)[2]
    factor = 16 / size
    if size <= 16 or digits.trained(seed, batch=factor)[0] <= share + 0.2:
        return ""
    return f"{seen}: a batch of {size} makes no more of them in three epochs. With batches of 16 it does better."


def length(model):
    """Return the root of the sum of all squared weights and biases."""
    return float(np.linalg.norm(np.concatenate([one.data.ravel() for one in model.parameters()])))


def far_off(digits, seed, share, seen, distance):
    """Say whether a rate is too large or too small by far, if the loss has hardly fallen; "" if neither is found."""
    directions = {
        "too large": (1 / 10, 1 / 100, 1 / 1000) if distance > 0.1 else (),
        "too small": (30, 1000, 30000) if distance < 0.5 else (),
    }
    for words, factors in directions.items():
        if any(digits.trained(seed, rate=factor)[0] > share + 0.2 for factor in factors):
            far = f"{distance:.0f} times" if distance >= 2 else f"{100 * distance:.1f} % of"
            return (
                f"{seen}, and the weights moved by {far} their length at the start: the learning rate is far {words}."
            )
    return ""


def tried(digits, seed, share, decay):
    """Train again from one start with one thing changed; return what did clearly better, nearly as the best."""
    size = digits.chosen(seed)[2]
    changes = {
        "with three times the learning rate it does better: your steps are too short": {"rate": 3.0},
        "with a third of the learning rate it does better: your steps are too long": {"rate": 1 / 3},
    }
    if size > 16:
        changes["with smaller batches it does better: your steps are too few"] = {"batch": 0.25}
    elif size < 16:
        changes["with larger batches it does better: your steps are too noisy"] = {"batch": 4.0}
    if decay:
        changes["without weight decay it does better: the decay holds the weights back"] = {"weight_decay": 0.0}
    results = {words: digits.trained(seed, **change)[0] for words, change in changes.items()}
    best = max(results.values())
    good = [
        words for words, result in results.items() if result > share + 0.01 and result - share > 0.8 * (best - share)
    ]
    return f"Tried from the worst start: {'; and '.join(good)}." if good else ""
