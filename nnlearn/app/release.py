"""`nnlearn release`: an instructor packs the solutions of lessons into a file, and a learner puts that file into place.

nnlearn release 02 03      the instructor: makes dist/nnlearn-solutions-02-03.zip
nnlearn release FILE       a learner: brings them into solutions/ and into course/
nnlearn release            on a hub, a learner: brings what was released since the server started
"""

import io
import json
import zipfile
import zlib
from pathlib import Path

from nnlearn.app.learner_copy import Workspace, with_advice
from nnlearn.app.withheld import FOLDER, note
from nnlearn.files import write_atomically
from nnlearn.originals import ROOT, of_a_wheel
from nnlearn.syllabus import LESSONS, lesson

NAMES = {one.notebook(FOLDER): one.number for one in LESSONS}  # solutions/02_perceptron_solutions.ipynb: 02
MAX_BYTES = 50_000_000  # of one notebook
EXPECTED = "release expected the numbers of lessons, all, or a file such as nnlearn-solutions-02.zip"


def release(wanted, root=ROOT, course=None):
    """Pack the solutions of lessons, put a packed file into place, or bring a copy up to date.

    Parameters
    ----------
    wanted : sequence of str
        Numbers of lessons or `all`; or files that were packed so; or nothing.
    root : str or Path, optional
        The folder of the course, with `solutions/`.
    course : str or Path, optional
        The learner's copy, if it is not `course/` in that folder.

    Returns
    -------
    str
        What was done and what to do next.

    Raises
    ------
    ValueError
        If a lesson has no solution here, or a file is not what it should be. Nothing is changed then.
    OSError
        If something cannot be read or written.
    """
    wanted, root = [str(one) for one in wanted], Path(root)
    if not wanted:
        return with_advice(lambda: str(Workspace(root, course).refresh())) or "nothing new was released to your copy"
    if wanted == ["all"] or all(word.isdigit() for word in wanted):
        return with_advice(lambda: pack(wanted, root))
    return with_advice(lambda: put(wanted, root, course))


def pack(wanted, root):
    """Write the zip for learners and note what was released; return sentences that say so."""
    if wanted == ["all"]:
        numbers = [number for name, number in NAMES.items() if (root / name).is_file()]
    else:
        numbers = sorted({lesson(number).number for number in wanted})
    names = [lesson(number).notebook(FOLDER) for number in numbers]
    missing = [number for number, name in zip(numbers, names, strict=True) if not (root / name).is_file()]
    if missing or not names:
        which = ", ".join(missing) or "01 to 33"
        raise ValueError(
            f"release expected the solutions of lesson {which} in {root / FOLDER}, got none, as in a handout: ask your "
            "instructor for a file with them, and run nnlearn release FILE"
        )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for name in names:
            packed.write(root / name, name)
    folder = Path.cwd() if of_a_wheel(root) else root
    target = folder / "dist" / f"nnlearn-solutions-{'all' if wanted == ['all'] else '-'.join(numbers)}.zip"
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, content.getvalue())
    note(root, numbers)
    return (
        f"{target.relative_to(folder)} holds the solutions of lesson {', '.join(numbers)}: send it to your learners, "
        f"who run nnlearn release {target.name}\n"
        "On a hub that withholds solutions (NNLEARN_WITHHOLD=1) copies get them at their next start, or when a learner "
        "runs nnlearn release"
    )


def put(paths, root, course):
    """Bring the solutions in files into the course's folder and the learner's copy; return sentences about it."""
    workspace = Workspace(root, course)  # before anything is written, it says if this is not a course
    found: dict[str, bytes] = {}
    for path in paths:
        found |= solutions_in(Path(path).expanduser())
    (root / FOLDER).mkdir(exist_ok=True)
    lines = []
    for name, data in found.items():
        there = (root / name).read_bytes() if (root / name).is_file() else None
        if there != data:
            write_atomically(root / name, data)
        if there is not None:
            lines.append(f"{name} was {'here already' if there == data else 'another version and is replaced'}")
    note(root, [NAMES[name] for name in found])
    return "\n".join([*lines, str(workspace.refresh())]).strip()


def solutions_in(path):
    """Return {name: content} of the solutions in a zip, in a folder that a browser made of it, or in one notebook."""
    own = {Path(name).name: name for name in NAMES}
    if not path.exists():
        raise ValueError(f"{EXPECTED}, got {str(path)!r}, and there is no such file")
    try:
        if path.is_dir() or path.suffix == ".ipynb":
            files = path.rglob("*.ipynb") if path.is_dir() else [path]
            found = {own[file.name]: file.read_bytes() for file in files if file.name in own}
        else:
            with zipfile.ZipFile(path) as packed:
                entries = [entry for entry in packed.infolist() if Path(entry.filename).name in own]
                found = {own[Path(entry.filename).name]: content(packed, entry) for entry in entries}
        for data in found.values():
            json.loads(data)["cells"]
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
    ):
        raise ValueError(f"{path} is damaged or is not a file with solutions: download it again") from None
    if not found:
        raise ValueError(f"{path} holds no solutions of this course: ask your instructor for nnlearn-solutions-02.zip")
    return found


def content(packed, entry):
    if entry.file_size > MAX_BYTES:  # it says so before it is unpacked
        raise ValueError
    return packed.read(entry)
