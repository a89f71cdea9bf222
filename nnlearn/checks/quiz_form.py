"""A quiz as a form in a notebook: Tab moves between the questions, the arrow keys choose, Enter answers.

A widget of our own: the radio buttons of ipywidgets never see the arrow keys, which JupyterLab uses for its cells.
"""

from pathlib import Path

import anywidget
import traitlets

from nnlearn.checks.quiz_answers import answered

HERE = Path(__file__).parent


class Form(anywidget.AnyWidget):
    """The browser's side is `quiz_form.js`.

    Parameters
    ----------
    quiz : Quiz
        The questions. The right answers and the comments stay in the kernel until a choice is made.
    """

    _esm = (HERE / "quiz_form.js").read_text(encoding="utf-8")  # as text: anywidget never frees the widgets of a file
    _css = (HERE / "quiz_form.css").read_text(encoding="utf-8")
    label = traitlets.Unicode().tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)
    replies: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(self, quiz):
        questions = [{"text": one.text, "options": [text for text, _ in one.options]} for one in quiz.questions]
        super().__init__(label=f"Quiz {quiz.id}", questions=questions)
        self.quiz = quiz
        self.on_msg(self._receive)

    def _receive(self, _, message, __):
        self.replies = list(answered(self.quiz, message.get("answer", "")).message.splitlines())

    def view(self):
        """Return the entry of a MIME bundle that shows the form."""
        view = "application/vnd.jupyter.widget-view+json"
        return {view: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}
