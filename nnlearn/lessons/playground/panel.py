"""The playground's controls: data and what matters most in sight, the others under tabs."""

import html

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.lessons.playground.thumbnails import Thumbnails

FIRST = ("activation", "lr")  # always in sight, below buttons and data
TABS = {
    "Network": ("init", "seed"),
    "Data": ("data", "noise", "share", "sample", "pen"),
    "Training": ("loss", "optimizer", "batch", "l1", "l2", "side"),
    "View": ("lines", "panel", "discrete", "tests"),
}
COPY = (
    '<button type="button" class="nnlearn-copy jupyter-button widget-button" data-state="{text}" '
    'title="Copies the address of this page with this state">Copy link</button>'
    '<p class="nnlearn-try">The link opens this state where the course runs at the same address: on this computer, not '
    "on another. To send it elsewhere, send the text.</p>"
)


class Groups:
    """The widgets of a playground between its picture and Reset.

    Parameters
    ----------
    explorer : Playground
        With its controls made.
    """

    def __init__(self, explorer):
        self.explorer, self.busy = explorer, False
        self.thumbnails = Thumbnails(lambda name: explorer.set(data=name))
        self.weight = widgets.FloatText(0.0, description="chosen weight", step=0.1)
        self.weight.style.description_width = "initial"
        self.weight.observe(lambda _: self._act(lambda: explorer.set_weight(self.weight.value)), "value")
        self.text = widgets.Text("", description="state", continuous_update=False, layout={"width": "100%"})
        self.text.style.description_width = "initial"
        self.text.observe(lambda _: self._act(lambda: explorer.load(self.text.value)), "value")
        self.link, self.rate = widgets.HTML(), widgets.HTML()

    def rows(self):
        """Return all of them in rows."""
        explorer, controls = self.explorer, self.explorer.controls
        button = explorer.action_button
        extra = {
            "Network": [self.weight],
            "View": [
                button("Measure landscape here", "map-o", explorer.measure),
                button("Keep as second run", "clone", explorer.keep),
            ],
        }
        tabs = [row([*(controls[name] for name in names), *extra.get(title, [])]) for title, names in TABS.items()]
        more = widgets.Tab([*tabs, row([self.text, self.link])], titles=(*TABS, "Save"))
        return [self.thumbnails.row(), row(controls[name] for name in FIRST), more]

    def follow(self, view, text):
        """Set the widgets that no field of the state has made: weight, text and link."""
        self.busy = True
        try:
            self.weight.value = round(view.weight(view.state.chosen), 4)
            self.text.value = text
            self.link.value = COPY.format(text=html.escape(text))
        finally:
            self.busy = False

    def say(self, text):
        """Show how fast it trains, or what it waits for."""
        if self.rate.value != text:
            self.rate.value = text and f'<span role="status">{text}</span>'

    def _act(self, act):
        if not self.busy:
            act()
