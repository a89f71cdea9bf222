"""A quiz as a form in a notebook: Tab moves between the questions, the arrow keys choose, Enter answers.

A widget of our own: the radio buttons of ipywidgets never see the arrow keys, which JupyterLab uses for its cells.
"""

from pathlib import Path

import anywidget
import traitlets

from nnlearn.checks.box import Box, marked
from nnlearn.checks.quiz_answers import answered, judged, letters_in, stored_letters

HERE = Path(__file__).parent


class QuizForm(anywidget.AnyWidget):
    """The browser's side is `quiz_form.js`.

    Parameters
    ----------
    quiz : Quiz
        The questions. The right answers and the comments stay in the kernel until a choice is made.
    """

    _esm = (HERE / "quiz_form.js").read_text(encoding="utf-8")  # as text: anywidget never frees the widgets of a file
    _css = (HERE / "forms.css").read_text(encoding="utf-8")
    label = traitlets.Unicode().tag(sync=True)
    questions: traitlets.List = traitlets.List().tag(sync=True)  # texts and options as HTML
    letters = traitlets.Unicode().tag(sync=True)  # what was chosen
    heading = traitlets.Unicode().tag(sync=True)  # HTML
    status = traitlets.Unicode().tag(sync=True)
    replies: traitlets.List = traitlets.List().tag(sync=True)  # one for each question, as HTML
    count = traitlets.Int(0).tag(sync=True)  # of answers, so that the same answer given again is read aloud again

    def __init__(self, quiz):
        questions = [
            {"text": marked(one.text), "options": [marked(text) for text, _ in one.options]} for one in quiz.questions
        ]
        super().__init__(label=f"Quiz {quiz.id}", heading=f"<strong>Quiz {quiz.id}</strong>", questions=questions)
        self.quiz = quiz
        if quiz.answered_in and (letters := stored_letters(quiz)):  # a prediction keeps its choice
            self._reply(letters, Box(f"{quiz.id} is noted"))
        self.on_msg(self._receive)

    def _receive(self, _, message, __):
        letters = str(message.get("answer", ""))
        self._reply(letters, answered(self.quiz, letters).box)

    def _reply(self, letters, box):
        replies = judged(self.quiz, letters)
        with self.hold_sync():
            self.letters = letters_in(letters) if replies else ""
            self.heading, self.status = box.heading_html, box.status
            self.replies = [reply.html for reply in replies]
            self.count += 1
