"""The lines of Python that give what the attack explorer shows."""

from nnlearn.lessons.adversarial_robustness.state import OWN, free_of

LINES = """import numpy as np
import nnlearn.numpy as nn
from nnlearn.lessons.adversarial_robustness.readers import {names}
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy

net = reader("{reader}").double()
images, labels = held_out()
x, y = images[{digit}:{end}].astype(float), labels[{digit}:{end}]
free = {free}  # 0: this pixel may not change
chosen = np.sign(cross_entropy(net)(x, y))  # of the slope of the loss in the digit
tossed = 2 * np.random.default_rng({seed}).integers(2, size=(8, 8)) - 1
changed = np.clip(x + free * ({chosen:g} * chosen + {tossed:g} * tossed), 0, 1)
p = nn.softmax(nn.predict(net, changed), dim=1)
print(y, p.round(2), p.argmax())"""


def code(view):
    """Return the lines that reproduce the picture."""
    state = view.state
    own = state.held == OWN
    free = f"np.array({free_of(state).astype(int).tolist()})" if own else f'free_pixels("{state.held}", x)'
    names = "held_out, reader" if own else "free_pixels, held_out, reader"
    sizes = {"chosen": state.chosen, "tossed": state.tossed}
    where = {"digit": state.digit, "end": state.digit + 1, "seed": state.seed, "reader": state.reader}
    return LINES.format(names=names, free=free, **where, **sizes)


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    return {"x[0, 0]": view.x, "changed[0, 0]": view.changed, "p[0]": view.p, "y[0]": view.label}
