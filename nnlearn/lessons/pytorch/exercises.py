"""The exercises and quizzes of lesson 11: PyTorch and the GPU."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.pytorch import answers, mistakes, mistakes_of_data, trials
from nnlearn.lessons.pytorch.exercises_of_loops import LOOPS
from nnlearn.lessons.pytorch.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="11.1",
        title="Four messages",
        reference=answers.ready,
        cases=answers.MODELS,
        inputs=answers.sample_pictures,
        samples=2,
        special={"a single picture": answers.ONE_PICTURE, **answers.OTHER_PLACES},
        run=trials.run_the_line,
        returns=("shape of x", "the model", "loss"),
        tolerance=1e-4,
        wrong={
            "the pictures are float64": Wrong(
                mistakes.float64_kept,
                "NumPy makes float64 by itself. Which dtype has the model, and where can you ask it?",
                also=mistakes.OTHERS_FLOAT64,
            ),
            "the pictures are float32 for every model": Wrong(
                mistakes.float32_written,
                "That suits most models, but one here computes in float64. Ask the model's parameters for the dtype, "
                "and for the device.",
                also=mistakes.OTHERS_FLOAT32,
            ),
            "the pictures keep their rows and columns": Wrong(
                mistakes.not_flattened,
                "A linear layer multiplies the last axis. Yours has 8 numbers, where the weights expect 64.",
                also=mistakes.OTHERS_NOT_FLAT,
            ),
            "the labels are not whole numbers of 64 bits": Wrong(
                mistakes.labels_not_whole,
                "Class labels are indices: cross-entropy picks the logit of that number. PyTorch calls int64 Long.",
                also=mistakes.OTHERS_NOT_WHOLE,
            ),
            "the pictures or the labels are not where the model is": Wrong(
                mistakes.device_forgotten,
                "A product needs both of its parts in one place. Move pictures and labels, both, to where the weights "
                "are, and keep what `.to` returns: it leaves the tensor as it was.",
                also=mistakes.OTHERS_FORGOTTEN,
            ),
            "the model is changed": Wrong(
                mistakes.model_changed,
                "The model belongs to the caller, and an optimizer may already hold its parameters. Convert the data, "
                "and only the data.",
                also=(mistakes.model_made_float32,),
            ),
            "the pixels are mixed up": Wrong(
                mistakes.pixels_mixed,
                "The shape is right, but row n should hold the 64 numbers of picture n, one row of the picture after "
                "the other. A reshape of (N, 8, 8) keeps this order as long as N stays first, without a transpose.",
                also=mistakes.OTHERS_MIXED,
            ),
            "the pixels become other numbers": Wrong(
                mistakes.numbers_changed,
                "Nobody asked for other numbers: dtype, shape and device change, and each pixel keeps its value.",
                also=mistakes.OTHERS_CHANGED,
            ),
        },
        hints=(
            "Each message names two things that should be equal. Change the data, one message at a time.",
            "next(model.parameters()) is a weight; it has a .dtype and a .device. Labels are torch.int64.",
            "torch.from_numpy(pictures).reshape(len(pictures), -1), then .to(weight.device, weight.dtype).",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.2",
        title="A Module",
        reference=answers.network,
        cases=(answers.THREE_LAYERS,),
        inputs=answers.sample_sizes,
        special={
            "a single layer": answers.ONE_LAYER,
            "six layers": answers.SIX_LAYERS,
            "layers of one unit": answers.ONES,
            "a single example": answers.ONE_EXAMPLE,
            "a hidden layer as wide as the output": answers.AS_WIDE_AS_THE_OUTPUT,
        },
        run=trials.use_module,
        returns=("shapes of the parameters", "output"),
        tolerance=1e-4,
        wrong={
            "super().__init__() is not called first": Wrong(
                mistakes.init_not_called,
                "The Module's own __init__ makes the place where parameters are noted. It comes first in yours, "
                "before any layer is made.",
            ),
            "the network has no self.layers": Wrong(
                mistakes.self_forgotten,
                "Does __init__ put the layers into self.layers, under this name? A name without self. is gone when "
                "__init__ ends.",
            ),
            "parameters() finds nothing": Wrong(
                mistakes.plain_list,
                "A Module looks for layers in its attributes, not inside a list, tuple or dict of Python's, and plain "
                "tensors do not count: nothing will be trained. torch.nn has a list of its own for layers. (A list "
                "in the class, outside __init__, is shared by all networks and not looked at.)",
                also=mistakes.LISTS_OF_THE_CLASS,
            ),
            "each call of forward makes new weights": Wrong(
                mistakes.layers_made_in_forward,
                "They are random, and the optimizer never sees them. Make layers in __init__, and use the same ones in "
                "every call.",
                also=(mistakes.LAYERS_MADE_TWICE,),
            ),
            "something follows the last layer": Wrong(
                mistakes.softmax_at_the_end,
                "Logits are asked for, which may be any numbers, negative ones too. CrossEntropyLoss contains the "
                "softmax. Return what the last layer gives.",
                also=mistakes.OTHER_ENDS,
            ),
            "a ReLU is applied to the input": Wrong(
                mistakes.relu_on_the_input,
                "The first layer gets x as it is, with its negative numbers. A ReLU stands between two layers: before "
                "the first one there is none.",
                also=mistakes.OTHERS_ON_THE_INPUT,
            ),
            "not all that goes from layer to layer comes out of a ReLU": Wrong(
                mistakes.no_activation,
                "After each layer but the last one negative numbers become 0. torch.relu(x) leaves x as it was: what "
                "it returns goes into the next layer.",
                also=mistakes.OTHER_ACTIVATIONS,
            ),
            "the number of layers is fixed": Wrong(
                mistakes.three_layers,
                "One layer for each pair of neighbouring sizes, however many there are: let a loop over the sizes make "
                "them, and another one use them.",
                also=mistakes.OTHER_COUNTS,
            ),
        },
        hints=(
            "Layers are made in __init__, once for each pair of neighbouring sizes, and used in forward.",
            "A list of layers that a Module finds is torch.nn.ModuleList([...]). Sequential would do as well.",
            "forward: for layer in self.layers[:-1]: x = torch.relu(layer(x)); then the last layer alone.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.3",
        title="A data set",
        reference=answers.Digits,
        inputs=answers.sample_digits,
        special={
            "pictures of 6 pixels": answers.SMALL_DIGITS,
            "pixels such as 8.3": answers.NOT_WHOLE,
            "a black and a white picture": answers.BLACK_AND_WHITE,
            "a single picture of one pixel, with the label 300": answers.ONE_PIXEL,
        },
        run=trials.through_a_loader,
        returns=(
            "length",
            "dtype of a picture",
            "shape of a picture",
            "type of a label",
            "pixels",
            "labels",
            "dtypes of a batch",
        ),
        tolerance=1e-5,
        wrong={
            "the length is not the number of examples": Wrong(
                mistakes_of_data.LengthOfAPicture,
                "len(data) tells the loader how many examples there are to draw from: one for each label.",
                also=mistakes_of_data.OTHER_LENGTHS,
            ),
            "the pictures are not float32": Wrong(
                mistakes_of_data.Float64Kept,
                "The loader keeps the dtype it finds, float64 if NumPy made it. The first layer will refuse it.",
                also=mistakes_of_data.OTHER_DTYPES,
            ),
            "only whole numbers are left of the pixels": Wrong(
                mistakes_of_data.WholeNumbers,
                "A pixel of 5 should become about 0.3, and one of 8.3 about 0.52. `//`, int, round and whole-number "
                "dtypes lose shades of grey.",
                also=(mistakes_of_data.OtherWholeNumbers, *mistakes_of_data.STORED_AS_WHOLE),
            ),
            "the pixels are not divided by 16": Wrong(
                mistakes_of_data.NotScaled,
                "They come in from 0 to 16, in every picture, whatever its own brightest pixel is.",
                also=(*mistakes_of_data.OTHER_SCALES, mistakes_of_data.TableScaled),
            ),
            "a label is not a plain int": Wrong(
                mistakes_of_data.LabelInABox,
                "One example has one number, of Python's own type int. What the table holds is NumPy's, and an array "
                "of one makes batches of shape (N, 1), which cross-entropy refuses.",
                also=mistakes_of_data.OTHER_LABELS,
            ),
            "pictures are shuffled and labels are not": Wrong(
                mistakes_of_data.ShuffledAlone,
                "Every picture has somebody else's label now, and no error says so. The loader shuffles both for you.",
            ),
            "every example is the whole table": Wrong(
                mistakes_of_data.EverythingEachTime,
                "data[i] is one example: picture i and label i.",
                also=(mistakes_of_data.PicturesEachTime, mistakes_of_data.AllLabelsEachTime),
            ),
            "the picture gets another shape": Wrong(
                mistakes_of_data.Square,
                "A row of x is a picture already, of shape (d,), and stays so: d need not be 64.",
                also=(mistakes_of_data.Row,),
            ),
        },
        hints=(
            "Keep x and y in __init__. The length is the number of examples; an example is a pair.",
            "astype(np.float32) makes the dtype; int(...) makes a label a plain number.",
            "__getitem__ returns (self.x[i] / 16) as float32 and the i-th label as an int.",
        ),
        seconds=60,
    ),
    *LOOPS,
)
