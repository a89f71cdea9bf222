"""The check of what a model returns, at every door through which data goes into one."""

import numpy as np

from nnlearn.arguments import describe


def check_output(caller, output, kind=np.ndarray):
    """Return what a model returned, or raise unless it is an array with at least one axis.

    Examples
    --------
    >>> check_output("predict", None)
    Traceback (most recent call last):
    ...
    TypeError: predict expected the model to return an array of rows, got None: its forward needs a return
    """
    if isinstance(output, kind) and output.ndim:
        return output
    hint = {
        tuple: ": a recurrent layer returns (output, state); in a Module of your own, pass on the output alone",
        type(None): ": its forward needs a return",
    }.get(type(output), "")
    raise TypeError(f"{caller} expected the model to return an array of rows, got {describe(output)}{hint}")
