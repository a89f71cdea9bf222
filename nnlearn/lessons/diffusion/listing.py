"""The lines of Python that give what the diffusion explorer shows."""

from nnlearn.lessons.diffusion.mixtures import MEMORY


def code(view):
    """Return the lines that lead the same points out and back."""
    state, memory = view.state, view.state.arrows == MEMORY
    names = "SCHEDULE, examples, guess_of, nearest_part" if memory else "SCHEDULE, guess_of, nearest_part, source_of"
    points = (
        f"np.tile(examples({state.data!r}), (20, 1))" if memory else f"source_of({state.data!r}).x[:400].astype(float)"
    )
    lines = [
        "import numpy as np",
        f"from nnlearn.diffusion import add_noise{', reverse_process' if view.returning else ''}",
        f"from nnlearn.lessons.diffusion.mixtures import {names}",
        "",
        f"x = {points}",
        f"rng = np.random.default_rng({state.seed})",
        "eps = rng.standard_normal(x.shape)",
        f"guess = guess_of({state.data!r}, {state.arrows!r})  # of the noise in x at step t",
    ]
    if view.returning:
        lines += [
            f"x_t = add_noise(x, {state.turn}, eps, SCHEDULE)",
            f"way = reverse_process(guess, x_t, SCHEDULE, start={state.turn}, steps={state.back}, "
            f"eta={float(state.fresh)}, rng=rng)",
            f"for _ in range({state.done + 1}):",
            "    t, x_t, x_hat = next(way)",
        ]
    else:
        lines += [f"t = {view.t}", "x_t = add_noise(x, t, eps, SCHEDULE)"]
    lines += [
        f"part, away = nearest_part({state.data!r}, x_t, t)",
        "shares = np.bincount(part, minlength=8) / len(part)",
    ]
    if view.t:
        lines.append("arrow = -guess(np.array([[0.5, 0.0]]), t)  # the one at this place")
    return "\n".join([*lines, "print(t, x_t[:3], shares)"])


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    return {"t": view.t, "x_t": view.x, "shares": view.shares}
