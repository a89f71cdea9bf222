"""The graph that autograd recorded, read from a loss: its boxes in words, for `nnlearn.plots.computation_graph`."""

from dataclasses import dataclass

WORDS = {  # what PyTorch calls an operation: what it does
    "Permute": ".T",
    "T": ".T",
    "Mm": "@",
    "Add": "+",
    "Tanh": "tanh",
    "LogSoftmax": "log p",
    "NllLoss": "L",
}


@dataclass
class Box:
    """One operation of the forward pass, or a tensor that waits for its gradient."""

    name: str
    level: int = 0  # its column: one more than the last of its inputs
    operation: str = ""
    data: float = 0.0
    grad: float = 0.0


def recorded(loss, names):
    """Return boxes and edges of a loss's graph, inputs first.

    Parameters
    ----------
    loss : Tensor
        A result that autograd has recorded.
    names : dict of str to Tensor
        The tensors that require gradients.

    Returns
    -------
    boxes : list of Box
    edges : list of (int, int, float)
        (box, one of its inputs, 0), by their places in the list.

    Examples
    --------
    >>> import torch
    >>> w = torch.ones(2, requires_grad=True)
    >>> boxes, edges = recorded(w.tanh() + w, {"w": w})
    >>> [(box.name, box.level) for box in boxes], [edge[:2] for edge in edges]
    ([('w', 0), ('tanh', 1), ('+', 2)], [(1, 0), (2, 1), (2, 0)])
    """
    boxes: list = []
    edges: list = []
    places: dict = {}

    def visit(note):
        if note in places:
            return places[note]
        inputs = [visit(before) for before, _ in note.next_functions if before is not None]
        box = Box(word(note, names), 1 + max((boxes[k].level for k in inputs), default=-1))
        places[note] = len(boxes)
        edges.extend((len(boxes), k, 0.0) for k in inputs)
        boxes.append(box)
        return places[note]

    visit(loss.grad_fn)
    return boxes, edges


def word(note, names):
    """Return what an operation does, or the name of the tensor that waits here for its gradient."""
    if hasattr(note, "variable"):  # PyTorch calls such a box AccumulateGrad: it adds to the tensor's grad
        return next((name for name, tensor in names.items() if tensor is note.variable), "?")
    name = type(note).__name__.rstrip("0123456789").removesuffix("Backward")
    return WORDS.get(name, name)
