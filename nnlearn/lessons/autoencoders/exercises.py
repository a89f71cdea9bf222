"""The exercises and quizzes of lesson 22: autoencoders."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.autoencoders import answers, inputs, mistakes, sixteen
from nnlearn.lessons.autoencoders.exercises_in_losses import EXERCISES_IN_LOSSES
from nnlearn.lessons.autoencoders.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="22.1",
        title="Through the bottleneck",
        reference=answers.reconstruct,
        inputs=inputs.sample_pictures,
        special=inputs.PICTURES,
        returns=("pictures", "error"),
        wrong={
            "the mean is taken over the pictures": Wrong(
                mistakes.of_each_pixel,
                "There is one error for each picture: the mean of its own pixels. Which axis are the pixels?",
            ),
            "the errors are not one for each picture": Wrong(
                mistakes.OF_ALL[0],
                "Five pictures have five errors, an array of shape (5,). What shape has yours?",
                also=(*mistakes.OF_ALL[1:], mistakes.of_every_number),
            ),
            "the sum over the pixels is divided by another number, or by none": Wrong(
                mistakes.summed,
                "If every pixel is off by 1, the error is 1, however many pixels there are. What is yours?",
                also=mistakes.SUMMED,
            ),
            "the differences are not squared one by one": Wrong(
                mistakes.not_squared,
                "If every pixel is off by 0.5, the error is 0.25. What is yours? Square first, then take the mean.",
                also=mistakes.NOT_SQUARED,
            ),
            "a root is taken": Wrong(
                mistakes.root,
                "If every pixel is off by 0.5, the error is 0.25, and its root 0.5. The mean of the squares is asked "
                "for.",
                also=mistakes.ROOTS,
            ),
            "the error is that of the code": Wrong(
                mistakes.of_the_code,
                "How large the code is says nothing about the picture. Compare what comes back with what went in.",
            ),
            "the codes are returned in place of the pictures": Wrong(
                mistakes.codes, "Return the pictures that come out of the decoder: as many numbers as went in."
            ),
            "what comes back is not compared with what went in": Wrong(
                mistakes.error_of_the_way_back,
                "The target of an autoencoder is its own input, x. With what do you compare p?",
            ),
        },
        hints=(
            "First the way through: the code is `encode(x)`. What makes a picture of it?",
            "`p = decode(encode(x))` has the shape of x. Take the difference of the two, pixel by pixel.",
            "Square the difference, and take the mean along axis 1: one number for each picture.",
        ),
    ),
    Exercise(
        id="22.2",
        title="The main axes",
        reference=answers.onto_plane,
        inputs=inputs.sample_planes,
        special=inputs.PLANES,
        wrong={
            "the mean picture is not taken off everywhere and put back": Wrong(
                mistakes.not_centred,
                "Move all pictures, old and new, by the same amount: the results must move along. So the axes, and the "
                "codes, are those of the differences from the mean picture of x, which comes back at the end.",
                also=(
                    mistakes.axes_not_centred,
                    mistakes.mean_not_taken_off,
                    mistakes.no_mean_at_all,
                    mistakes.mean_not_put_back,
                    mistakes.one_mean,
                    mistakes.mean_of_each_picture,
                ),
            ),
            "something is learned from the new pictures": Wrong(
                mistakes.mean_of_the_new,
                "Put a single new picture onto the plane: it may not change by being its own mean. Mean and axes come "
                "from x alone.",
                also=(mistakes.mean_of_the_new_taken_off, mistakes.axes_of_the_new),
            ),
            "the shortest axes are taken": Wrong(
                mistakes.shortest,
                "np.linalg.svd sorts from large to small, np.linalg.eigh from small to large. Along which of your axes "
                "do the pictures vary most?",
                also=(mistakes.first_of_eigh,),
            ),
            "rows and columns of the axes are exchanged": Wrong(
                mistakes.rows_of_eigh,
                "np.linalg.eigh has the eigenvectors in its columns, the third result of np.linalg.svd has them in its "
                "rows. An axis v gives back itself, stretched: (x - mean).T @ (x - mean) @ v. Do yours?",
                also=(mistakes.columns_of_svd, mistakes.first_rows_of_eigh),
            ),
            "codes or axes are returned, not pictures": Wrong(
                mistakes.only_codes,
                "The codes are k numbers for each picture. Go back: mean + code times axes has as many pixels as "
                "before.",
                also=(mistakes.only_axes,),
            ),
            "the pictures of x are put onto the plane": Wrong(
                mistakes.the_learned_ones, "The axes come from x, and x_new is what is squeezed through them."
            ),
            "there are not k axes": Wrong(
                mistakes.one_too_many,
                "With k axes of d pixels the plane has k directions. How many rows has `axes[:k]`, and yours?",
                also=(mistakes.one_too_few, mistakes.only_the_last),
            ),
            "the codes are divided by their spread": Wrong(
                mistakes.stretched,
                "With as many axes as pixels every picture comes back unchanged. Do yours? What was divided has to be "
                "multiplied again.",
            ),
        },
        hints=(
            "Take the mean of x off, and find the directions along which the rest varies most.",
            "`np.linalg.svd(x - mean, full_matrices=False)` returns three arrays; the rows of the third are the axes, "
            "longest first.",
            "codes = (x_new - mean) @ axes[:k].T; then multiply them with the k axes, and add the mean.",
        ),
    ),
    EXERCISES_IN_LOSSES[0],
    Exercise(
        id="22.4",
        title="Raise the alarm",
        reference=answers.alarm,
        inputs=inputs.sample_errors,
        special=inputs.ERRORS,
        returns=("threshold", "alarms"),
        wrong={
            "the threshold comes from the new examples": Wrong(
                mistakes.from_the_new,
                "Let every new example be strange: all should ring. If the threshold is made of them, a fixed share "
                "rings whatever they are. Whose errors may it know?",
                also=mistakes.FROM_BOTH,
            ),
            "the threshold stands at the wrong end": Wrong(
                mistakes.other_tail,
                "With a share of 0.1 nine of ten ordinary errors lie below the threshold. How many lie below yours?",
                also=mistakes.OTHER_TAIL,
            ),
            "a share is taken for percent": Wrong(
                mistakes.percent,
                "A share of 0.1 is 10 %. np.quantile takes shares, np.percentile takes percent.",
                also=mistakes.PERCENT,
            ),
            "small errors raise the alarm": Wrong(
                mistakes.below, "What is rebuilt badly is strange: a large error rings.", also=mistakes.BELOW
            ),
            "an error exactly at the threshold raises the alarm": Wrong(
                mistakes.at_least,
                "Only what lies above the threshold rings. With a share of 0 the largest ordinary error may not ring.",
                any_value=True,
            ),
            "the threshold does not depend on the share as it should": Wrong(
                mistakes.of_two_deviations,
                "The rate of false alarms is chosen, not assumed: find the number that the given share of the ordinary "
                "errors exceeds.",
                also=mistakes.ASSUMED,
            ),
            "the alarms are not told one by one": Wrong(
                mistakes.count,
                "There is a True or False for each new example, in its order.",
                also=(mistakes.share_of_the_new, mistakes.indices, mistakes.errors_above),
            ),
            "the ordinary examples are asked": Wrong(
                mistakes.alarms_of_the_ordinary,
                "The ordinary errors set the threshold; the alarms are asked of the new ones.",
            ),
        },
        hints=(
            "Which number do nine of ten ordinary errors stay below?",
            "`np.quantile(ordinary, ...)` is that number. Which share has to lie below it?",
            "The quantile 1 - share; then compare the new errors with it, above and not equal.",
        ),
    ),
    EXERCISES_IN_LOSSES[1],
    Exercise(
        id="22.6",
        title="Sixteen numbers a digit",
        target="a mean squared error of at most 0.0070 for unseen digits, over three splits, through 16 numbers",
        measure=sixteen.measure,
        hints=(
            "PCA with 16 numbers reaches about 0.011. What can a network do between pixels and code that a plane "
            "cannot?",
            "A hidden layer of 128 units on either side of the code, with ReLU, none at the code itself; AdamW at "
            "0.003, 60 epochs or more.",
            "`coder(16)` of the lesson is a good start. Let the learning rate fall towards the end, for instance with "
            "`nn.CosineAnnealingLR`, and split the network for encode and decode.",
        ),
        seconds=240,
    ),
)
