"""The quizzes of lesson 32: applications."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "32.predict",
        Question(
            "Seven tasks with data of ordinary size: loans, bicycles, letters, spoken digits, sentences, "
            "baskets, molecules. Each time a network meets the best simple method, and both are tuned with the same "
            "care. In how many is the network ahead by more than the spread over the splits?",
            (
                (
                    "In five to seven",
                    "So it would be if a network were simply the better method. On a thousand rows of a table, or two "
                    "thousand sentences, older methods have all they need.",
                ),
                (
                    "In three or four",
                    "In more than you may think it comes out even: it does not lose, nor is it worth its price.",
                ),
                (
                    "In one or two",
                    "Where the input is raw and the network can use its structure it leads; elsewhere it is a draw, "
                    "and once it narrowly loses.",
                ),
                (
                    "In none",
                    "There is a task here that simple methods do not reach, since what has to be compared is not what "
                    "the pixels show.",
                ),
            ),
            answer="c",
        ),
        answered_in="The tally",
    ),
    Quiz(
        "32.recall",
        Question(
            "A forecast of bicycles has an error of 44 on hours that were drawn at random for the test, and of 56 in "
            "the last ten weeks. Which number goes into the report?",
            (
                (
                    "56: the forecast will be used on weeks that come after all it has learned from.",
                    "Each hour drawn at random stands between two hours that were learned from; nobody will ever have "
                    "tomorrow's neighbours.",
                ),
                (
                    "44: a random test is a fair one.",
                    "It is, where examples have nothing to do with each other. Two hours of one day have, so the model "
                    "has seen part of the answer.",
                ),
                (
                    "The mean of the two.",
                    "They answer different questions, and only one of them is asked: how well will it do next month?",
                ),
            ),
            answer="a",
        ),
        Question(
            "On 2,400 sentences a GRU is a little worse than naive Bayes, which only counts words. What is the best "
            "explanation?",
            (
                (
                    "There is a bug: a network that reads the order of words cannot be worse than counting.",
                    "It could be one, so look. But a method that can represent more also needs more examples to find "
                    "it.",
                ),
                (
                    "2,400 sentences are too few to learn what words mean, and the counts need hardly anything.",
                    "Most words occur a few times. Counting gets something from each of them; a GRU has to learn its "
                    "embedding and its gates from the same few.",
                ),
                (
                    "Order does not matter in sentences.",
                    "Try *not good* and *good, not bad*. It matters; it is only not worth much in so little data.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A reader of spoken digits is right in 99 of 100 recordings, all by the six people it was trained with. "
            "A call centre asks how well it will do. What do you say?",
            (
                (
                    "99 %: the test recordings were not trained on.",
                    "The recordings were not, but the voices were. A new caller is a new voice.",
                ),
                (
                    "Nothing can be said before it is tried there.",
                    "Something can: leave each of the six out once, and you have six new callers.",
                ),
                (
                    "Leave each speaker out in turn, and report all six numbers.",
                    "That asks about people never heard. And the six differ so much that their mean would promise too "
                    "much to some callers.",
                ),
            ),
            answer="c",
        ),
    ),
)
