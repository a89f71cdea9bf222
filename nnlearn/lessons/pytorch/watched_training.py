"""Watch a training of the learner's: what the optimizer does in its first step, what the network sees and becomes."""

import functools
import types

from nnlearn.checks.diagnosis.source import names_used
from nnlearn.lessons.pytorch.tried_optimizer import fault_of_the_class


class Watcher:
    """A context in which the learner's optimizers and networks are watched.

    Parameters
    ----------
    train : function
        Classes that it uses and that have a method `step` are taken for optimizers.
    """

    def __init__(self, train):
        used = [one for one in names_used(train).values() if isinstance(one, type)]
        self.classes = [one for one in used if isinstance(getattr(one, "step", None), types.FunctionType)]
        self.optimizer = None
        self.made: tuple | None = None  # the newest optimizer, and the arguments it was made with
        self.steps, self.passes, self.cleared = 0, 0, True
        self.first: dict = {}  # of the first step: what moved, and how far along the gradient
        self.start: dict = {}  # the parameters at their first forward pass
        self.rows: set = set()  # the examples that went in
        self.count, self.largest = 0, 0.0  # how many went in, and their largest number
        self.finite = True  # whether all numbers that went in are

    def __enter__(self):
        from torch.nn.modules.module import register_module_forward_pre_hook

        self.hook = register_module_forward_pre_hook(self._forward)
        self.kept = [
            (one, name, getattr(one, name), name in vars(one))
            for one in self.classes
            for name in ("__init__", "step", "zero_grad")
            if isinstance(getattr(one, name, None), types.FunctionType)
        ]
        watched = {"__init__": self._init, "step": self._step, "zero_grad": self._zero_grad}
        for one, name, function, _ in self.kept:
            setattr(one, name, watched[name](function))
        return self

    def __exit__(self, *_):
        self.hook.remove()
        for one, name, function, own in self.kept:
            if own:
                setattr(one, name, function)
            else:  # inherited
                delattr(one, name)

    def _forward(self, module, inputs):
        import torch

        for parameter in module.parameters():
            if id(parameter) not in self.start:
                self.start[id(parameter)] = (parameter, parameter.detach().clone())
        if inputs and hasattr(inputs[0], "detach") and not self._inside(module):
            x = inputs[0].detach().cpu()
            self.passes += torch.is_grad_enabled()
            self.count, self.largest = self.count + len(x), max(self.largest, float(x.max()))
            self.finite = self.finite and bool(torch.isfinite(x).all())
            if len(self.rows) < 3000:
                self.rows.update(row.tobytes() for row in x.numpy())

    def _inside(self, module):
        """Return whether a module is a layer of a network that was seen before, not the network itself."""
        self.whole = getattr(self, "whole", None) or module
        return module is not self.whole

    def _init(self, function):
        @functools.wraps(function)
        def init(optimizer, *arguments, **options):
            if self.made is None or self.made[0] is not optimizer:  # not again for the class it inherits from
                self.made = (optimizer, arguments, options)
            return function(optimizer, *arguments, **options)

        return init

    def _step(self, function):
        @functools.wraps(function)
        def step(optimizer, *arguments, **options):
            self.optimizer, self.steps = optimizer, self.steps + 1
            if self.steps > 1:
                return function(optimizer, *arguments, **options)
            before = [
                (p, p.detach().clone(), None if p.grad is None else p.grad.clone()) for p, _ in self.start.values()
            ]
            try:
                result = function(optimizer, *arguments, **options)
            except TypeError as error:
                raise self._without_gradient(before, error) from None
            moves = [(p.detach() - old, grad) for p, old, grad in before if grad is not None]
            self.first = {
                "gradients": len(moves),
                "left": sum(bool(grad.any()) and not bool(move.any()) for move, grad in moves),
                "moves": float(sum((move**2).sum() for move, _ in moves)),
                "along": float(sum((move * grad).sum() for move, grad in moves)),
                "squares": float(sum((grad**2).sum() for _, grad in moves)),
            }
            return result

        return step

    def _without_gradient(self, before, error):
        """Return the error to raise for one of the first step: its own, or what it means that a gradient is None."""
        if "NoneType" not in str(error):
            return error
        if any(grad is not None for _, _, grad in before):
            return TypeError(
                "step meets a parameter without a gradient, although the network has gradients. Was the optimizer made "
                "with the parameters of this network?"
            )
        return TypeError("step finds no gradient. Has backward run before it, and was nothing cleared since?")

    def _zero_grad(self, function):
        @functools.wraps(function)
        def zero_grad(optimizer, *arguments, **options):
            result = function(optimizer, *arguments, **options)
            if self.steps:
                grads = [p.grad for p, _ in self.start.values() if p.grad is not None]
                self.cleared = self.cleared and not any(bool(grad.any()) for grad in grads)
            return result

        return zero_grad

    @property
    def rate(self):
        """How far the first step went along the negative gradient: the learning rate as it acts. None if elsewhere."""
        first = self.first
        if not first.get("squares") or first["along"] ** 2 < 0.999 * first["moves"] * first["squares"]:
            return None  # Adam's first step, for one, goes another way
        return -first["along"] / first["squares"]

    def advice(self, model, *, read, seen, examples):
        """Return what is wrong or missing in a training that did not reach the target, or "".

        Parameters
        ----------
        model : torch.nn.Module
            What it returned.
        read, seen : float
            Shares of digits read: unseen ones, and those it was trained on.
        examples : int
            How many digits there are to train on.
        """
        return (
            self._of_the_step(model)
            or self._of_the_network(model)
            or self._of_the_data(examples)
            or (self._of_the_amount(read, seen, examples))
        )

    def _of_the_step(self, model):
        import torch

        final = list(model.parameters())
        if not final:
            return "The model has no parameters, so nothing can be learned. Are the layers in a plain list (11.2)?"
        strangers = [p for p in final if id(p) not in self.start]
        if len(strangers) == len(final):
            return (
                "The model that is returned is not the one that was trained: no example went through its own "
                "parameters. Is it a new one, or a copy?"
            )
        if self.optimizer is not None and any(
            isinstance(one, types.GeneratorType) for one in vars(self.optimizer).values()
        ):
            return (
                "The optimizer keeps model.parameters() itself. That is a generator: after one walk through it nothing "
                "comes out any more. Keep a list of it."
            )
        if self.first and 0 < self.first["left"] < self.first["gradients"]:
            return (
                f"The first step left {self.first['left']} of the {self.first['gradients']} parameters as they were, "
                "although they have a gradient. Does the loop in step reach all of them?"
            )
        if not self.cleared:
            return "After zero_grad the gradients are still there, so each step uses the sum of all earlier ones."
        if self.classes and not self.steps:
            return "The optimizer's step never ran. Is it called for every batch?"
        unchanged = all(torch.equal(p, self.start[id(p)][1]) for p in final if id(p) in self.start)
        if self.first and not self.first["gradients"]:
            return (
                "At the first step no parameter has a gradient. Has backward run before it, and nothing cleared since?"
            )
        if unchanged:
            return (
                "Step changes no parameter of the model. `p = p - ...` makes a new tensor and leaves the old one as it "
                "was; `p -= ...` changes it. And is it the model's own parameter that p stands for?"
            )
        if self.first and self.first["along"] > 0:
            return "The first step goes uphill, along the gradient. Look at the signs in step."
        ignored = fault_of_the_class(*self.made) if self.made and self.made[0] is self.optimizer else ""
        if ignored:
            return ignored
        if 3 * self.steps < self.passes and self.steps:
            return (
                f"Batches that went through the network: {self.passes:,}. Steps of the optimizer: {self.steps:,}. Does "
                "step run for every batch?"
            )
        if any(not bool(torch.isfinite(p).all()) for p in final):
            if not self.finite:
                return "What went into the network was not all finite: NaN or infinity. Is something divided by 0?"
            return f"The parameters have become NaN or infinite, most often because steps are too large.{self._rate()}"
        return ""

    def _of_the_network(self, model):
        import torch

        dtype = next(model.parameters()).dtype
        with torch.no_grad():
            z = model(torch.rand(5, 64, dtype=dtype))
        if bool((z >= 0).all()) and torch.allclose(z.sum(dim=1), torch.ones(5, dtype=dtype), atol=1e-4):
            return "The model returns probabilities. CrossEntropyLoss applies the softmax itself and wants logits."
        if bool((z >= 0).all()) and bool((z == 0).any()):
            return (
                "No output of the model is negative for five pictures of noise. Does a ReLU stand after the last "
                "layer? Logits need none."
            )
        widths = [layer.out_features for layer in model.modules() if isinstance(layer, torch.nn.Linear)][:-1]
        if widths and min(widths) < 12:
            return f"The narrowest hidden layer has {min(widths)} units, which are few for ten digits."
        return ""

    def _of_the_data(self, examples):
        if self.largest > 1.5:
            return (
                f"It was trained on pixels up to {self.largest:.3g}, but it is tested with pixels from 0 to 1: "
                "scale them before it trains."
            )
        if 0 < len(self.rows) < 0.9 * examples:
            return f"It has seen {len(self.rows):,} different digits of {examples:,}. Does the loader reach them all?"
        return ""

    def _of_the_amount(self, read, seen, examples):
        made = f" It went through the digits {self.count / examples:.2g} times." if self.count else ""
        if seen < 0.97 and self.rate and self.rate < 0.003:
            return f"It reads {seen:.0%} of the digits it was trained on: the steps are small.{made}{self._rate()}"
        if read < 0.3 and self.rate and self.rate > 0.5:
            return f"It guesses, and the steps are large.{self._rate()} Try a smaller one."
        if read < 0.2:
            return (
                "The weights move, and still it guesses. Does each picture keep its own label, on the way through "
                f"your data set and loader?{self._rate()}"
            )
        if seen < 0.97:
            return (
                f"It reads only {seen:.0%} of the digits it was trained on, so it can learn more.{made}{self._rate()}"
            )
        return f"It reads {seen:.1%} of the digits it was trained on, so it is close.{made} More units or epochs help."

    def _rate(self):
        return f" The first step was {self.rate:.2g} times the gradient: that is its rate." if self.rate else ""
