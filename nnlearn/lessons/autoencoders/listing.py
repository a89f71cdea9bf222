"""The lines that give what the code explorer shows: encoder and decoder, written out."""

ENCODERS = {
    "PCA": "z = (x - mean) @ axes.T",
    "VAE": "z, s = np.split(np.maximum(x @ W1.T + b1, 0) @ W2.T + b2, 2)  # mean, log-variance",
}
DECODERS = {"PCA": "p = mean + z @ axes", "VAE": "p = 1 / (1 + np.exp(-(np.maximum(z @ W3.T + b3, 0) @ W4.T + b4)))"}
BENT = "z = np.maximum(x @ W1.T + b1, 0) @ W2.T + b2", "p = np.maximum(z @ W3.T + b3, 0) @ W4.T + b4"


def lines(view):
    """Return the code for a view."""
    state, pca = view.state, view.state.model == "PCA"
    found = ["import numpy as np", "from nnlearn.lessons.autoencoders.codes import nearest, weights"]
    found += ["from nnlearn.lessons.autoencoders.parts import digits"]
    if pca:
        found += ["from nnlearn.lessons.autoencoders.principal import principal_axes"]
    both = "clean = x = " if view.shows_clean else "x = "
    found += ["", f"{both}digits().x_test[{state.digit}].astype(float)  # (64,)"]
    if state.noise:
        found.append(f"x = x + {state.noise} * np.random.default_rng({state.digit}).standard_normal(64)")
    if view.blank:
        found.append("x[:] = 0")
    elif view.own:
        found.append(f"x[:] = {[value for _, value in state.pen]}")
    elif state.pen:
        found.append(f"x[{[pixel for pixel, _ in state.pen]}] = {[value for _, value in state.pen]}")
    if pca:
        found.append("mean, axes, _ = principal_axes(digits().x, 2)")
    else:
        found.append(f"W1, b1, W2, b2, W3, b3, W4, b4 = weights({state.model!r})")
    found.append(ENCODERS.get(state.model, BENT[0]))
    if view.by_hand:
        found.append(f"z = np.array({list(state.code)})  # set by hand")
    found.append(DECODERS.get(state.model, BENT[1]))
    clean = "clean" if view.shows_clean else "x"
    found.append(f"error = ((p - {clean}) ** 2).mean()")
    found.append("which, away = nearest(p[None])  # of digits().x, and how far from it")
    return "\n".join([*found, "print(z, p.reshape(8, 8).round(1), error, away)"])
