"""Check a gradient: compare it with the slope measured by moving each number a little."""

from dataclasses import dataclass, field

import numpy as np

from nnlearn import arguments

__all__ = ["GradientCheck", "gradcheck", "numerical_gradient", "relative_error"]


def numerical_gradient(function, x, step=1e-5):
    """Measure a gradient by central differences: df/dx_i ~ (f(x + h e_i) - f(x - h e_i)) / 2h.

    Parameters
    ----------
    function : function of an array of x's shape -> number
    x : ndarray of float64, any shape
        Each number is moved in place and then restored.
    step : float
        h > 0, times |x_i| if that is above 1. The formula is off by h^2 |f'''|/6, and rounding adds eps |f|/h, with
        eps = 2.2e-16 for float64. If f and f''' are about equal in size, the sum is smallest near h = eps^(1/3) = 6e-6.
        In float32, with eps = 1.2e-7, even the best h leaves an error of some 1e-5, so float64 is needed.

    Returns
    -------
    ndarray of x's shape, float64

    Raises
    ------
    TypeError, ValueError
        If x is not a finite, writeable float64 array, h is not a number > 0, or the function returns something other
        than one number.

    References
    ----------
    Press, Teukolsky, Vetterling, Flannery (2007), "Numerical recipes", section 5.7.

    Examples
    --------
    >>> numerical_gradient(lambda x: float((x**2).sum()), np.array([1.0, -2.0])).round(6).tolist()
    [2.0, -4.0]
    """
    _check_double("numerical_gradient", "x", arguments.finite("numerical_gradient", "x", x))
    if not x.flags.writeable:
        raise ValueError("numerical_gradient expected x to be writeable, got an array that is not: x.copy() is")
    step = arguments.number("numerical_gradient", "step", step, low=0, open_low=True)
    return differences(lambda x: arguments.returned_number("numerical_gradient", function(x)), x, step)


def differences(function, x, step=1e-5):
    """Return the central differences of `numerical_gradient`; x may be a tensor, on any device."""
    gradient = np.zeros(tuple(x.shape))
    for i in np.ndindex(*x.shape):
        centre = float(x[i])
        h = step * max(1.0, abs(centre))  # a number of 1e13 does not move by 1e-5
        x[i] = centre + h
        above = float(function(x))
        x[i] = centre - h
        below = float(function(x))
        x[i] = centre
        gradient[i] = (above - below) / (2 * h)  # (f(x + h) - f(x - h)) / 2h
    return gradient


def relative_error(a, b):
    """Return how far apart two arrays are, element by element: |a - b| / max(|a|, |b|, 1e-8).

    Parameters
    ----------
    a, b : ndarray of equal shape

    Returns
    -------
    ndarray of that shape
        0 where they are equal, 2 where only the sign differs. The floor of 1e-8 avoids 0/0.

    Raises
    ------
    TypeError, ValueError
        If they are not finite arrays of numbers, or differ in shape.

    Examples
    --------
    >>> relative_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])).tolist()
    [0.0, 0.0]
    """
    arguments.finite("relative_error", "a", a)
    arguments.finite("relative_error", "b", b)
    if a.shape != b.shape:
        raise ValueError(f"relative_error expected b of a's shape {a.shape}, got {b.shape}")
    a, b = a.astype(np.float64), b.astype(np.float64)  # whole numbers without a sign would wrap around
    return np.abs(a / 2 - b / 2) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8) * 2  # a - b may not fit


@dataclass(frozen=True)
class GradientCheck:
    """The outcome of `gradcheck`: true if all gradients agree; printed, it is a table with one row per parameter.

    Attributes
    ----------
    errors : dict of str to ndarray
        Relative error of each entry of each parameter, by the parameter's name; 0 if the two are closer than 1e-10 of
        the loss (of 1, if that is more), since differences of rounded losses are not more precise than that. NaN where
        nothing can be compared: at a kink, and where both gradients are 0, which many a wrong formula would give too.
    tolerance : float
        Upper limit for the largest error of a parameter: one wrong entry must not hide among thousands.
    kinks : dict of str to ndarray of bool
        Entries that disagree at a kink, such as that of a ReLU: the slopes to the left and to the right differ there,
        and the central difference, their mean, says nothing about the gradient.

    Examples
    --------
    >>> GradientCheck({"weight": np.array([0.0, np.nan]), "bias": np.array([2.0])}, tolerance=1e-6)
    gradient check: FAILED
      parameter     checked  largest error  kinks skipped
      weight         1 of 2       <= 1e-06              0
      bias           1 of 1        2.0e+00              0  WRONG in 1
      Not checked: kinks, and entries where both gradients are 0.
    """

    errors: dict
    tolerance: float
    kinks: dict = field(default_factory=dict)

    def __bool__(self):
        compared = np.concatenate([[], *(e[~np.isnan(e)] for e in self.errors.values())])
        return bool(compared.size and compared.max() <= self.tolerance)

    def __repr__(self):
        verdict = "passed" if self else "nothing was checked"
        width = max(9, *map(len, self.errors))
        rows = [f"  {'parameter':{width}} {'checked':>11} {'largest error':>14} {'kinks skipped':>14}"]
        for name, e in self.errors.items():
            compared = e[~np.isnan(e)]
            largest, remark = f"<= {self.tolerance:g}", ""
            if wrong := int((compared > self.tolerance).sum()):
                verdict, largest, remark = "FAILED", f"{compared.max():.1e}", f"  WRONG in {wrong}"
            elif not compared.size:
                largest, remark = "-", "  nothing was checked"
            checked, kinks = f"{compared.size} of {e.size}", int(np.sum(self.kinks.get(name, 0)))
            rows.append(f"  {name:{width}} {checked:>11} {largest:>14} {kinks:>14}{remark}")
        if any(np.isnan(e).any() for e in self.errors.values()):
            rows.append("  Not checked: kinks, and entries where both gradients are 0.")
        return "\n".join([f"gradient check: {verdict}", *rows])


def gradcheck(model, criterion, x, y, *, tolerance=1e-6):
    """Compare every gradient of a model, and that of its input, with central differences.

    Where they disagree, five losses decide why: differences of a higher order remove the effect of curvature, and
    one-sided ones show a kink.

    Parameters
    ----------
    model : Module of either side, in float64 (`model.double()`), without dropout (`model.eval()`)
    criterion : a loss of the same side
        With one number for the batch (reduction "mean" or "sum").
    x : ndarray, or tensor of the model's side, of float64 and shape (batch, ...), finite
        It may also hold whole numbers, as an `Embedding` takes them; then only the parameters are checked, since x
        cannot move.
    y : ndarray, or tensor of the model's side, as the criterion takes it
    tolerance : float
        Largest relative error that counts as equal, > 0.

    Returns
    -------
    GradientCheck
        True if all gradients agree; printed, it says how many entries were compared, and how many lie at a kink.

    Raises
    ------
    TypeError
        If the model or x is float32, in which differences have relative errors up to 1 and prove nothing; if an
        argument is not of its kind.
    ValueError
        If the loss has reduction="none" or is random, or an array is empty or holds NaN or infinity.

    References
    ----------
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 11.5.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).double()
    >>> gradcheck(model, nn.MSELoss(), np.ones((4, 2)), np.zeros((4, 1)))
    gradient check: passed
      parameter     checked  largest error  kinks skipped
      x              8 of 8       <= 1e-06              0
      0.weight       6 of 6       <= 1e-06              0
      0.bias         3 of 3       <= 1e-06              0
      2.weight       3 of 3       <= 1e-06              0
      2.bias         1 of 1       <= 1e-06              0
    """
    tolerance = arguments.number("gradcheck", "tolerance", tolerance, low=0, open_low=True)
    if not hasattr(model, "named_parameters") or isinstance(model, type):
        raise TypeError(f"gradcheck expected model to be a Module, got {arguments.describe(model)}")
    if not callable(criterion) or isinstance(criterion, type):
        raise TypeError(f"gradcheck expected criterion to be a loss, got {arguments.describe(criterion)}")
    arguments.scalar_loss("gradcheck", criterion)
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}  # frozen ones get no gradient
    tensors = any(hasattr(p, "detach") for p in parameters.values()) or (not parameters and hasattr(x, "detach"))
    for name, values in (("x", x), ("y", y)):
        arguments.finite(
            "gradcheck", name, values, type(values) if tensors and hasattr(values, "detach") else np.ndarray
        )
    whole = arguments.dtype_kind(x) in ("i", "u")  # indices of an embedding do not move
    for name, values in (parameters if whole else {"x": x, **parameters}).items():
        _check_double("gradcheck", name, values)
    model.zero_grad()
    if tensors:  # PyTorch's side
        x, y = (_as_tensor(next(model.parameters(), x), values) for values in (x, y))
        x = x.detach().clone().requires_grad_(not whole)
        loss = criterion(model(x), y)
        loss.backward()
        x_grad, x_data = x.grad, x.data
    else:  # NumPy's side
        x = x.copy()
        loss = criterion(model(x), y)
        x_grad, x_data = model.backward(criterion.backward()), x
    found = {} if whole else {"x": (x_data, x_grad)}
    found |= {name: (parameter.data, parameter.grad) for name, parameter in parameters.items()}
    blur = 1e-10 * max(1.0, abs(loss.item()))  # rounding error of the loss / 2h: differences are not sharper than that

    def measure(_):  # the model computes with these very arrays, so moving a number counts
        return criterion(model(x), y).item()

    if abs(measure(x) - loss.item()) > blur:
        raise ValueError(
            f"gradcheck expected a loss that two passes agree on, got {loss.item():g} and {measure(x):g}: "
            f"model.eval() switches dropout off"
        )
    errors, kinks = {}, {}
    for name, (values, grad) in found.items():
        analytic = np.zeros(tuple(values.shape)) if grad is None else np.array(grad.tolist())
        errors[name], kinks[name] = _compare(measure, values, analytic, tolerance, blur)
    model.zero_grad()
    return GradientCheck(errors, tolerance, kinks)


def _compare(function, values, analytic, tolerance, blur):
    """Return the relative errors of a gradient, NaN where nothing can be compared, and which entries are at a kink."""

    def errors():
        return relative_error(analytic, numeric) * (abs(analytic - numeric) > blur)

    numeric, gap = differences(function, values), np.zeros(analytic.shape)
    for place in map(tuple, np.argwhere(errors() > tolerance)):
        numeric[place], gap[place] = _second_look(function, values, place)
    found = errors()
    kinks = (found > tolerance) & (gap > np.maximum(10 * blur, 1e-3 * abs(analytic - numeric)))  # not rounding only
    flat = np.maximum(abs(analytic), abs(numeric)) <= blur
    return np.where(kinks | flat, np.nan, found), kinks


def _second_look(function, x, i, step=1e-5):
    """Return the slope at entry i from five points, and how far the slopes to its left and to its right are apart.

    `f'(x) ~ (8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12h`, which is off by some h^4, and on one side
    `f'(x) ~ (4 f(x + h) - f(x + 2h) - 3 f(x)) / 2h`. Curvature cancels in both, so a gap between the sides is a kink.
    """
    centre, f = float(x[i]), {}
    h = step * max(1.0, abs(centre))
    for k in (-2, -1, 0, 1, 2):
        x[i] = centre + k * h
        f[k] = float(function(x))
    x[i] = centre
    left, right = (3 * f[0] + f[-2] - 4 * f[-1]) / (2 * h), (4 * f[1] - f[2] - 3 * f[0]) / (2 * h)
    return (8 * (f[1] - f[-1]) - (f[2] - f[-2])) / (12 * h), abs(right - left)


def _as_tensor(parameter, values):
    """Return an array as a tensor on the parameter's device, with labels as whole numbers; a tensor as it is."""
    if not isinstance(values, np.ndarray):
        return values
    whole = values.dtype.kind in "iu"
    tensor = parameter.new_tensor(np.array(values, np.int64 if whole else np.float64))
    return tensor.long() if whole else tensor


def _check_double(caller, name, values):
    if "float64" not in str(values.dtype):
        raise TypeError(
            f"{caller} expected {name} in float64, got {arguments.describe(values)}: float32 differences prove "
            f"nothing, use model.double() and x.astype(np.float64)"
        )
