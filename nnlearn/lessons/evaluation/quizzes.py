"""The quizzes of lesson 12: evaluation."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "12.predict",
        Question(
            "A test is right for 99 % of the ill and for 99 % of the healthy. One person in 200 is ill. Your result "
            "is positive. How likely is it that you are ill?",
            (
                (
                    "99 %",
                    "That many of the *ill* get a positive result. You asked how many of those with a positive "
                    "result are ill, and most people who could get one are healthy.",
                ),
                (
                    "About one in three",
                    "Of 20,000 people 100 are ill, and 99 of them are found. But 199 of the 19,900 healthy ones are "
                    "alarmed, too: 99 of 298.",
                ),
                (
                    "One in 200",
                    "So it was before the test. A positive result is far more frequent among the ill, so it does "
                    "change something.",
                ),
                (
                    "One half",
                    "That would need as many false alarms as finds. There are 199 healthy people for each ill one.",
                ),
            ),
            answer="b",
        ),
        answered_in="Where few are ill",
    ),
    Quiz(
        "12.recall",
        Question(
            "A screening test is right in 99.5 % of all answers. Is it a good one?",
            (
                (
                    "Yes: hardly an answer is wrong.",
                    "Where 5 people in 1,000 are ill, calling everybody healthy is right in 99.5 %, and finds nobody.",
                ),
                (
                    "It cannot be told from this number.",
                    "With few ill people nearly all answers are about the healthy. Ask how many of the ill it "
                    "finds, and how many of its alarms are true.",
                ),
                (
                    "No: a medical test has to be right always.",
                    "None is. What it is worth depends on what its errors cost, and the 99.5 % do not say which "
                    "ones it makes.",
                ),
            ),
            answer="b",
        ),
        Question(
            "Model a is right in 97 % of the test cases, model b in 95 %, and their 95 % intervals overlap. What "
            "follows?",
            (
                (
                    "The two are equally good.",
                    "That they differ was not shown, nor that they are equal. And this was a timid way to look.",
                ),
                (
                    "Nothing yet: look at the interval of the difference, on the same cases.",
                    "Cases that both get right or both get wrong say nothing about the difference, but widen both "
                    "intervals. The paired interval leaves them out.",
                ),
                (
                    "a is better: it has more right answers.",
                    "On these cases. Draw them again, and the order may change: that is what the interval of the "
                    "difference is for.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A model makes no error on 142 test cases. What do you report?",
            (
                (
                    "Accuracy 1, with the bootstrap interval from 1 to 1.",
                    "If no error is among the cases, none can be drawn. A model that errs once in 100 cases looks "
                    "like this in a quarter of such tests.",
                ),
                (
                    "Nothing: without errors there is no interval.",
                    "There is: an error rate of 5 % would have left no error in 142 cases about once in 1,500 "
                    "tests, so it is ruled out.",
                ),
                (
                    "No error in 142, so an accuracy of about 0.98 or more.",
                    "The rule of three: with 95 % confidence the error rate is at most 3 / 142, about 0.02.",
                ),
            ),
            answer="c",
        ),
    ),
)
