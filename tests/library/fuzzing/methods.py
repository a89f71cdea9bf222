"""Legal calls of methods."""

import numpy as np
from rows.parity import array

import nnlearn.torch
from fuzzing.calls import LABELS, ROWS, SEQUENCES, Call, Make, seeded, values
from fuzzing.rest import MAKERS, network, state, weights


def perceptron(method, **more):
    def run(nn, given):
        learner = nn.Perceptron(4, 3)
        result = getattr(learner, method)(**given)
        return [list(result) if method == "steps" else result, weights(learner)], {}

    def array_of(a):
        return Make(lambda nn: np.array(a))

    given = {name: array_of(value) if isinstance(value, np.ndarray) else value for name, value in more.items()}
    return Call(f"Perceptron.{method}", given, run)


def method(name, maker, theirs=None, after=None, /, **given):
    """Call a method of what `maker` makes."""

    def call(nn, given):
        seeded(nn)
        thing = maker(nn)
        result = getattr(thing, name.split(".")[1])(**given)
        return result if after is None else after(nn, thing)

    compare = theirs and (lambda given, state: call(nnlearn.torch, given))
    return Call(name, given, lambda nn, given: (call(nn, given), {}), compare, ("numpy",))


def forward(nn, layer):
    return layer(array(nn, ROWS))


def layer(nn, kind):
    """Return a recurrent layer with the same weights on both sides."""
    made, rng = getattr(nn, kind)(4, 3), np.random.default_rng(7)
    made.load_state_dict(
        {name: array(nn, rng.normal(size=tuple(value.shape)), np.float32) for name, value in made.state_dict().items()}
    )
    return made


def char(nn):
    return nn.CharRNN("abcd", 3)


def set_data(nn, value):
    p = nn.Parameter(np.zeros((6, 4), np.float32))
    p.data = value
    p.grad = value
    return [p.data, p.grad]


METHODS = [
    perceptron("fit", x=ROWS, y=LABELS, epochs=2, shuffle=False, seed=0),
    perceptron("steps", x=ROWS, y=LABELS, epochs=2, shuffle=False, seed=0),
    perceptron("predict", x=ROWS),
    perceptron("learn", x=ROWS[0], target=1),
    method("LSTM.gates", lambda nn: layer(nn, "LSTM"), True, x=values(SEQUENCES)),
    method("GRU.gates", lambda nn: layer(nn, "GRU"), True, x=values(SEQUENCES)),
    method("Module.train", MAKERS["layer"], True, lambda nn, layer: layer.training, mode=True),
    method("Module.to", MAKERS["layer"], None, forward, device="cpu"),
    method("Module.load_state_dict", MAKERS["layer"], None, forward, state_dict=Make(state)),
    method(
        "Module.register_forward_hook",
        MAKERS["layer"],
        None,
        forward,
        hook=Make(lambda nn: lambda module, inputs, output: None),
    ),
    method(
        "Module.register_buffer",
        MAKERS["layer"],
        None,
        lambda nn, layer: [layer.state_dict(), forward(nn, layer)],
        name="mean",
        tensor=values(ROWS[0]),
    ),
    method("Sequential.append", network, None, forward, module=Make(lambda nn: nn.Tanh())),
    method("CharRNN.read", char, x=values(LABELS.reshape(2, 3)), state=None),
    method("CharRNN.encode", char, text="abc"),
    method("CharRNN.decode", char, numbers=Make(lambda nn: LABELS)),
    method("CharRNN.sample", char, start="ab", length=3, temperature=1.0, generator=None),
    Call("Parameter.data", {"value": values(ROWS)}, lambda nn, given: (set_data(nn, **given), {}), None, ("numpy",)),
]
