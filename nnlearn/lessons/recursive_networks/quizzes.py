"""The quizzes of lesson 20: recursive networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "20.predict",
        Question(
            "`(not T) or T` is true, `not (T or T)` is false. Can a model that knows only how often each word and each "
            "bracket occurs be right about both?",
            (
                (
                    "Yes, with enough parameters.",
                    "It gets the same counts for both; parameters cannot part what is equal.",
                ),
                ("Yes, if it was trained on enough expressions.", "However many it has seen: these two look the same."),
                ("No, whatever it learns.", "The counts of both are equal, so it says the same of both."),
            ),
            answer="c",
        ),
        answered_in="What the order is worth",
    ),
    Quiz(
        "20.recall",
        Question(
            "A recursive network was trained on trees of depth 1 to 4 and now reads one of depth 10, which has many "
            "more nodes. What changes?",
            (
                ("It needs more weights, one set for each level.", "No level has weights of its own."),
                ("Each node gets weights of its own.", "Then it could not read a tree it has never seen."),
                (
                    "Nothing but the number of steps.",
                    "Every `and` of every tree uses the same A, B and b; the tree says where they are used.",
                ),
            ),
            answer="c",
        ),
        Question(
            "Only the truth of whole expressions was told. Why do inner nodes come to know theirs?",
            (
                (
                    "A parent sees nothing of them but their vector, and true or false is all it needs.",
                    "So the gradient that comes down from the root makes two heaps of them.",
                ),
                ("The loss asks about every node.", "It asks about roots alone."),
                ("Their matrices start out as gates.", "They start at random. Look at the explorer's step 0."),
            ),
            answer="a",
        ),
        Question(
            "Who decides which nodes are joined in a recursive network?",
            (
                (
                    "Its weights, which learn the tree.",
                    "They learn what a join computes. Without the brackets the tree is another, and the network is "
                    "hardly better than counting.",
                ),
                (
                    "The tree that it is given, which a parser made.",
                    "That is its strength where there is an exact parser, and its limit everywhere else.",
                ),
                (
                    "The order of the tokens, as in a recurrent network.",
                    "A recurrent network joins from left to right. It is the special case of a tree that leans to one "
                    "side.",
                ),
            ),
            answer="b",
        ),
    ),
)
