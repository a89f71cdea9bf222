"""Whether layers keep what `backward` needs."""

import contextlib
from contextvars import ContextVar

recording = ContextVar("recording", default=True)  # each thread has its own


class no_grad(contextlib.ContextDecorator):
    """Run forward passes without a backward pass: layers keep nothing new, and lose nothing that they kept before.

    A context, `with nn.no_grad():`, or a decorator of a function, `@nn.no_grad()`.

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Linear(2, 1)
    >>> with nn.no_grad():
    ...     y = layer(np.ones((5, 2), np.float32))
    >>> layer.backward(y)
    Traceback (most recent call last):
    ...
    ValueError: Linear(2, 1).backward has no forward pass to go back through: call the layer, then backward once
    """

    on = False

    def __enter__(self):
        self.before = recording.get()
        recording.set(self.on)

    def _recreate_cm(self):  # a decorated function may call itself
        return type(self)()

    def __exit__(self, *error):
        recording.set(self.before)


class enable_grad(no_grad):
    """Let layers keep what `backward` needs again, inside of `no_grad`."""

    on = True
