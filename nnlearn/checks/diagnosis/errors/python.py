"""What the usual errors of Python and NumPy mean, in plain words."""

import re

NONE = "Something is None there: a function that has no `return`, or one that changes a list in place, gives None."
POWER = "`^` compares the bits of whole numbers, or two yes or no; a power is `**`."
WHOLE = "An index is a whole number: `for i in x` gives the elements, `for i in range(len(x))` their places."
TABLE = (  # type of the error, pattern, sentence
    (AttributeError, r"'(\w+Result|tuple)' object has no", "Several things stand there at once, a tuple. Take the one "
     "you need: `values, vectors = ...`, or `[0]`."),
    (TypeError, "unsupported operand.*'tuple'|can only concatenate tuple", "Several things stand there at once, a "
     "tuple. Take the one you need: `value, slope = ...`, or `[0]`."),
    (AttributeError | TypeError, r"'NoneType'", NONE),
    (AttributeError, r"'(float|int)' object has no", "A plain number stands there, where the line expects an array. "
     "np.asarray(...) makes one of it; NumPy's functions (np.exp, np.maximum) take both."),
    (AttributeError, r"'function' object has no", "A function stands before the dot. Round brackets call it, f(...)."),
    (AttributeError, r"'list' object has no attribute '(T|shape|ndim|size|dtype|sum|mean|std|var|max|min|arg(max|min)"
     r"|dot|reshape|ravel|astype|any|all|transpose)'",
     "A list stands there, where the line expects an array: np.array(...) makes one of it."),
    (AttributeError, r"'list' object has no", "A list stands there, and a list has no such thing."),
    (TypeError, "not subscriptable", "Square brackets read from an array or list; round ones call a function. Which of "
     "them is in the wrong place?"),
    (TypeError, "not callable", "Round brackets call a function, and what stands before them is none: is a `*` "
     "missing, or are square brackets meant?"),
    (TypeError, "unhashable", "A list, a dict or an array can be neither in a set nor the key of a dict."),
    (TypeError, r"'(int|float|numpy.float64)' object is not iterable",
     "A single number stands where something with several elements is needed."),
    (TypeError, "bitwise_xor|for \\^:", POWER),
    (TypeError, "'(tuple|torch.Size|list)' object cannot be interpreted as an integer",
     "Several numbers stand there, in a row; one whole number is needed: len(...), or `.shape[0]`."),
    (TypeError, "cannot be interpreted as an integer", "A whole number is needed there."),
    (TypeError, r"unsupported operand.*'(function|builtin_function_or_method|numpy.ufunc)'",
     "A function stands there, where the line expects a number: are the brackets that call it missing?"),
    (TypeError, r"(unsupported operand.*'list')|can't multiply sequence", "A list stands there. It does not compute "
     "element by element: go through it with a loop, or make an array of it if it holds only numbers."),
    (TypeError, "ufunc 'bitwise_", "`&`, `|` and `^` work on True and False and on whole numbers, not on these: "
     "compare first, as in (x > 0.5). A power is `**`."),
    (TypeError | IndexError, "indices must be integers|only integers, slices|used as indices must be", WHOLE),
    (TypeError | ValueError, "can be converted to Python scalars|only (0-dimensional|length-1|size-1) arrays",
     "A function that takes one number, such as float or those of `math`, gets an array. NumPy's own work on arrays."),
    (ValueError, "truth value of an array", "An `if`, `and`, `or` or `max` asks for one yes or no, but gets an array. "
     "np.where, & and | or np.maximum work element by element."),
    (ValueError, "inhomogeneous", "The lists in it have different lengths, so they do not make an array. Go through "
     "them one by one, in a loop."),
    (ValueError, "empty sequence|empty iterable|zero-size array",
     "What the line chooses from is empty. Is it a slice that ends before it begins, or an input with nothing in it?"),
    (ValueError, "values to unpack", "On the left of `=` there must be as many names as there are things on the right. "
     "How many does it give?"),
    (IndexError, "assignment index out of range",
     "A list has only the places that it was made with; `[]` has none. append adds one at its end."),
    (IndexError, "with size 0",
     "What is read there is empty: nothing has been put in, or no place fits the condition."),
    (IndexError, "out of bounds|out of range",
     "An index is counted from 0, so the last of n is n - 1. Which values does yours take?"),
    (KeyError, "", "The dict has no such entry. Was it put in before this line, and under the same name?"),
    (ZeroDivisionError, "", "For this input the divisor in the line is 0."),
    (MemoryError, "", "A check may take 3 GB of memory, and it needs more. Does a list grow without end, or is an "
     "array far larger than the data?"),
    (RecursionError, "", "It calls itself without end: where does it stop?"),
)  # fmt: skip

LINES = (  # type of the error, pattern, pattern of the line that raised, sentence
    (TypeError, "'float' object cannot be interpreted as an integer", "[^/]/[^/]",
     "A whole number is needed there. `/` gives a float even where nothing is left over; `//` does not."),
    (ValueError | TypeError, "unpack", r"^for [\w, ()]+ in [\w.]+, ",
     "A loop over two things at once needs `zip`: `for a, b in zip(one, other)`."),
)  # fmt: skip


def explain(error, line=""):
    """Return a sentence about an error of Python or NumPy, or "".

    Parameters
    ----------
    error : Exception
    line : str
        The line that raised.

    Examples
    --------
    >>> explain(ZeroDivisionError("division by zero"))
    'For this input the divisor in the line is 0.'
    """
    text = str(error)
    for kind, pattern, code, said in LINES:
        if isinstance(error, kind) and re.search(pattern, text) and re.search(code, line):
            return said
    return next((said for kind, pattern, said in TABLE if isinstance(error, kind) and re.search(pattern, text)), "")
