"""Where the originals of the course lie, and where a learner's copy of them belongs.

In a clone or a handout `notebooks/`, `exercises/` and `solutions/` lie beside the package; the copy is `course/`, next
to them. A wheel carries them in the package (setup.py), among other packages, where nobody works: there the copy is
`nnlearn-course/` in the folder in which `nnlearn` is called, and JupyterLab's settings lie in it.
"""

from pathlib import Path

FOLDERS = ("notebooks", "exercises", "solutions")
MANIFEST = ".nnlearn.json"  # in a copy: what was handed out (nnlearn/app/learner_copy.py)
COPIES = ("course", "nnlearn-course")  # what a copy is called: a clone's, a wheel's
PACKAGE = Path(__file__).resolve().parent


def originals(package=PACKAGE):
    """Return the folder that holds notebooks/, exercises/ and solutions/.

    Examples
    --------
    >>> import tempfile
    >>> package = Path(tempfile.mkdtemp()) / "nnlearn"
    >>> originals(package) == package.parent
    True
    >>> (package / "course").mkdir(parents=True)
    >>> originals(package) == package / "course"
    True
    """
    inside = package / "course"
    return inside if inside.is_dir() else package.parent


ROOT = originals()


def of_a_wheel(root):
    """Return whether these originals came with a wheel."""
    return root == PACKAGE / "course"


def copy_of(root):
    """Return where the learner's copy of the originals in `root` belongs; of a wheel's: in the working folder.

    Examples
    --------
    >>> copy_of(Path("clone")).as_posix()
    'clone/course'
    """
    clone, wheel = COPIES
    if not of_a_wheel(root):
        return root / clone
    here = Path.cwd()
    copy = here.parent if here.name in FOLDERS else here  # called in a copy, or in a folder of one
    return copy if (copy / MANIFEST).is_file() else here / wheel


def settings_of(root):
    """Return the folder in which Jupyter, IPython and matplotlib keep their files."""
    return (copy_of(root) if of_a_wheel(root) else root) / ".jupyter"
