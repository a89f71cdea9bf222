"""Judge the answers to a quiz, and give the reasons."""

from nnlearn.checks.box import Box
from nnlearn.checks.progress_record import record
from nnlearn.checks.result import Result


def answered(quiz, answer):
    """Judge the chosen letters and count the try.

    Parameters
    ----------
    quiz : Quiz
    answer : str
        One letter per question: "b", "bca", "b, c, a".

    Returns
    -------
    Result
        True if every choice is right, or if it is a prediction, which is noted and not judged. Its message explains for
        each choice why it is right or wrong.
    """
    letters = [letter.lower() for letter in str(answer) if letter.isalnum()]
    questions = quiz.questions
    if len(letters) != len(questions) or any(map(lambda letter, one: letter not in one.letters, letters, questions)):
        example = "".join(question.letters[0] for question in questions)
        count = f"{len(questions)} letters" if len(questions) > 1 else "one letter"
        return Result(quiz.id, Box(f'{quiz.id} expected {count}, for instance quiz("{quiz.id}", answer="{example}").'))
    right = sum(letter == question.answer for letter, question in zip(letters, questions, strict=True))
    passed = bool(quiz.answered_in) or right == len(questions)
    record().add(quiz.id, tries=1, passed=passed, answer="".join(letters))
    lines = tuple(_comment(quiz, number, letter) for number, letter in enumerate(letters))
    if quiz.answered_in:
        return Result(quiz.id, Box(f"{quiz.id} is noted", lines=lines), counts=True)
    return Result(
        quiz.id, Box(f"{quiz.id}, {right} of {len(questions)} right", "passed" if passed else "not yet", lines)
    )


def _comment(quiz, number, letter):
    """Return the comment on one choice: why it is right or wrong; for a prediction, where the answer is."""
    question = quiz.questions[number]
    chosen, why = question.options[question.letters.index(letter)]
    prefix = f"{number + 1}. " if len(quiz.questions) > 1 else ""
    if quiz.answered_in:
        return f"{prefix}You predict {letter}) {chosen} The answer is in the section {quiz.answered_in!r}."
    verdict = "Right" if letter == question.answer else "Wrong"
    return f"{prefix}{verdict}. {letter}) {chosen} {why}"
