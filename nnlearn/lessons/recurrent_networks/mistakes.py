"""Mistakes that people really make in exercises 18.1 and 18.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.recurrent_networks.answers import run, step

# 18.1


def old_state_not_used(x, h, W_x, W_h, b):
    return step(x, 0 * h, W_x, W_h, b)


def old_state_of_the_first_sequence(x, h, W_x, W_h, b):
    return step(x, h[:1], W_x, W_h, b)


def state_goes_on_to_the_next_sequence(x, h, W_x, W_h, b):
    return run(x, h[0], W_x, W_h, b)  # one input after the other, from the first state


def old_state_overwritten(x, h, W_x, W_h, b):
    h = h.copy()
    for i in range(len(b)):
        h[:, i] = np.tanh(x @ W_x[i] + h @ W_h[i] + b[i])
    return h


def joined_state_first(x, h, W_x, W_h, b):
    return np.tanh(np.hstack([h, x]) @ np.hstack([W_x, W_h]).T + b)


def joined_state_first_in_the_weights(x, h, W_x, W_h, b):
    return np.tanh(np.hstack([x, h]) @ np.hstack([W_h, W_x]).T + b)


def W_h_transposed(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h.T, b)


WEIGHTS_THAT_DO_NOT_FIT = (  # all of them raise: W_x the wrong way round, or W_x and W_h in each other's places
    lambda x, h, W_x, W_h, b: x @ W_x,
    lambda x, h, W_x, W_h, b: np.dot(x, W_x),
    lambda x, h, W_x, W_h, b: x @ W_h,
    lambda x, h, W_x, W_h, b: np.dot(x, W_h),
    lambda x, h, W_x, W_h, b: h @ W_x.T,
    lambda x, h, W_x, W_h, b: np.dot(h, W_x.T),
)


def tanh_missing(x, h, W_x, W_h, b):
    return x @ W_x.T + h @ W_h.T + b


def bias_left_out(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, 0 * b)


def tanh_for_each_part(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T) + b


def tanh_for_all_three(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T) + np.tanh(b)


def bias_after_tanh(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + h @ W_h.T) + b


def tanh_of_the_input(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + h @ W_h.T + b


def tanh_of_the_input_and_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + h @ W_h.T


def tanh_of_the_state(x, h, W_x, W_h, b):
    return x @ W_x.T + np.tanh(h @ W_h.T) + b


def tanh_of_the_state_and_bias(x, h, W_x, W_h, b):
    return x @ W_x.T + np.tanh(h @ W_h.T + b)


def two_layers(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + np.tanh(h @ W_h.T + b)


def two_layers_one_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + np.tanh(h @ W_h.T)


def two_layers_late_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T + b)


TANH_ELSEWHERE = (
    tanh_for_all_three,
    bias_after_tanh,
    tanh_of_the_input,
    tanh_of_the_input_and_bias,
    tanh_of_the_state,
    two_layers,
    tanh_of_the_state_and_bias,
    two_layers_one_bias,
    two_layers_late_bias,
)


def old_state_added(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, b) + h


def old_state_added_inside(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + h @ W_h.T + b + h)


def old_state_averaged(x, h, W_x, W_h, b):
    return (h + step(x, h, W_x, W_h, b)) / 2


def sigmoid(x, h, W_x, W_h, b):
    return 1 / (1 + np.exp(-tanh_missing(x, h, W_x, W_h, b)))


def relu(x, h, W_x, W_h, b):
    return np.maximum(tanh_missing(x, h, W_x, W_h, b), 0)


def as_in_the_formula(x, h, W_x, W_h, b):
    return np.tanh(W_x @ x + W_h @ h + b)


def as_in_the_formula_state_first(x, h, W_x, W_h, b):
    return np.tanh(W_h @ h + W_x @ x + b)


def as_in_the_formula_with_dot(x, h, W_x, W_h, b):
    return np.tanh(np.dot(W_x, x) + np.dot(W_h, h) + b)


def as_in_the_formula_with_dot_state_first(x, h, W_x, W_h, b):
    return np.tanh(np.dot(W_h, h) + np.dot(W_x, x) + b)


def columns(x, h, W_x, W_h, b):
    return np.tanh(W_x @ x.T + W_h @ h.T + b)


def weights_turned(x, h, W_x, W_h, b):
    return np.tanh(W_x.T @ x + W_h.T @ h + b)


# 18.2


def always_from_the_first_state(x, h, W_x, W_h, b):
    return np.array([step(x_t, h, W_x, W_h, b) for x_t in x])


def always_from_zero(x, h, W_x, W_h, b):
    return always_from_the_first_state(x, 0 * h, W_x, W_h, b)


def always_from_the_second_state(x, h, W_x, W_h, b):
    second = step(x[0], h, W_x, W_h, b)
    return np.array([second, *(step(x_t, second, W_x, W_h, b) for x_t in x[1:])])


def one_input_ahead(x, h, W_x, W_h, b):
    return np.concatenate([run(x[1:], h, W_x, W_h, b), np.zeros((1, *h.shape))])


def state_goes_on_to_the_next(x, h, W_x, W_h, b):
    """Go through one sequence after the other; each begins where the one before it ended."""
    states, now = np.zeros((*x.shape[:2], len(b))), h[0]
    for i in range(x.shape[1]):
        for t in range(len(x)):
            states[t, i] = now = step(x[t, i], now, W_x, W_h, b)
    return states


def state_before_the_input(x, h, W_x, W_h, b):
    return step(h, x[0], W_x, W_h, b)


def first_input_skipped(x, h, W_x, W_h, b):
    return first_state_returned(x[1:], h, W_x, W_h, b)


def always_the_first_input(x, h, W_x, W_h, b):
    return run(np.repeat(x[:1], len(x), axis=0), h, W_x, W_h, b)


def starts_from_zero(x, h, W_x, W_h, b):
    return run(x, 0 * h, W_x, W_h, b)


def first_state_returned(x, h, W_x, W_h, b):
    return np.concatenate([h[None], run(x, h, W_x, W_h, b)])


def one_step_late(x, h, W_x, W_h, b):
    return first_state_returned(x, h, W_x, W_h, b)[:-1]


def read_from_the_end(x, h, W_x, W_h, b):
    return run(x[::-1], h, W_x, W_h, b)


def read_from_the_end_and_stored_in_order(x, h, W_x, W_h, b):
    return run(x[::-1], h, W_x, W_h, b)[::-1]


def last_state_only(x, h, W_x, W_h, b):
    return run(x, h, W_x, W_h, b)[-1]


def along_the_sequences(x, h, W_x, W_h, b):
    for i in range(x.shape[1]):
        h = np.tanh(x[:, i] @ W_x.T + h @ W_h.T + b)
    return h


def along_the_sequences_state_first(x, h, W_x, W_h, b):
    return np.tanh(h @ W_h.T + x[:, 0] @ W_x.T + b)


def along_the_sequences_one_state_each(x, h, W_x, W_h, b):
    return np.array([step(x[:, i], h[i], W_x, W_h, b) for i in range(x.shape[1])])


def along_the_sequences_handed_on(x, h, W_x, W_h, b):
    states, now = [], h[0]
    for i in range(x.shape[1]):
        now = step(x[:, i], now, W_x, W_h, b)
        states.append(now)
    return np.array(states)


def listed(x, h, W_x, W_h, b):
    return list(run(x, h, W_x, W_h, b))


def listed_in_a_tuple(x, h, W_x, W_h, b):
    return tuple(run(x, h, W_x, W_h, b))
