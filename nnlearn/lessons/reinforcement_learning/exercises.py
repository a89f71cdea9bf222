"""The exercises and quizzes of lesson 28: Reinforcement learning."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.reinforcement_learning import answers, mistakes

EXERCISES = (
    Exercise(
        id="28.1",
        title="Double a number",
        reference=answers.double,
        inputs=answers.sample_number,
        wrong={"the number is squared": Wrong(mistakes.squared, "Try 3: twice 3 is 6. What do you get?")},
        hints=("A nudge.", "Most of the way.", "Almost the answer."),
    ),
)

QUIZZES = (
    Quiz(
        "28.predict",
        Question("What will happen?", (("this", "Because."), ("that", "Why not.")), answer="a"),
        answered_in="What you saw",
    ),
    Quiz("28.recall", Question("What did happen?", (("this", "Because."), ("that", "Why not.")), answer="a")),
)
