"""Ask a quiz: a form in a notebook, text with lettered options everywhere else."""

from nnlearn.checks import registry
from nnlearn.checks.box import Box, in_kernel, marked, plain, say
from nnlearn.checks.quiz_answers import answered
from nnlearn.checks.result import Result


def quiz(id, answer=None):
    """Show a quiz, or answer it.

    Parameters
    ----------
    id : str
        "02.predict" or "02.recall".
    answer : str, optional
        The letters of your choices in the order of the questions: `quiz("02.recall", answer="bca")`. Without it the
        quiz is shown: as a form in a notebook, as text elsewhere.

    Returns
    -------
    Result or None
        True if every choice is right (a prediction is noted, not judged); None if the quiz was only shown.

    Examples
    --------
    >>> bool(quiz("77.recall"))  # doctest: +ELLIPSIS
    There is no quiz '77.recall'. There ...
    False
    """
    id = registry.tidy(id)
    found = registry.look_up("quizzes", id, "cannot be asked")
    if isinstance(found, str):
        return Result(id, Box(found)).show()
    if answer is not None:
        return answered(found, answer).show()
    if in_kernel():
        from nnlearn.checks.forms import show
        from nnlearn.checks.forms.quiz_form import QuizForm

        # With text and HTML: the build keeps these and removes the form, which needs its kernel.
        show(id, QuizForm(found), {"text/plain": text(found), "text/html": html(found)}, "answer")
    else:
        say(text(found))
    return None


def text(quiz):
    """Return the questions as text, with how to answer them."""
    many = len(quiz.questions) > 1
    lines = []
    for number, question in enumerate(quiz.questions, 1):
        lines.append(f"{number}. {question.text}" if many else question.text)
        lines += [
            f"   {letter}) {option}" for letter, (option, _) in zip(question.letters, question.options, strict=True)
        ]
    example = "".join(question.letters[0] for question in quiz.questions)
    return plain(
        "\n".join([*lines, f'Answer like this, with your letter{"s" * many}: quiz("{quiz.id}", answer="{example}")'])
    )


def html(quiz):
    """Return the questions as HTML, for a page without a kernel: a list with lettered options."""
    many = len(quiz.questions) > 1
    items = [
        f"<p><strong>{f'{number}. ' * many}{marked(question.text, quote=True)}</strong></p>"
        + '<ol type="a">'
        + "".join(f"<li>{marked(option, quote=True)}</li>" for option, _ in question.options)
        + "</ol>"
        for number, question in enumerate(quiz.questions, 1)
    ]
    return f'<div style="max-width:42em">{"".join(items)}</div>'
