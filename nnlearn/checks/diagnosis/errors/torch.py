"""What PyTorch's own error messages mean, in the words of the lessons."""

import re

DTYPES = "PyTorch's Double is float64, Float is float32, Long is int64."
TABLE = (
    (
        r"must have the same dtype|same dtype, but got|expected scalar type (Float|Double)",
        f"{DTYPES} The two sides of a product need one dtype. NumPy makes float64, the weights of a Module are float32 "
        "unless somebody has converted them. Which of the two has to be converted?",
    ),
    (
        r"expected target dtype|scalar type Long|dtype int32/int64 for index|not implemented for '(Int|Short)'",
        f"{DTYPES} Class labels are indices: cross-entropy takes them as int64, not as floats or int32.",
    ),
    (
        r"not on the expected device|on the same device|Cannot copy out of meta",
        "Two tensors of one line are on different devices. Which of them was not moved to where the weights are?",
    ),
    (
        r"mat1 and mat2 shapes cannot be multiplied",
        "mat1 is what goes into the layer, mat2 its transposed weights. How many numbers does an example have there, "
        "and how many does the layer expect?",
    ),
    (
        r"is invalid for input of size|cannot reshape array",
        "A reshape keeps every number: the lengths you ask for must multiply up to the number of elements. -1 stands "
        "for the length that is left over.",
    ),
    (
        r"can't allocate memory|not enough memory",
        "A check may take 3 GB of memory, and it needs more. Is a tensor far larger than the data, or are graphs of "
        "earlier batches kept alive by a loss without .item()?",
    ),
    (
        r"does not require grad and does not have a grad_fn",
        "backward finds no graph. Was the forward pass run under no_grad, or did .item(), .detach() or argmax cut the "
        "loss off from the parameters?",
    ),
    (
        r"leaf Variable that requires grad",
        "A parameter is changed in place while autograd records. An update is not part of the graph: run it under "
        "torch.no_grad().",
    ),
    (
        r"Variable data has to be a tensor, but got NoneType",
        "`.data` takes a tensor and is given None. What works in place returns nothing: call it, without an `=`.",
    ),
    (
        r"backward through the graph a second time",
        "backward walks each graph once and then frees it. Does each batch have a forward pass and a loss of its own, "
        "or does something of an earlier batch go into this loss?",
    ),
    (
        r"modified by an inplace operation",
        "Numbers that backward still needs were overwritten after the forward pass. Does the update come before "
        "backward, or is it recorded?",
    ),
    (
        r"before Module\.__init__\(\) call",
        "A Module's own __init__ makes the place where layers are noted. It has to run before the first layer is kept.",
    ),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        "A tensor inside a graph does not become an array: .detach() takes it out, and under torch.no_grad() there is "
        "no graph.",
    ),
    (
        r"grad can be implicitly created only for scalar",
        "backward starts from one number. What was to be averaged or added up first?",
    ),
    (
        r"multi-target not supported|0D or 1D target tensor expected|size mismatch \(got input|target batch_size",
        "Cross-entropy wants one label per example, shape (N,), and logits of shape (N, classes). Which of the two has "
        "another shape?",
    ),
    (
        r"must be Tensor, not|expected Tensor as|must be a Tensor|but found type numpy",
        "A function of PyTorch gets something that is not a tensor. Where does a NumPy array become one?",
    ),
    (r"Target \d+ is out of bounds", "A label is the index of a logit: it must be below the number of outputs."),
    (
        r"default_collate: batch must contain",
        "A DataLoader makes batches of tensors, arrays and plain numbers, and your example holds something else.",
    ),
    (
        r"expects each tensor to be equal size|each element in list of batch",
        "The examples differ in shape, so they do not make one batch. Is data[i] one picture and one label?",
    ),
    (
        r"Boolean value of Tensor with more than one value",
        "An `if`, `and` or `or` asks for one yes or no, but gets a tensor. Which single number is meant?",
    ),
    (
        r"cannot be converted to Scalar|only one element tensors can be converted",
        "`.item()`, `int` and `float` take a tensor of one number, and this one has several. Is a mean or sum missing?",
    ),
    (r"Expected more than 1 value per channel", "Batch normalisation in training mode cannot measure a batch of one."),
    (
        r"'generator' object (is not subscriptable|has no attribute)|object of type 'generator' has no len",
        "A generator, such as model.parameters() gives, can only be gone through, and only once. `list` keeps all of "
        "its things, `next` takes one.",
    ),
    (
        r"with class probabilities, got Long",
        "Labels that have the shape of what stands before them are taken for probabilities. Cross-entropy wants logits "
        "of shape (N, classes), and one index per example, shape (N,).",
    ),
    (
        r"'(\w+)' object has no attribute '(device|dtype)'",
        "A Module has no device and no dtype of its own; each of its parameters has both.",
    ),
    (
        r"'numpy\.ndarray' object has no attribute '(to|float|double|long|detach|unsqueeze|item_|numel)'",
        "A NumPy array stands there, and only tensors have this method. Where does the array become a tensor?",
    ),
    (
        r"'Tensor' object has no attribute '(astype|copy|cumsum_)'",
        "A tensor stands there. What NumPy calls astype is `.to(dtype)` or `.float()`, and copy is `.clone()`.",
    ),
    (
        r"'(float|int)' object has no attribute '(backward|detach|item|grad)'",
        "A plain number stands there: .item() or float() has taken it out of the graph, too early.",
    ),
    (
        r"'bool' object has no attribute",
        "A comparison gave one yes or no, not one for each element. What stands on its two sides? (torch.max along a "
        "dim returns two things, values and indices.)",
    ),
    (
        r"could not infer output dtype",
        "A mean needs floating point numbers: .float() makes them of yes and no. Or count with .sum().",
    ),
    (
        r"'type' object does not support the context manager",
        "`with` wants something that was made: brackets are missing after the name that follows it.",
    ),
    (
        r"no attribute '(evaluate|evaluation|test|training_mode)'",
        "A Module's two modes are set by .train() and .eval().",
    ),
    (
        r"is not a Module subclass|not a Module",
        "Only layers, Modules that have been made, go into a ModuleList or Sequential. What did it get?",
    ),
)


def explain(text):
    """Return a sentence about a message of PyTorch, or "".

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> explain("Target 10 is out of bounds.")
    'A label is the index of a logit: it must be below the number of outputs.'
    """
    return next((sentence for pattern, sentence in TABLE if re.search(pattern, text)), "")
