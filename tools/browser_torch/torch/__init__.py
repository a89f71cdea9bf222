"""In place of PyTorch in a browser: say what is missing and where it runs."""

SENTENCE = (
    "PyTorch and processes of its own do not run in a browser: what needs them runs on your machine, after make lab. "
    "The outputs of this notebook are stored; cells that use a name from this import stop with a NameError."
)
raise ModuleNotFoundError(SENTENCE, name="torch")
