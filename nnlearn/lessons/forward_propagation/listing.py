"""The forward explorer as code: the network on the screen, and the lines that compute it."""

from nnlearn.lessons.forward_propagation.network import batch


def listing(view, made_here):
    """Return lines that print the output of the traced points: for a network made here, or for the reader's `model`."""
    state, x = view.state, batch(view.state.data, view.state.point).tolist()
    lines = ["import numpy as np", "import nnlearn.numpy as nn", ""]
    if made_here:
        lines.append(f"rng = np.random.default_rng({state.seed})")
        for k, layer in enumerate(view.layers, 1):
            out, in_ = layer.weight.shape
            lines.append(f"W{k}, b{k} = rng.normal(size=({out}, {in_})), rng.normal(size={out})")
    else:
        linear = "[m for m in model if isinstance(m, nn.Linear)]"
        lines.append(f"layers = {linear}  # of your model")
        for k in range(1, len(view.layers) + 1):
            lines.append(f"W{k}, b{k} = layers[{k - 1}].weight.data.copy(), layers[{k - 1}].bias.data.copy()")
    for (layer, unit, source), value in state.edits:
        name = f"W{layer + 1}[{unit}, {source}]" if source >= 0 else f"b{layer + 1}[{unit}]"
        lines.append(f"{name} = {value:.4g}  # set by hand")
    lines.append(f"h0 = np.array({x})")
    for k, layer in enumerate(view.layers, 1):
        z = f"h{k - 1} @ W{k}.T + b{k}"
        names = [n for n in layer.name.split(", ") if n]
        for n in names:
            z = f"nn.{n}({z})" if made_here else f"nn.{n}()({z})"
        lines.append(f"h{k} = {z}")
    return "\n".join([*lines, f"print(h{len(view.layers)})"])
