"""The lines that give what the attention explorer shows, with the layers of `nnlearn.numpy`."""


def lines(view):
    """Return the code for a view."""
    return "\n".join(_date(view) if view.dates else _letters(view))


def _head(view):
    state = view.state
    heat = f", temperature={state.temperature}" if state.temperature != 1 else ""
    return [
        "import numpy as np",
        "from nnlearn import datasets",
        "from nnlearn.lessons.attention.networks import network",
        "",
        f"model = network({state.network!r}, {state.steps}{heat})",
    ]


def _hidden(view, offset=0):
    """Return the hidden places as a list in Python."""
    return [offset + place for place in view.state.hidden if place < len(view.reading.text)]


def _date(view):
    text = view.reading.text
    hidden = _hidden(view, 30 - len(text))
    return [
        *_head(view),
        "data = datasets.dates(1)",
        f"x = data.encode([{text!r}])",
        "may_look = x[:, None, :30] != 0",
        *([f"may_look[:, :, {hidden}] = False"] if hidden else []),
        "for _ in range(10):",
        "    z = model(x, attn_mask=may_look)[:, :, -1]",
        "    x = np.column_stack([x, z.argmax(axis=1)])",
        f"a = model.attention_weights(x[:, :-1], attn_mask=may_look)[0, :, -{len(text)}:]",
        f"z = model(x[:, :-1], attn_mask=may_look)[0, :, {view.at}]",
        "p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()",
        "print(data.decode(x[0, 31:]), a.argmax(axis=1))",
    ]


def _letters(view):
    hidden, names = _hidden(view), view.state.network.startswith("names")
    alphabet = '"·" + datasets.colour_names().characters[1:]' if names else repr(view.reading.characters)
    return [
        *_head(view),
        f"characters = {alphabet}",
        f"x = np.array([[characters.index(letter) for letter in {view.reading.text!r}]])",
        "h, future = model.embed(x)",
        "must_not = np.zeros((x.size, x.size), bool) if future is None else future",
        *([f"must_not[:, {hidden}] = True"] if hidden else []),
        "for k, block in enumerate(model.blocks):",
        "    z = block.norm1(h)",
        "    weights = block.self_attn(z, z, z, attn_mask=must_not, average_attn_weights=False)[1]",
        f"    a = weights[0, {view.head}] if k == {view.layer} else {'a' if view.layer == 0 else 'None'}",
        "    h = block(h, must_not)",
        f"z = model.head(model.norm(h))[0, {view.at}]",
        "p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()",
        "print(characters[p.argmax()], a.argmax(axis=1))",
    ]
