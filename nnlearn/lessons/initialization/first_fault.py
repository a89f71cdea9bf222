"""What keeps a deep network from learning, found before it is trained: in the data, or in the first weights."""

import numpy as np


def first_fault(nn, model, made, made_test, untouched):
    """Return a sentence about the first thing that is wrong with prepared data or first weights, or "".

    Parameters
    ----------
    nn : module
        `nnlearn.numpy`.
    model : Sequential
        With its first weights, not trained.
    made, made_test : ndarray of shape (N, d) and (M, d)
        The prepared tables.
    untouched : str
        What is to be said if the weights are as the library made them.
    """
    return unprepared(made, made_test) or untouched or unlucky(nn, model, made)


def unprepared(made, made_test):
    """Return what is wrong with prepared measurements, if anything is."""
    means, spreads = made.mean(axis=0), made.std(axis=0)
    if np.abs(made).max() > 100:
        return f"Look at prepare first (10.2): it leaves measurements as large as {np.abs(made).max():,.0f}."
    if not spreads.all():
        return "Look at prepare first: after it, at least one column of train has the same number for all patients."
    if spreads.max() > 10 * spreads.min():
        between = f"{spreads.min():.1g} to {spreads.max():.1g}"
        return f"Look at prepare first (10.2): the standard deviations of its columns go from {between}."
    off = np.abs(made_test.mean(axis=0) - means) / spreads
    ratio = made_test.std(axis=0) / spreads
    if off.max() > 3 or ratio.max() > 5 or ratio.min() < 0.1:
        return (
            "Look at prepare first: its test is on another scale than its train. Both need the same numbers, those of "
            "the raw train."
        )
    if max(spreads.max(), 1 / spreads.min()) > 3 or np.abs(means).max() > 0.5:
        return (
            f"prepare leaves columns with means from {means.min():.1f} to {means.max():.1f} and standard deviations "
            f"from {spreads.min():.1g} to {spreads.max():.1g}; 10.2 brings all to 0 and 1."
        )
    return ""


def unlucky(nn, model, made):
    """Return what is wrong with the first weights, if anything is."""
    dense = [layer for layer in model if isinstance(layer, nn.Linear)]
    weights, biases = [layer.weight.data for layer in dense], [layer.bias.data for layer in dense]
    if all(not weight.any() for weight in weights):
        return "init sets all weights to 0. Then no signal passes, and no gradient comes back."
    alike = [np.ptp(weight, axis=0).max() < 1e-6 * np.abs(weight).max() for weight in weights[:-1]]
    if any(alike):  # with all of them, and equal biases, the gradients are equal, too
        stay = all(np.ptp(one) == 0 for one in (*weights, *biases))
        return (
            "After init all units of a layer have the same weights"
            f"{', and so they get the same gradients and stay equal' if stay else ''}. First weights must differ from "
            "unit to unit."
        )
    with np.errstate(all="ignore"):
        left = float(nn.predict(model[:-1], made).std(axis=0, dtype=float).mean() / made.std(axis=0).mean())
    hidden = np.mean([weight.std() for weight in weights[1:-1]])
    per_layer = f"that is a factor of about {left ** (1 / (len(dense) - 1)):.2g} in each layer" if left > 0 else ""
    spread = f"The weights of the hidden layers have a standard deviation of about {hidden:.2g}"
    mean = np.mean([weight.mean() for weight in weights[1:-1]])
    off = abs(mean) > hidden / 4  # then it outweighs the spread: the sums of all units of a layer are alike
    centre = f"init gives the hidden layers weights with a mean of {mean:.2g}, which should be 0"
    if not np.isfinite(left) or left > 30:
        shown = f" by {left:.0e}, {per_layer}" if np.isfinite(left) else " until they overflow"
        if off:
            return f"{centre}: 20 layers multiply the differences between patients{shown}. {spread}."
        return (
            f"init makes the weights too large: 20 layers multiply the differences between patients{shown}. {spread}."
        )
    largest = max(np.abs(bias).max() for bias in biases)
    gone = f"{left:.0e} of the differences between patients, {per_layer}" if left else "no difference at all"
    if largest > 0.5:
        more = f" 20 layers leave {gone}. {spread}." if left < 0.03 else ""
        return f"init sets biases as far from 0 as {largest:.2g}; they should start there.{more}"
    if left < 0.03:
        if off:
            return f"{centre}: 20 layers leave {gone}. {spread}."
        return f"init makes the weights too small: 20 layers leave {gone}. {spread}."
    before = f"{centre}. " if off else ""
    return (
        f"{before}Before training, 20 layers leave {left:.2g} of the differences between patients; the nearer to 1 the "
        "better."
    )
