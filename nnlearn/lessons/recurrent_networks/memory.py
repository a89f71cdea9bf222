"""A test of memory: which letter was it, some dots ago?"""

import numpy as np

from nnlearn.arguments import describe

LETTERS = "abcd"  # one of them is asked for


def ask(model, dots):
    """Return the four questions, such as "b....?", and the same one character later, "....?b".

    Parameters
    ----------
    model : CharRNN of either side
        Of the alphabet "abcd.?".
    dots : int
        Characters between the letter and the question mark, >= 0.

    Returns
    -------
    x, y : int64 arrays (4, dots + 2)
        Codes; `y[:, -1]` is the letter to be remembered.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.CharRNN("abcd.?", cell="RNN")
    >>> x, y = ask(model, 4)
    >>> model.decode(x[1]), model.decode(y[1])
    ('b....?', '....?b')
    """
    if not hasattr(model, "encode"):
        raise TypeError(f"ask expected a CharRNN, then the number of dots, got {describe(model)} first")
    whole = np.array([model.encode(letter + "." * dots + "?" + letter) for letter in LETTERS])
    return whole[:, :-1], whole[:, 1:]
