"""The playground's controls in groups: those for a beginner in sight, the others under tabs."""

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS

FIRST = ("data", "activation", "lr")  # always in sight, next to buttons and layers
TABS = {
    "Network": ("init", "seed"),
    "Data": ("noise", "share", "sample", "pen"),
    "Training": ("loss", "optimizer", "batch", "l1", "l2", "side"),
    "View": ("lines", "panel", "discrete", "tests"),
}


class Groups:
    """The widgets of a playground between its picture and Reset.

    Parameters
    ----------
    explorer : Playground
        With its controls made.
    """

    def __init__(self, explorer):
        self.explorer, self.busy = explorer, False
        small = {"layout": {"width": "33px", "margin": "0"}}
        self.layers = [
            widgets.BoundedIntText(0, min=0, max=MAX_UNITS, tooltip=f"Units of hidden layer {k + 1}", **small)
            for k in range(MAX_LAYERS)
        ]
        for box in self.layers:
            box.observe(lambda _: self._act(self._set_layers), "value")
        self.weight = widgets.FloatText(0.0, description="chosen weight", step=0.1)
        self.weight.style.description_width = "initial"
        self.weight.observe(lambda _: self._act(lambda: explorer.set_weight(self.weight.value)), "value")
        self.text = widgets.Text("", description="state", continuous_update=False)
        self.text.observe(lambda _: self._act(lambda: explorer.load(self.text.value)), "value")
        self.link = widgets.HTML()
        self.rate = widgets.HTML()

    def rows(self):
        """Return all of them in rows."""
        explorer, controls = self.explorer, self.explorer.controls
        button = explorer.action_button
        extra = {
            "Data": [],
            "Network": [self.weight],
            "Training": [],
            "View": [
                button("Measure landscape", "map-o", explorer.measure),
                button("Keep as second run", "clone", explorer.keep),
            ],
        }
        tabs = [row([*(controls[name] for name in names), *extra[title]]) for title, names in TABS.items()]
        more = widgets.Tab([*tabs, row([self.text, self.link])], titles=(*TABS, "Save"))
        first = row(controls[name] for name in FIRST)
        units = row(
            [widgets.Label("units of the hidden layers", layout={"width": "100%", "margin": "0"}), *self.layers]
        )
        units.layout.grid_gap = "0 4px"
        return [first, units, more]

    def follow(self, view, text):
        """Set the widgets that no field of the state has made: layers, weight, text and link."""
        self.busy = True
        try:
            for k, box in enumerate(self.layers):
                box.value = view.state.layers[k] if k < len(view.state.layers) else 0
            self.weight.value = round(view.weight(view.state.chosen), 4)
            self.text.value = text
            self.link.value = f'<a href="#{text}" title="Copy this link: it opens this state">link to this state</a>'
        finally:
            self.busy = False

    def _set_layers(self):
        self.explorer.set(layers=tuple(box.value for box in self.layers if box.value))

    def _act(self, act):
        if not self.busy:
            act()
