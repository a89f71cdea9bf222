"""The exercises of lesson 21: attention and transformers."""

from nnlearn.checks.exercise import Exercise
from nnlearn.lessons.attention import answers, inputs, practice
from nnlearn.lessons.attention import mistakes_in_building as building
from nnlearn.lessons.attention import mistakes_in_heads as heads
from nnlearn.lessons.attention import mistakes_in_leaks as leaking
from nnlearn.lessons.attention import mistakes_in_look_up as look_up
from nnlearn.lessons.attention import mistakes_in_the_way_back as way_back
from nnlearn.lessons.attention.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="21.1",
        title="Look up, softly",
        reference=answers.attention,
        inputs=answers.sample_look_up,
        cases=(answers.SQUARE,),
        special=answers.SPECIAL_LOOK_UPS,
        run=answers.use_attention,
        returns=("y", "weights"),
        wrong=look_up.WRONG,
        hints=(
            "Three steps: how well each key fits each query (T, S), a softmax along each row, a mean of the values. "
            "Where does the mask belong?",
            "The scores are q @ k.T over the square root of d. A hidden place gets -np.inf, before the softmax.",
            "np.where(mask, s, -np.inf); then subtract each row's largest (axis=1, keepdims=True), take np.exp, divide "
            "by the row's sum. y is a @ v.",
        ),
    ),
    Exercise(
        id="21.2",
        title="The way back",
        reference=answers.attention_backward,
        inputs=answers.sample_way_back,
        cases=(answers.SQUARE_BACK,),
        special=answers.SPECIAL_BACK,
        run=answers.use_backward,
        returns=("dL/dq", "dL/dk", "dL/dv"),
        wrong=way_back.WRONG,
        hints=(
            "Go back step by step: y = a v, then the softmax, then the scores. Which shape has the gradient at each?",
            "dL/da = g vᵀ, of shape (T, S). Through the softmax of a row: a (da - the sum over the row of a da).",
            "With ds divided by the square root of d: dL/dq is ds times k, dL/dk is ds, turned, times q, and dL/dv is "
            "a, turned, times g.",
        ),
    ),
    Exercise(
        id="21.3",
        title="Split and join",
        reference=answers.Heads,
        inputs=answers.sample_heads,
        special=answers.SPECIAL_HEADS,
        run=answers.use_heads,
        returns=("split(x)", "join(y)"),
        wrong=heads.WRONG,
        hints=(
            "Only D is cut, into (H, d). Which shape with four axes does that give, and which order is asked for?",
            "split: reshape to (N, T, H, d), then exchange two axes. join: the same, backwards.",
            "x.reshape(N, T, self.H, D // self.H).swapaxes(1, 2); and y.swapaxes(1, 2), reshaped to (N, T, H times d).",
        ),
    ),
    Exercise(
        id="21.4",
        title="Find the leak",
        reference=answers.leaks,
        inputs=inputs.sample_model,
        cases=inputs.FIRST_MODELS,
        special=inputs.SPECIAL_MODELS,
        samples=6,
        run=inputs.use_leaks,
        wrong=leaking.WRONG,
        hints=(
            "A place that cannot see the future cannot know that you changed it.",
            "For each place t: copy the codes, put another code at every place after t, ask again, and compare the "
            "scores of place t.",
            "(code + 1) % K is always another code; model(...)[:, :, t] are the scores of place t. Return t as soon as "
            "they differ by more than 1e-6.",
        ),
    ),
    Exercise(
        id="21.5",
        title="Build a GPT",
        reference=answers.TinyGPT,
        inputs=inputs.sample_rows,
        special=inputs.SPECIAL_ROWS,
        samples=3,
        run=inputs.use_pieces,
        returns=("x", "y", "number of parts of the block", "output of the block"),
        tolerance=1e-5,
        wrong=building.WRONG,
        hints=(
            "pairs: write a name and its end sign in two lines, one above the other, shifted by one. Which places of "
            "the lower line stand after the first 0?",
            "x is 0, then the row without its last code. y is the row, with -100 where x is 0 already (but for the "
            "first place). A block: look, then compute, each inside nn.Residual.",
            "nn.Residual(nn.LayerNorm(D), look) is the first part. The second has a LayerNorm, too, then "
            "nn.Linear(D, 4 * D), nn.GELU() and a dense layer back to D.",
        ),
    ),
    Exercise(
        id="21.6",
        title="Dates that it has never seen",
        target="three ways or more that it fails on, and 90 % of unseen days in the first one after practice",
        measure=practice.measure,
        seconds=120,
        hints=(
            "It has seen 'thu 5 mar 1998', '5.3.1998', 'the 5th of march 1998'. What have all eight ways in common?",
            "Try another order, years of two digits, leading zeros, other marks between the numbers.",
            "Read what it writes for one text: encode it, generate, decode, as in the lesson. Which part goes wrong?",
        ),
    ),
)
