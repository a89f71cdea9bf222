"""The quizzes of lesson 11: PyTorch."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "11.predict",
        Question(
            "A network 2-16-16-1 is trained on 200 points. Where does a step take the least time?",
            (
                ("A large GPU.", "Look at the left end of its line: what does it cost before anything is computed?"),
                ("PyTorch on the CPU.", "Close. What does it do in each step that NumPy does not?"),
                ("NumPy on the CPU.", "Small products are done before a GPU has started."),
            ),
            answer="c",
        ),
        answered_in="On a GPU",
    ),
    Quiz(
        "11.recall",
        Question(
            "Two batches: forward and backward for each, no zero_grad in between. What is in a weight's grad?",
            (
                ("The gradient of the second batch.", "backward adds to what is there."),
                ("The sum of both gradients.", "Each batch has a graph of its own, and both add into the same grad."),
                ("Nothing: the second backward raises an error.", "Only a second walk through the same graph does."),
            ),
            answer="b",
        ),
        Question(
            "A network with dropout reads the same digit twice and gives two different answers. What was forgotten?",
            (
                ("model.eval().", "In training mode dropout leaves out other units each time."),
                ("torch.no_grad().", "It only stops the recording: dropout still drops."),
                ("optimizer.zero_grad().", "Reading a digit uses no gradient."),
            ),
            answer="a",
        ),
        Question(
            "A batch of one, a layer of width 4096. Why does even a GPU spend most of its time on something other than "
            "computing?",
            (
                ("It waits for Python.", "A call costs tens of microseconds; reading these weights takes longer."),
                ("It computes too slowly.", "In that time it could compute dozens of times as many products."),
                ("It reads the weights from memory.", "Each of 16 million weights is read for a single product."),
            ),
            answer="c",
        ),
    ),
)
