"""The quizzes of lesson 19: LSTM and GRU."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "19.predict",
        Question(
            "A symbol, twenty steps of noise, then the question: which symbol was it? Both networks have 32 units, "
            "start as PyTorch makes them, and train for 500 steps, five times each. Which of the two learns it?",
            (
                ("The LSTM, nearly always; the plain network never.", "That is its reputation. Look at the table."),
                (
                    "The plain network in some of the five; the LSTM in none.",
                    "Then what is the LSTM good for? Read on.",
                ),
                ("Both of them: twenty steps are few.", "Gradients of lesson 18 vanished over twenty dots."),
                ("Neither: the gradient vanishes in both.", "It does get small in both. Is it equally small?"),
            ),
            answer="b",
        ),
        answered_in="One symbol, much noise",
    ),
    Quiz(
        "19.recall",
        Question(
            "The forget gate of a cell stands at 0.95, the input gate at 0. What happens to the cell?",
            (
                ("It loses 95 % in each step.", "So says the name. But the gate multiplies: c = f c + i g."),
                (
                    "It keeps 95 % in each step, so after 14 steps about half is left.",
                    "0.95 to the power of 14 is 0.49. A gate that is open keeps.",
                ),
                (
                    "It keeps 95 % for as long as the input gate is shut.",
                    "In each step it is multiplied once more: the shares form a product.",
                ),
            ),
            answer="b",
        ),
        Question(
            "An LSTM has four times as many weights as a plain network of the same width. Is that why it can remember "
            "for longer?",
            (
                (
                    "Yes: more weights, more room to store things in.",
                    "A wider plain network has as many, and its gradient vanishes as before.",
                ),
                (
                    "Yes: three quarters of them belong to gates, which store.",
                    "Gates store nothing. They decide what happens to the cell.",
                ),
                (
                    "No: it remembers because its cell is added to and multiplied by a gate near 1, if the biases "
                    "start so.",
                    "Started as PyTorch does, with gates near one half, the same weights forget within a few steps.",
                ),
            ),
            answer="c",
        ),
        Question(
            "A GRU has no cell. What does it do in place of one, and what can it not do?",
            (
                (
                    "It mixes old and new state with one gate, so its state stays within -1 and 1 and cannot count up.",
                    "A mean of numbers between -1 and 1 lies between them. An LSTM's cell grows with every letter.",
                ),
                (
                    "Nothing: without a cell it has no memory.",
                    "Its state is kept where z is near 1, over 80 steps in the lesson's table.",
                ),
                (
                    "It shuts r when it must remember, and cannot forget.",
                    "r says how much a new state sees of the old one; z is what keeps or replaces.",
                ),
            ),
            answer="a",
        ),
    ),
)
