"""What the playground offers: the library's own names under those of the controls, and the values of its settings."""

ACTIVATIONS = {
    "tanh": "Tanh",
    "ReLU": "ReLU",
    "sigmoid": "Sigmoid",
    "leaky ReLU": "LeakyReLU",
    "ELU": "ELU",
    "GELU": "GELU",
    "SiLU": "SiLU",
    "softplus": "Softplus",
    "step": "Heaviside",
    "none (linear)": "Identity",
}
INITS: dict = {  # name: the library's function, its arguments
    "PyTorch's default": ("kaiming_uniform_", {"a": 5**0.5}),
    "Xavier uniform": ("xavier_uniform_", {}),
    "Xavier normal": ("xavier_normal_", {}),
    "He uniform": ("kaiming_uniform_", {"nonlinearity": "relu"}),
    "He normal": ("kaiming_normal_", {"nonlinearity": "relu"}),
    "uniform, -1 to 1": ("uniform_", {"a": -1.0, "b": 1.0}),
    "normal, large": ("normal_", {"std": 1.0}),
    "normal, tiny": ("normal_", {"std": 0.01}),
    "all zero": ("normal_", {"std": 0.0}),
}
LOSSES = {  # name: the library's class, what it is for
    "cross-entropy": ("BCEWithLogitsLoss", "classes"),
    "cross-entropy, softmax": ("CrossEntropyLoss", "classes"),
    "cross-entropy, sigmoid": ("BCELoss", "classes"),
    "squared error": ("MSELoss", "both"),
    "absolute error": ("L1Loss", "both"),
    "Huber error": ("HuberLoss", "both"),
    "arctan error": ("ArctanLoss", "both"),
}
OPTIMIZERS: dict = {  # name: the library's class, its further arguments
    "SGD": ("SGD", {}),
    "SGD, momentum": ("SGD", {"momentum": 0.9}),
    "SGD, Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "Adagrad": ("Adagrad", {}),
    "RMSprop": ("RMSprop", {}),
    "Adam": ("Adam", {}),
    "AdamW": ("AdamW", {}),
}
LEARNING_RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
BATCHES = (("1", 1), ("2", 2), ("5", 5), ("10", 10), ("20", 20), ("50", 50), ("all points", 0))
SIDES = ("NumPy", "PyTorch")
LINES = ("weights", "gradients", "updates")
PANELS = ("output", "chosen unit", "landscape", "two runs")
PENS = ("class 1", "class 0", "eraser")
MAX_LAYERS, MAX_UNITS = 6, 8


def numbered(values):
    """Return numbers as the options of a control, each under its shortest form.

    Examples
    --------
    >>> numbered((0.0001, 1.0))
    [('0.0001', 0.0001), ('1', 1.0)]
    """
    return [(f"{value:g}", value) for value in values]
