"""The quizzes of lesson 04: forward propagation."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "04.predict",
        Question(
            "One unit with two inputs splits the plane along a straight line. Now four such units feed one output "
            "unit, which again splits what it gets. What can its boundary in the plane look like?",
            (
                (
                    "Still a straight line.",
                    "Weighting and adding lines gives a line; but there is something in between.",
                ),
                ("A bent line, put together from the four.", "Each unit bends it, near its own line."),
                ("Any boundary at all.", "More units allow more bends; four allow only a few."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "04.recall",
        Question(
            "A batch of 32 wines with 13 measurements each goes through nn.Linear(13, 5). What comes out, and how many "
            "parameters took part?",
            (
                ("Shape (5, 32), 65 parameters.", "Rows stay rows: one wine, one row. And the 5 biases are missing."),
                ("Shape (32, 5), 65 parameters.", "The shape is right. 13 x 5 are the weights; each unit has a bias."),
                ("Shape (32, 5), 70 parameters.", "13 x 5 weights and 5 biases, used for each of the 32 rows."),
            ),
            answer="c",
        ),
        Question(
            "A network with one input and one hidden layer of 5 ReLU units draws a curve. Where can it bend?",
            (
                (
                    "At 5 places at most, one for each unit.",
                    "At x = -b/w of each unit; between two such joints the curve is straight.",
                ),
                (
                    "Nowhere: a ReLU is straight.",
                    "It is straight on each side of 0 and bends at 0. The sum bends where one of its terms does.",
                ),
                (
                    "Anywhere: it can follow any curve.",
                    "As closely as you like, but with more units. Five of them have five joints.",
                ),
            ),
            answer="a",
        ),
        Question(
            "What does the universal approximation theorem promise of one hidden layer?",
            (
                ("Training will find the weights.", "It says that they exist. It says nothing about finding them."),
                (
                    "With enough units, some weights come as close as you like to a continuous function on a box.",
                    "And it names neither their number nor a way to find them.",
                ),
                (
                    "A second hidden layer is never useful.",
                    "Six small layers, 12 units in all, made 64 pieces; one layer needs 63 units.",
                ),
            ),
            answer="b",
        ),
    ),
)
