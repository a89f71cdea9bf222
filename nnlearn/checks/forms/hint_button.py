"""The box of a check with a button for hints under it."""

from pathlib import Path

import anywidget
import traitlets

from nnlearn.checks.box import marked
from nnlearn.checks.hints import seen, take, words

HERE = Path(__file__).parent
LABELS = ("Show a hint", "Show the next hint", "Show the last hint", "Where is the solution?", "No more hints")


class HintButton(anywidget.AnyWidget):
    """The browser's side is `hint_button.js`.

    Parameters
    ----------
    exercise : Exercise
        Its hints stay in the kernel until they are asked for.
    box : Box
        What the check says.
    """

    _esm = (HERE / "hint_button.js").read_text(encoding="utf-8")  # as text: anywidget never frees the widgets of a file
    _css = (HERE / "forms.css").read_text(encoding="utf-8")
    frame = traitlets.Unicode().tag(sync=True)
    inside = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    earlier: traitlets.List = traitlets.List().tag(sync=True)  # hints seen before this check, as HTML
    hints: traitlets.List = traitlets.List().tag(sync=True)  # those that the button has shown

    def __init__(self, exercise, box):
        count = seen(exercise.id)
        super().__init__(
            frame=box.frame,
            inside=box.inside,
            label=LABELS[count],
            earlier=[_html(*words(exercise, number)) for number in range(1, count + 1)],
        )
        self.exercise, self.ended = exercise, False
        self.on_msg(self._receive)

    def _receive(self, _, __, ___):
        if not self.ended:
            number = seen(self.exercise.id) + 1
            self.ended = number > 3
            self.hints = [*self.hints, _html(*take(self.exercise, number))]
            self.label = LABELS[-1] if self.ended else LABELS[number]


def _html(heading, text):
    return f'<p style="margin:4px 0;white-space:pre-wrap"><strong>{heading.capitalize()}.</strong> {marked(text)}</p>'
