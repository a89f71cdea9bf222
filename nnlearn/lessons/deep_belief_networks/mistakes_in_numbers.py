"""Mistakes that people really make in 25.4 and 25.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.deep_belief_networks.mistakes import sigmoid

# 25.4


def starting(weight=None, bias=None, names=None, last=None, layers_of=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `weight(W)` and `bias(b, c)` make those of a layer, `names(i)` its number in the state, `layers_of(layers)` are the
    machines that are copied, `last(hidden, classes)` makes weights and biases of the last layer, and `end(state)` what
    is returned.
    """

    def answer(layers, classes):
        state = {}
        layers = layers_of(layers) if layers_of else layers
        numbers = names or (lambda i: 2 * i)
        for i, (W, b, c) in enumerate(layers):
            state[f"{numbers(i)}.weight"] = weight(W) if weight else W.T
            state[f"{numbers(i)}.bias"] = bias(b, c) if bias else c
        hidden = layers[-1][0].shape[1] if layers else 0
        made = last(hidden, classes) if last else (np.zeros((classes, hidden)), np.zeros(classes))
        if made:
            state[f"{numbers(len(layers))}.weight"], state[f"{numbers(len(layers))}.bias"] = made
        return end(state) if end else state

    return answer


def small(hidden, classes, std=0.01):
    return std * np.random.default_rng(0).normal(size=(classes, hidden)), np.zeros(classes)


not_turned = starting(weight=lambda W: W)
visible_biases = starting(bias=lambda b, c: b)
no_last = starting(last=lambda hidden, classes: ())
counted_on = starting(names=lambda i: i)
COUNTED = (starting(names=lambda i: i + 1), starting(names=lambda i: 2 * i + 1))
not_zero = starting(last=small)
NOT_ZERO = (
    starting(last=lambda hidden, classes: small(hidden, classes, 0.1)),
    starting(last=lambda hidden, classes: small(hidden, classes, 1.0)),
    starting(last=lambda hidden, classes: (np.ones((classes, hidden)), np.zeros(classes))),
)
last_turned = starting(last=lambda hidden, classes: (np.zeros((hidden, classes)), np.zeros(classes)))
LAST = (
    starting(last=lambda hidden, classes: (np.zeros((classes, hidden)), np.zeros(hidden))),
    starting(last=lambda hidden, classes: (np.zeros((hidden, classes)), np.zeros(hidden))),
)
top_left_out = starting(layers_of=lambda layers: layers[:-1])


def top_overwritten(layers, classes):
    """The last layer gets the number of the top machine."""
    state, last = starting()(layers, classes), 2 * len(layers)
    for name in ("weight", "bias"):
        state[f"{last - 2}.{name}"] = state.pop(f"{last}.{name}")
    return state


LEFT_OUT = (starting(layers_of=lambda layers: layers[:-1], last=lambda hidden, classes: ()), top_overwritten)
no_biases = starting(bias=lambda b, c: np.zeros_like(c))
NO_BIASES = (starting(end=lambda state: {name: one for name, one in state.items() if name.endswith("weight")}),)

# 25.5


def softplus(z):
    return np.logaddexp(0, z)


def log_sum(z, axis=None):
    return np.logaddexp.reduce(z, axis=axis)


def top_scores(states, low, top):
    """Return log p(h) + log Z of the top machine."""
    W, b, c = top
    return states @ b + softplus(states @ W + c).sum(axis=1)


def low_scores(states, low):
    """Return the same of the lower machine's hidden cells."""
    W, b, c = low
    return states @ c + softplus(states @ W.T + b).sum(axis=1)


def summing(prior=None, log_z=None, given=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `prior(states, low, top)` is log p(h) + log Z, `log_z(prior, states, low, top)` the logarithm of Z, `given(v,
    scores)` is log p(v | h), and `end(joint, log_z)` what is returned.
    """

    def answer(v, states, low, top):
        W, b, _ = low
        scores = states @ W.T + b
        of = prior(states, low, top) if prior else top_scores(states, low, top)
        z = log_z(of, states, low, top) if log_z else log_sum(of)
        joint = (given(v, scores) if given else v @ scores.T - softplus(scores).sum(axis=1)) + of
        return end(joint, z) if end else log_sum(joint, axis=1) - z

    return answer


def overflowing(v, states, low, top):
    (W, b, _), (U, d, c) = low, top
    p = sigmoid(states @ W.T + b)
    weights = np.exp(states @ d) * np.prod(1 + np.exp(states @ U + c), axis=1)
    given = np.prod(p ** v[:, None] * (1 - p) ** (1 - v[:, None]), axis=2)
    return np.log(given @ weights / weights.sum())


def sum_overflows(z, axis=None):
    return np.log(np.exp(z).sum(axis=axis))


def guess_weighted(v, states, low, top):
    """The bound, without the entropy: log of each term, weighted with q(h | v)."""
    W, b, c = low
    z = v @ W + c
    q = np.exp(z @ states.T - softplus(z).sum(axis=1, keepdims=True))
    scores, of = states @ W.T + b, top_scores(states, low, top)
    return (q * (v @ scores.T - softplus(scores).sum(axis=1) + of - log_sum(of))).sum(axis=1)


def guess_as_prior(v, states, low, top):
    """q(h | v) in the place of p(h)."""
    W, b, c = low
    z = v @ W + c
    scores = states @ W.T + b
    log_q = z @ states.T - softplus(z).sum(axis=1, keepdims=True)
    return log_sum(v @ scores.T - softplus(scores).sum(axis=1) + log_q, axis=1)


def one_guess(v, states, low, top):
    """Only the likeliest h."""
    return summing(end=lambda joint, z: joint.max(axis=1) - z)(v, states, low, top)


def prior_weighted(v, states, low, top):
    """The mean of log p(v | h) over p(h)."""
    (W, b, _), of = low, top_scores(states, low, top)
    scores = states @ W.T + b
    return (v @ scores.T - softplus(scores).sum(axis=1)) @ np.exp(of - log_sum(of))


def without_low_bias(v, states, low, top):
    W, b, c = low
    return summing()(v, states, (W, np.zeros_like(b), c), top)


def of_the_mean(v, states, low, top):
    """The probabilities of h in the place of its states."""
    (W, b, c), (U, d, e) = low, top
    h = sigmoid(v @ W + c)
    scores = h @ W.T + b
    prior = h @ d + softplus(h @ U + e).sum(axis=1) - log_sum(top_scores(states, low, top))
    return prior + (v * scores - softplus(scores)).sum(axis=1)


def swapped(states, low, top):
    """The free energy of the top's hidden cells: it fits where the two layers have one size."""
    return low_scores(states, top)


sum_of_logs = summing(end=lambda joint, z: (joint - z).sum(axis=1))
SUMS_OF_LOGS = (
    summing(end=lambda joint, z: (joint - z).mean(axis=1)),
    one_guess,
    guess_weighted,
    of_the_mean,
    prior_weighted,
)
other_z = summing(log_z=lambda of, states, low, top: log_sum(low_scores(states, low)))
no_z = summing(log_z=lambda of, states, low, top: 0.0)
NO_Z = (
    summing(log_z=lambda of, states, low, top: np.log(len(states))),
    summing(log_z=lambda of, states, low, top: -log_sum(of)),
    summing(end=lambda joint, z: log_sum(joint, axis=1) - log_sum(joint)),
)
top_swapped = summing(prior=swapped)
SWAPPED = (
    summing(prior=lambda states, low, top: states @ top[2] + softplus(states @ top[0] + top[1]).sum(axis=1)),
    summing(prior=lambda states, low, top: states @ top[1] + softplus(states @ top[0].T + top[2]).sum(axis=1)),
)
given_not_divided = summing(given=lambda v, scores: v @ scores.T)
GIVEN = (
    summing(given=lambda v, scores: v @ np.log(sigmoid(scores)).T),
    summing(given=lambda v, scores: v @ scores.T - softplus(scores).sum()),
    summing(given=lambda v, scores: v @ scores.T - softplus(scores.sum(axis=1))),
    without_low_bias,
)
all_alike = summing(prior=lambda states, low, top: np.zeros(len(states)))
ALL_ALIKE = (
    summing(prior=lambda states, low, top: low_scores(states, low)),
    summing(prior=lambda states, low, top: states @ top[1]),
    summing(prior=lambda states, low, top: -top_scores(states, low, top)),
    summing(prior=lambda states, low, top: softplus(states @ top[0] + top[2]).sum(axis=1)),
    summing(prior=lambda states, low, top: states @ top[1] + softplus(states @ top[0]).sum(axis=1)),
    summing(prior=lambda states, low, top: softplus(states @ top[0] + top[2]).sum(axis=1) - states @ top[1]),
    guess_as_prior,
)
overflows = overflowing
OVERFLOWS = (
    summing(end=lambda joint, z: sum_overflows(joint, axis=1) - z),
    summing(log_z=lambda of, states, low, top: sum_overflows(of)),
    summing(
        log_z=lambda of, states, low, top: sum_overflows(of), end=lambda joint, z: sum_overflows(joint, axis=1) - z
    ),
)
not_log = summing(end=lambda joint, z: np.exp(log_sum(joint, axis=1) - z))
OTHER_FORMS = (
    summing(end=lambda joint, z: z - log_sum(joint, axis=1)),
    summing(end=lambda joint, z: (log_sum(joint, axis=1) - z).mean()),
)
