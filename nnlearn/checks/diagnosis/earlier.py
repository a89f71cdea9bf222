"""Find the earlier exercise that a wrong answer builds on and that is wrong itself."""

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.source import names_used
from nnlearn.checks.stubs import untouched


def earlier_fault(exercise, answer, judge):
    """Return (id, sentence) if a function that `answer` uses is the learner's own for an earlier exercise and fails it.

    Otherwise ("", "").

    Parameters
    ----------
    exercise : Exercise
    answer : function or class
    judge : function
        `judge(exercise, answer) -> Result`.
    """
    used = names_used(answer)
    for other in registry.exercises(exercise.id[:2]):
        if other.id == exercise.id:
            break
        name = getattr(other.reference, "__name__", None)
        if other.form != "function" or name not in used:
            continue
        if untouched(used[name]):
            return other.id, f"It uses `{name}` of {other.id}, which is not written yet. Write that first."
        if not judge(other, used[name]):
            return other.id, f"It uses your `{name}` of {other.id}, which is not right yet. Correct that first."
    return "", ""
