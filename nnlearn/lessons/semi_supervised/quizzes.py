"""The quizzes of lesson 23: learning with few labels."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "23.predict",
        Question(
            "With the labels of 50 digits drawn at random a small network reads 81 % of the unseen digits. You may "
            "choose the 50 yourself, before you see a label. What can the same network reach?",
            (
                (
                    "82 %: without labels there is nothing to choose by.",
                    "There are the pictures. Which of them resemble many others can be seen without a label.",
                ),
                (
                    "86 %",
                    "That is about what five labels of each digit give, which nobody can order without knowing them. "
                    "The pictures alone lead further.",
                ),
                (
                    "90 %",
                    "k-means makes 50 clusters, and the digit nearest to each centre is bought: 90 % on average over "
                    "ten draws, from the same network and for the same money.",
                ),
            ),
            answer="c",
        ),
        answered_in="Which labels to buy",
    ),
    Quiz(
        "23.recall",
        Question(
            "k-means divides the ten kinds of digits into ten clusters. What do you get?",
            (
                (
                    "One cluster for each digit: they look different enough.",
                    "It minimises distances, and has no idea of digits: one kind that is written in two ways takes two "
                    "clusters, and two that look alike share one.",
                ),
                (
                    "Ten groups of alike pictures, which need not be the ten digits.",
                    "Clusters answer the question which pictures are near each other. If that is the question about "
                    "classes, too, you are lucky, and you need labels to find out.",
                ),
                (
                    "Nothing useful without labels.",
                    "The pictures nearest to the centres are the ones whose labels are worth buying.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A model marks unlabelled digits of which it is 95 % sure, trains on them, and does so again. Is it safer "
            "to keep only the very sure ones?",
            (
                (
                    "No: sure ones are more often right, but they teach little.",
                    "The few errors of a lower threshold cost less than its digits teach. Try, over several draws.",
                ),
                (
                    "Yes: what it is surer of is right more often, so the result is better.",
                    "They are right more often, and they are the easy ones: nothing new is learned from them. A lower "
                    "threshold ended higher here.",
                ),
                (
                    "It makes no difference in the end, since all are kept after some rounds.",
                    "They are not: after five rounds some are still left out, and what was learned wrongly stays.",
                ),
            ),
            answer="a",
        ),
        Question(
            "You add 10,000 unlabelled pictures, and the share right on held-out data falls. What is the first thing "
            "to look at?",
            (
                (
                    "The learning rate: more data need more steps.",
                    "Then the training would be unfinished, and more steps would tell. What fell below the start was "
                    "taught wrongly.",
                ),
                (
                    "Whether the pictures show the same classes.",
                    "A picture of something else gets the label of a class all the same. Other digits in the pool cost "
                    "more here than the right ones brought.",
                ),
                (
                    "Nothing: more data cannot harm in the long run.",
                    "Their labels are the model's own. More of what is wrong is not better.",
                ),
            ),
            answer="b",
        ),
    ),
)
