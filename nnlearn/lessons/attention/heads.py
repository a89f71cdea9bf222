"""The weights of every head of the GPT that writes names of colours, as small pictures."""

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.attention.shipped import stored
from nnlearn.plots import figure


def head_maps(nn, text):
    """Draw where each head of each layer looks while it reads a text.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    text : str
        At most 27 characters of those in names of colours: small letters, blanks, apostrophes and slashes.

    Returns
    -------
    fig : matplotlib.figure.Figure
    alt : str
        What it shows.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> fig, alt = head_maps(nn, "moss green")
    >>> len(fig.axes)
    8
    """
    codes = datasets.colour_names().encode(text)[None]  # the end sign, then the letters
    layers = [nn.to_numpy(layer)[0] for layer in stored(nn, "names").attention_weights(nn.tensor(codes))]
    fig, axes = figure(height=3.8, columns=4, rows=2)
    for i, (ax, weights) in enumerate(zip(np.ravel(axes), np.concatenate(layers), strict=True)):
        ax.imshow(weights, cmap="viridis", vmin=0, vmax=1)
        ax.set_title(f"layer {i // 4 + 1}, head {i % 4 + 1}", fontsize=9)
        ax.set(xticks=range(len(text) + 1), yticks=range(len(text) + 1))
        ax.grid(False)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_ticklabels(["·", *text], fontsize=6)
            axis.set_tick_params(length=0)
    on = [", ".join(f"{np.diagonal(head, -1).mean():.1f}" for head in layer) for layer in layers]
    return fig, (
        f"eight lower triangles of weights, each of another pattern; the letter just before gets {on[0]} of the weight "
        f"in the heads of layer 1, {on[1]} in those of layer 2"
    )
