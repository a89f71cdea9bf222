"""The entry check of `gradient_descent`."""

from nnlearn import arguments


def check_descent(function, start, lr, steps, gradient):
    """Return start as a float64 vector, lr and steps, or raise."""
    for name, value in (("function", function), ("gradient", gradient or function)):
        if not callable(value):
            raise TypeError(f"gradient_descent expected {name} to be a function, got {arguments.describe(value)}")
    theta = arguments.to_array("gradient_descent", "start", start, "float64")
    arguments.finite("gradient_descent", "start", theta)
    if theta.ndim != 1:
        raise ValueError(f"gradient_descent expected start of shape (d,), got {theta.shape}")
    lr = arguments.number("gradient_descent", "lr", lr, low=0)
    return theta, lr, arguments.integer("gradient_descent", "steps", steps, low=1)


def check_slope(theta, slope):
    """Raise unless a gradient has the shape of theta."""
    if tuple(slope.shape) != tuple(theta.shape):
        shapes = tuple(theta.shape), tuple(slope.shape)
        raise ValueError(f"gradient_descent expected a gradient of shape {shapes[0]}, got {shapes[1]}")
