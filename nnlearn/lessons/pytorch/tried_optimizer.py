"""Try the class of a learner's optimizer on parameters of the check: which of its arguments count, what is kept."""

import inspect


def fault_of_the_class(optimizer, arguments, options):
    """Return a sentence about an optimizer that ignores an argument or keeps nothing between its steps, or "".

    Parameters
    ----------
    optimizer : object
        The learner's; only its class is used.
    arguments, options : tuple and dict
        What it was made with. One of them holds the parameters, the others are numbers.
    """
    try:
        given = inspect.signature(type(optimizer)).bind(*arguments, **options)
        given.apply_defaults()
        numbers = {name: one for name, one in given.arguments.items() if type(one) is float and 1e-4 <= one < 100}
        steps = {name: _steps(optimizer, given, {name: one / 2}) for name, one in numbers.items()}
        plain = _steps(optimizer, given, {})
    except Exception:  # a class that wants something else: nothing is known about it
        return ""
    for name in numbers:
        if bool((steps[name] == plain).all()):
            return (
                f"The optimizer makes the same first steps with half of its `{name}`: on them `{name}` has no effect."
            )
    rates = [name for name in numbers if bool((abs(2 * steps[name] - plain) <= 1e-9 * abs(plain)).all())]
    kept = [name for name, one in numbers.items() if 0.3 <= one < 1 and rates != [name]]  # a rate may be large, too
    if kept and not plain[1].any() and bool((abs(plain[2] - plain[0]) <= 1e-9 * abs(plain[0])).all()):
        return (
            f"The optimizer keeps nothing from one step to the next, although its `{kept[-1]}` is "
            f"{numbers[kept[-1]]:g}: after a step, a gradient of 0 moves nothing at all. A velocity is made once, in "
            "__init__, and each step changes it."
        )
    return ""


def _steps(optimizer, given, changed):
    """Return four steps of a new optimizer of this class, with some numbers changed; the second gradient is 0."""
    import torch

    toy = torch.nn.Linear(2, 2).double()
    with torch.no_grad():
        for p in toy.parameters():
            p.copy_(torch.arange(1.0, 1 + p.numel()).reshape(p.shape))
    call = inspect.BoundArguments(given.signature, type(given.arguments)({**given.arguments, **changed}))
    (place,) = (name for name, one in call.arguments.items() if not isinstance(one, int | float | str | None))
    call.arguments[place] = toy if isinstance(call.arguments[place], torch.nn.Module) else list(toy.parameters())
    made, moves = type(optimizer)(*call.args, **call.kwargs), []
    for size in (1.0, 0.0, 1.0, -3.0):
        before = torch.cat([p.detach().ravel().clone() for p in toy.parameters()])
        for p in toy.parameters():
            p.grad = size * torch.arange(2.0, 2 + p.numel(), dtype=p.dtype).reshape(p.shape)
        made.step()
        moves.append(torch.cat([p.detach().ravel() for p in toy.parameters()]) - before)
    return torch.stack(moves)
