"""Judge the answers to a quiz, question by question, and give the reasons."""

from dataclasses import dataclass

from nnlearn.checks.box import Box, marked
from nnlearn.checks.progress_record import record
from nnlearn.checks.result import Result

# Symbol, word and colour say the same. White on each colour has a contrast of at least 4.5 in every theme.
MARKS = {"right": ("\u2713", "#2e7d32"), "not right": ("\u2717", "#c62828"), "noted": ("i", "#01579b")}
BADGE = (
    "background:{colour};color:#fff;border-radius:3px;padding:1px 8px;margin-right:4px;font-weight:600;"
    "white-space:nowrap"
)


@dataclass(frozen=True)
class Reply:
    """The reply to one question: its mark, the option that was chosen, and the reason.

    Examples
    --------
    >>> print(Reply("right", "a) this", "Because it is.").text)
    ✓ Right: a) this
      Because it is.
    """

    mark: str
    chosen: str
    why: str

    @property
    def text(self):
        return f"{MARKS[self.mark][0]} {self.mark.capitalize()}: {self.chosen}\n  {self.why}"

    @property
    def html(self):
        sign, colour = MARKS[self.mark]
        badge = f'<span aria-hidden="true">{sign}</span> {self.mark.capitalize()}'
        return (
            f'<p style="margin:4px 0"><span style="{BADGE.format(colour=colour)}">{badge}</span> '
            f'{marked(self.chosen)}</p><p style="margin:4px 0">{marked(self.why)}</p>'
        )


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
        True if every choice is right, or if it is a prediction, which is noted and not judged. Its message has a mark
        and the reason for each choice, under its question.
    """
    letters = letters_in(answer)
    replies, questions = judged(quiz, letters), quiz.questions
    if not replies:
        example = "".join(question.letters[0] for question in questions)
        count = f"{len(questions)} letters" if len(questions) > 1 else "one letter"
        return Result(quiz.id, Box(f'{quiz.id} expected {count}, for instance quiz("{quiz.id}", answer="{example}").'))
    box = summed_up(quiz, replies)
    passed = bool(quiz.answered_in) or box.status == "passed"
    record().add(quiz.id, tries=1, passed=passed, answer=letters)
    return Result(quiz.id, box, counts=True) if quiz.answered_in else Result(quiz.id, box)


def summed_up(quiz, replies):
    """Return the Box of an answer: how many choices are right, and under each question its reply."""
    shown = {"lines": tuple(_lines(quiz, replies)), "table": _html(quiz, replies)}
    if quiz.answered_in:
        return Box(f"{quiz.id} is noted", **shown)
    right = sum(reply.mark == "right" for reply in replies)
    heading = f"{quiz.id}, {right} of {len(replies)} right"
    return Box(heading, "passed" if right == len(replies) else "not yet", **shown)


def judged(quiz, letters):
    """Return a Reply for each question; none if the letters do not fit the questions."""
    letters = letters_in(letters)
    if not _fit(quiz, letters):
        return []
    return [_reply(quiz, question, letter) for question, letter in zip(quiz.questions, letters, strict=True)]


def letters_in(answer):
    """Return the letters of an answer in any spelling: "b, C" gives "bc"."""
    return "".join(letter.lower() for letter in str(answer) if letter.isalnum())


def stored_letters(quiz):
    """Return the letters of the last answer; "" if there is none, or one of an earlier edition of the quiz."""
    letters = record().read().get(quiz.id, {}).get("answer", "")
    return letters if _fit(quiz, letters) else ""


def _fit(quiz, letters):
    return len(letters) == len(quiz.questions) and all(
        letter in question.letters for question, letter in zip(quiz.questions, letters, strict=True)
    )


def _reply(quiz, question, letter):
    text, why = question.options[question.letters.index(letter)]
    if quiz.answered_in:
        return Reply("noted", f"{letter}) {text}", f"The answer is in the section {quiz.answered_in!r}.")
    return Reply("right" if letter == question.answer else "not right", f"{letter}) {text}", why)


def _numbered(quiz):
    """Yield the text of each question, with its number if there are several."""
    for number, question in enumerate(quiz.questions, 1):
        yield f"{number}. {question.text}" if len(quiz.questions) > 1 else question.text


def _lines(quiz, replies):
    for question, reply in zip(_numbered(quiz), replies, strict=True):
        yield from (question, *(f"  {line}" for line in reply.text.splitlines()))


def _html(quiz, replies):
    return "".join(
        f'<p style="margin:10px 0 4px"><strong>{marked(question)}</strong></p>{reply.html}'
        for question, reply in zip(_numbered(quiz), replies, strict=True)
    )
