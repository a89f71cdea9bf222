"""The check of what a model returns, at every door through which data goes into one."""

import numpy as np

from nnlearn.arguments import describe


def check_output(caller, output, kind=np.ndarray):
    """Return what a model returned, or raise unless it is an array of one row or more per example.

    Examples
    --------
    >>> check_output("predict", None)
    Traceback (most recent call last):
    ...
    TypeError: predict expected the model to return an array, got None: its forward needs a return
    """
    if isinstance(output, kind) and output.ndim:
        return output
    hint = {
        tuple: ": a recurrent layer returns (output, state); a Module of your own can pass the output on",
        type(None): ": its forward needs a return",
    }.get(type(output), "")
    raise TypeError(f"{caller} expected the model to return an array, got {describe(output)}{hint}")
