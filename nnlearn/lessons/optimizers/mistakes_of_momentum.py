"""Mistakes that people really make in 07.2: the wrong answers that `check` names."""


def gradient_at_w(w, v, gradient, lr, mu):
    v = mu * v + gradient(w)
    return w - lr * v, v


def step_ahead_outside_the_brackets(w, v, gradient, lr, mu):
    v = mu * v + gradient(w) - lr * mu * v
    return w - lr * v, v


def lr_forgotten(w, v, gradient, lr, mu):
    v = mu * v + gradient(w - mu * v)
    return w - lr * v, v


def lr_and_mu_forgotten(w, v, gradient, lr, mu):
    v = mu * v + gradient(w - v)
    return w - lr * v, v


def looks_back(w, v, gradient, lr, mu):
    v = mu * v + gradient(w + lr * mu * v)
    return w - lr * v, v


def looks_back_without_lr(w, v, gradient, lr, mu):
    v = mu * v + gradient(w + mu * v)
    return w - lr * v, v


def looks_back_without_mu(w, v, gradient, lr, mu):
    v = mu * v + gradient(w + lr * v)
    return w - lr * v, v


def mu_forgotten(w, v, gradient, lr, mu):
    v = mu * v + gradient(w - lr * v)
    return w - lr * v, v


def velocity_of(old, look):
    """Return an answer that takes other shares of the old velocity, of the gradient perhaps too."""

    def answer(w, v, gradient, lr, mu):
        v = old(mu) * v + gradient(w - lr * look(mu) * v)
        return w - lr * v, v

    return answer


def mu_times_the_gradient(w, v, gradient, lr, mu):
    v = v + mu * gradient(w - lr * mu * v)
    return w - lr * v, v


WRONG_SHARE_OF_V = (
    velocity_of(lambda mu: 1, lambda mu: mu),
    velocity_of(lambda mu: 1, lambda mu: 1),
    velocity_of(lambda mu: 0, lambda mu: mu),
    velocity_of(lambda mu: mu**2, lambda mu: mu),
    velocity_of(lambda mu: mu, lambda mu: mu**2),
    velocity_of(lambda mu: 1 - mu, lambda mu: mu),
    mu_times_the_gradient,
)


def starts_ahead(w, v, gradient, lr, mu):
    ahead = w - lr * mu * v
    v = mu * v + gradient(ahead)
    return ahead - lr * v, v


def ends_ahead(w, v, gradient, lr, mu):
    ahead = w - lr * mu * v
    return ahead, mu * v + gradient(ahead)


def step_without_lr(part):
    """Return an answer with no learning rate in a part of its step; part(lr) -> what mu v and g are multiplied by."""

    def answer(w, v, gradient, lr, mu):
        g = gradient(w - lr * mu * v)
        of_v, of_g = part(lr)
        return w - of_v * mu * v - of_g * g, mu * v + g

    return answer


STEP_WITHOUT_LR = (
    step_without_lr(lambda lr: (1, 1)),
    step_without_lr(lambda lr: (1, lr)),
    step_without_lr(lambda lr: (lr, 1)),
)


def form_of_libraries(w, v, gradient, lr, mu):
    g = gradient(w)
    v = mu * v + g
    return w - lr * (g + mu * v), v


def looks_ahead_by_the_new_velocity(w, v, gradient, lr, mu):
    v = mu * v + gradient(w)
    return w - lr * gradient(w - lr * mu * v), v


def looks_ahead_after_plain_momentum(w, v, gradient, lr, mu):
    v = mu * v + gradient(w)
    v = mu * v + gradient(w - lr * mu * v)
    return w - lr * v, v


def with_lr_inside(sign, look, uphill=True):
    """Return an answer whose velocity holds the learning rate; it looks ahead by sign * look(lr, mu) * v."""

    def answer(w, v, gradient, lr, mu):
        g = gradient(w + sign * look(lr, mu) * v)
        v = mu * v + lr * g if uphill else mu * v - lr * g
        return (w - v if uphill else w + v), v

    return answer


LR_INSIDE = tuple(
    with_lr_inside(sign, look, uphill)
    for uphill in (False, True)
    for look in (lambda lr, mu: mu, lambda lr, mu: lr * mu, lambda lr, mu: 1, lambda lr, mu: lr, lambda lr, mu: 0)
    for sign in ((1, -1) if look(1, 1) else (1,))
)


def downhill(w, v, gradient, lr, mu):
    v = mu * v - gradient(w + lr * mu * v)
    return w + lr * v, v


def downhill_from_the_point_ahead(w, v, gradient, lr, mu):
    v = mu * v - gradient(w - lr * mu * v)
    return w + lr * v, v


def downhill_and_against_it(w, v, gradient, lr, mu):
    v = mu * v - gradient(w - lr * mu * v)
    return w - lr * v, v
