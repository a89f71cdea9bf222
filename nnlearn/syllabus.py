"""The syllabus: number, name, title, minutes, part, prerequisites and promise of every lesson, stored once.

Which lessons exist already is read from the files (`existing`); the list itself needs none.
"""

from dataclasses import dataclass
from pathlib import Path

from nnlearn.originals import ROOT


@dataclass(frozen=True)
class Lesson:
    """One row of the syllabus.

    Parameters
    ----------
    number : str
        Two digits, "02".
    name : str
        What follows the number in the file names, "perceptron".
    title : str
        The title that the reader sees.
    minutes : int
        The time a reader needs for the text, its cells and its pictures; the exercises come on top.
    part : str
        The part of the course, "I A neuron and a network".
    before : tuple of str
        Numbers of the lessons that must come first.
    promise : str
        What the lesson gives, in one sentence.
    swap : str or None
        Why the lesson is not also run with `import nnlearn.torch as nn`, in one sentence; None if it is.

    Examples
    --------
    >>> lesson("02").stem, lesson("02").minutes
    ('02_perceptron', 60)
    """

    number: str
    name: str
    title: str
    minutes: int
    part: str
    before: tuple[str, ...]
    promise: str
    swap: str | None = None

    @property
    def stem(self):
        """The file name without its extension: number and name."""
        return f"{self.number}_{self.name}"

    def notebook(self, folder="notebooks"):
        """Return where its notebook is in one of the three folders; no two have the same name, so tabs differ.

        Examples
        --------
        >>> lesson("02").notebook(), lesson("02").notebook("exercises")
        ('notebooks/02_perceptron.ipynb', 'exercises/02_perceptron_exercises.ipynb')
        """
        return f"{folder}/{self.stem}{'' if folder == 'notebooks' else f'_{folder}'}.ipynb"


NEURON = "I A neuron and a network"
LEARNING = "II Learning"
HOLDS = "III Learning that holds"
ARCHITECTURES = "IV Architectures"
UNLABELLED = "V Without labels"
BEYOND = "VI Beyond accuracy"

LESSONS = (
    Lesson("01", "neuron", "A neuron", 60, NEURON, (),
           "Let a network read digits, then drive a single neuron beside a model of a living cell."),
    Lesson("02", "perceptron", "The perceptron", 60, NEURON, ("01",),
           "Watch a line learn from one mistake at a time, and find the data on which it never can."),
    Lesson("03", "activation_functions", "Activation functions", 60, NEURON, ("02",),
           "See why a network without a bend is a line, and how each bend helps or kills the signal passing through."),
    Lesson("04", "forward_propagation", "Forward propagation", 60, NEURON, ("02", "03"),
           "Follow numbers through a network of your own, unit by unit, until a matrix product reads like a picture."),
    Lesson("05", "loss_functions", "Loss functions", 60, NEURON, ("04",),
           "Drag one outlier and feel how each loss pulls at the fit."),
    Lesson("06", "gradient_descent", "Gradient descent", 75, LEARNING, ("05",),
           "Drop a ball on the true loss surface of a network and find the step size at which it flies off."),
    Lesson("07", "optimizers", "Optimizers", 75, LEARNING, ("06",),
           "Race seven optimizers over noisy batches and tell iteration, batch and epoch apart for good."),
    Lesson("08", "chain_rule", "The chain rule", 75, LEARNING, ("06", "07"),
           "Send a gradient backward through a graph and write, in some 60 lines, an engine that does it.",
           "It builds its own tape of plain Python numbers, so there is no array to move to a GPU."),
    Lesson("09", "backpropagation", "Backpropagation", 90, LEARNING, ("04", "05", "07", "08"),
           "Write the backward pass of a network in matrices, check every number in it, and train with it."),
    Lesson("10", "initialization", "Initialization", 75, LEARNING, ("09",),
           "Turn one dial and watch a signal die, survive or explode across thirty layers."),
    Lesson("11", "pytorch", "PyTorch and the GPU", 75, LEARNING, ("10",),
           "Set the NumPy you wrote beside PyTorch, line by line, and find where a GPU begins to pay off.",
           "It imports both sides itself and sets them side by side."),
    Lesson("12", "evaluation", "Evaluation", 75, HOLDS, ("07",),
           "Move one threshold and see every measure of a classifier follow, and which of them deceive."),
    Lesson("13", "ml_versus_dl", "Machine learning and deep learning", 75, HOLDS, ("09", "12"),
           "Let eleven rivals fight on the same data, say beforehand who will win, and see when not to use a network."),
    Lesson("14", "generalization", "Generalization", 75, HOLDS, ("10", "12"),
           "Open and close the gap between what a network has seen and what it has not."),
    Lesson("15", "convolution", "Convolution", 75, ARCHITECTURES, ("09",),
           "Edit nine numbers by hand and watch them find edges anywhere in a photograph."),
    Lesson("16", "lenet", "LeNet", 75, ARCHITECTURES, ("15",),
           "Build the 1998 network that reads digits, layer by layer, and train all of it."),
    Lesson("17", "residual_networks", "Residual networks", 60, ARCHITECTURES, ("10", "16"),
           "Make a network deeper until it stops learning, then add one plus sign."),
    Lesson("18", "recurrent_networks", "Recurrent networks", 75, ARCHITECTURES, ("09",),
           "Unroll a network in time, watch its memory change with every letter, and see how far gradients reach."),
    Lesson("19", "lstm", "LSTM and GRU", 75, ARCHITECTURES, ("18",),
           "Watch gates open and close around a memory that lasts."),
    Lesson("20", "recursive_networks", "Recursive networks", 60, ARCHITECTURES, ("18",),
           "Give every node of a tree its own vector and train through the tree."),
    Lesson("21", "attention", "Attention and transformers", 75, ARCHITECTURES, ("18",),
           "See which letter looks at which, and sample from a tiny GPT that you can read whole."),
    Lesson("22", "autoencoders", "Autoencoders", 60, UNLABELLED, ("09",),
           "Squeeze digits through two numbers and drag those two to draw new ones."),
    Lesson("23", "semi_supervised", "Learning with few labels", 60, UNLABELLED, ("22",),
           "Start from ten labels and let the unlabelled rest do the work."),
    Lesson("24", "boltzmann_machines", "Boltzmann machines", 75, UNLABELLED, ("09",),
           "Walk over the whole energy landscape of a small machine and teach it to remember."),
    Lesson("25", "deep_belief_networks", "Deep belief networks", 60, UNLABELLED, ("24",),
           "Stack what you built, let the top dream, and watch digits form on the way down."),
    Lesson("26", "gans", "Generative adversarial networks", 75, UNLABELLED, ("07", "10", "15"),
           "Referee a game between a forger and an expert, and see how it goes wrong."),
    Lesson("27", "diffusion", "Diffusion", 60, UNLABELLED, ("10", "21", "22"),
           "Blur shapes into noise step by step and learn the way back."),
    Lesson("28", "reinforcement_learning", "Reinforcement learning", 90, BEYOND, ("09",),
           "Place rewards in a world and watch an agent find out what they are worth."),
    Lesson("29", "adversarial_robustness", "Adversarial robustness", 75, BEYOND, ("16",),
           "Change a picture by less than you can see until the network is wrong, and train one that holds."),
    Lesson("30", "interpretability", "Interpretability", 75, BEYOND, ("16",),
           "Take single units out of your own LeNet and find what each was good for."),
    Lesson("31", "scaling_out", "Scaling out", 75, BEYOND, ("11",),
           "Split one training over several processes and measure when it is worth it.",
           "It is about torch.distributed and several processes, which have no NumPy side."),
    Lesson("32", "applications", "Applications", 200, BEYOND, ("12", "16", "19"),
           "Seven small projects from raw data to a verdict, against a baseline that was tuned as well."),
    Lesson("33", "capstone", "Capstone", 240, BEYOND, ("12", "14"),
           "Build, attack, explain and report a model of your own."),
)  # fmt: skip

BY_NUMBER = {lesson.number: lesson for lesson in LESSONS}
BY_STEM = {lesson.stem: lesson for lesson in LESSONS}


def lesson(number):
    """Return the lesson with this number.

    Parameters
    ----------
    number : str or int
        "02" or 2.

    Raises
    ------
    ValueError
        If there is no such lesson.

    Examples
    --------
    >>> lesson(2).title
    'The perceptron'
    """
    key = str(number).zfill(2)
    if key not in BY_NUMBER:
        raise ValueError(f"lesson expected a number from 01 to {LESSONS[-1].number}, got {number!r}")
    return BY_NUMBER[key]


def existing(root=None):
    """Return the lessons whose text (lessons/) or notebook (notebooks/) is under `root`.

    Parameters
    ----------
    root : str or Path, optional
        A folder with `lessons/` or `notebooks/` in it; by default that of the course.

    Returns
    -------
    tuple of Lesson
        In the order of the syllabus; empty without either folder.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> (folder / "lessons").mkdir()
    >>> (folder / "lessons" / "02_perceptron.py").touch()
    >>> [lesson.stem for lesson in existing(folder)]
    ['02_perceptron']
    """
    root = ROOT if root is None else Path(root)
    return tuple(
        lesson
        for lesson in LESSONS
        if (root / "lessons" / f"{lesson.stem}.py").is_file() or (root / "notebooks" / f"{lesson.stem}.ipynb").is_file()
    )
