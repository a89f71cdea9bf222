"""Bring a prediction back, where the lesson has shown what really happens."""

from nnlearn.checks import registry
from nnlearn.checks.box import Box
from nnlearn.checks.quiz_answers import stored_letters


def predicted(id):
    """Show what you predicted, and what is true.

    Parameters
    ----------
    id : str
        The quiz that asked for the prediction, "02.predict".

    Examples
    --------
    >>> predicted("77.predict")  # doctest: +ELLIPSIS
    There is no quiz '77.predict'. There ...
    """
    id = registry.tidy(id)
    quiz = registry.look_up("quizzes", id, "cannot be shown")
    if isinstance(quiz, str):
        Box(quiz).show()
        return
    letters = stored_letters(quiz)
    if not letters:
        Box(f"You have not answered {id} yet", lines=("Answer it above, then run this cell again.",)).show()
        return
    compared(quiz, letters).show()


def compared(quiz, letters):
    """Return the Box that sets the choices of a prediction beside what is true."""
    pairs = zip(quiz.questions, letters, strict=True)
    return Box("You predicted", lines=tuple(line for question, letter in pairs for line in _compared(question, letter)))


def _compared(question, letter):
    """Yield the sentences about one question: the choice, and the right one with its reason."""
    options = dict(zip(question.letters, question.options, strict=True))
    chosen, why = options[letter]
    right, reason = options[question.answer]
    if letter == question.answer:
        yield f"{letter}) {chosen} That is so. {why}"
    else:
        yield f"{letter}) {chosen} {why}"
        yield f"What happens is {question.answer}) {right} {reason}"
