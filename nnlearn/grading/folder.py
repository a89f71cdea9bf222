"""Check a folder of notebooks: one table for the class, one page with its pictures. `nnlearn check FOLDER`."""

import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from tqdm import tqdm

from nnlearn.arguments import integer
from nnlearn.checks.box import say
from nnlearn.grading import sandbox
from nnlearn.grading.capstone import copy_capstones
from nnlearn.grading.changes import changed, fingerprints
from nnlearn.grading.events import Ran
from nnlearn.grading.grade import judge
from nnlearn.grading.gradebook import gradebook
from nnlearn.grading.handed_in import notebooks
from nnlearn.grading.process import Limits, adopt_strays, run, unreadable, warn_root
from nnlearn.grading.report import page
from nnlearn.grading.results import plain
from nnlearn.grading.table import table, write_beside
from nnlearn.grading.unfinished import Unfinished

NOTICE = (
    "This is feedback. It does not prevent cheating: a notebook can contain any code, and its checks run inside it."
)


def check_folder(folder, limits=None, out=".", jobs=None, boxed=None, roster=None):
    """Run every learner's notebook in a folder; write `class.csv` and `class.html`.

    Every verdict is written at once, into `class_unfinished.jsonl`: a run that is cut off is continued by the next.

    Parameters
    ----------
    folder : str or Path
        With `ada/02_perceptron.ipynb`, or `ada_02_perceptron.ipynb`, or `ada/exercises/02_perceptron_exercises.ipynb`.
        It is only read; what runs are copies.
    limits : Limits, optional
        The limits of each notebook.
    out : str or Path, default "."
        The folder for the two files; existing ones are kept, with their date in the name.
    jobs : int, optional
        How many notebooks run at the same time; by default one per processor, at most four.
    boxed : bool, optional
        Whether they run in bubblewrap; by default where it works. True insists on it.
    roster : Roster, optional
        The class list of Moodle or Canvas: `gradebook.csv` is written, which goes back there.

    Returns
    -------
    bool
        True if every exercise of every notebook passed.

    Raises
    ------
    ValueError
        If the folder contains no notebook, `out` is not a folder that can be written, `jobs` is not a number above 0,
        or bubblewrap is insisted on and does not work.
    """
    folder, out = Path(folder), Path(out)
    found = notebooks(folder)
    if not found:
        raise ValueError(f"check expected {folder} to contain notebooks (*.ipynb), got none")
    if not out.is_dir():
        raise ValueError(f"check expected --out to be an existing folder, got {str(out)!r}")
    jobs = min(4, os.cpu_count() or 1) if jobs is None else integer("check", "jobs", jobs, low=1)
    if boxed and not sandbox.bubblewrap():
        raise ValueError("check --sandbox needs bubblewrap, which does not work here: install it (Debian: bubblewrap)")
    boxed = bool(sandbox.bubblewrap()) if boxed is None else boxed
    unfinished = Unfinished(out)
    if not boxed:
        warn_root()
    say(f"{NOTICE}\n{sandbox.described(boxed)}")
    adopt_strays()
    before, class_ = fingerprints(folder), []
    try:
        for learner, path, verdict in _run_all(found, folder, limits or Limits(), jobs, boxed, unfinished):
            class_.append((learner, path.relative_to(folder), verdict))
            if verdict.ended:
                tqdm.write(plain(f"{path.relative_to(folder)}: {verdict.ended}"))
    finally:  # after Ctrl-C, too: the notebooks that did run are written
        if class_:
            class_.sort(key=lambda row: (row[0].casefold(), str(row[1])))
            told = [NOTICE, sandbox.described(boxed), *changed(before, fingerprints(folder))]
            write_beside(out / "class.csv", table(class_))
            write_beside(out / "class.html", page(class_, told, folder, out))
    if roster:
        _write_gradebook(class_, roster, out)
    unfinished.end()
    for sentence in told[2:]:
        say(f"While the notebooks ran: {plain(sentence)}")
    passed = sum(verdict.passed for _, _, verdict in class_)
    say(f"{passed} of {len(class_)} notebooks passed completely: see {out / 'class.csv'} and {out / 'class.html'}.")
    return passed == len(class_)


def _write_gradebook(class_, roster, out):
    """Write the points for Moodle or Canvas, and say whom the class list does not have."""
    try:
        text, missing = gradebook(class_, roster)
    except ValueError as error:  # the class is checked; only this file is missing
        say(f"No gradebook was written: {error}.")
        return
    write_beside(out / "gradebook.csv", text)
    for sentence in missing:
        say(f"Gradebook: {sentence}.")
    say(f"The points for {roster.kind.split()[0].title()} are in {out / 'gradebook.csv'}.")


def _run_all(found, folder, limits, jobs, boxed, unfinished):
    """Yield (learner, path, verdict) as they come, several at a time; all are copied before the first one runs."""
    with tempfile.TemporaryDirectory(prefix="nnlearn-", ignore_cleanup_errors=True) as home:
        work = partial(_judged, folder=folder, limits=limits, boxed=boxed, unfinished=unfinished)
        pairs = [(one, _copy(one[1], folder, Path(home) / str(number))) for number, one in enumerate(found)]
        doubtful = [pair for pair in pairs if unfinished.times_begun(pair[0][1])]  # last, and one at a time
        bar = tqdm(total=len(found), unit="notebook")
        with ThreadPoolExecutor(jobs) as pool, bar:
            to_come = {pool.submit(work, one[1], copy): one for one, copy in pairs if (one, copy) not in doubtful}
            try:
                for done in as_completed(to_come):
                    bar.update()
                    yield *to_come[done], done.result()
                for one, copy in doubtful:
                    verdict = work(one[1], copy)
                    bar.update()
                    yield *one, verdict
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise


def _copy(path, folder, home):
    """Copy a notebook, and the capstones that it names, into a folder that is its home; return the copy.

    What cannot be run or copied is left out: then the copy is not there, and its own row says why.
    """
    place = home / (path.parent.name or "notebook")
    place.mkdir(parents=True)
    copy = place / path.name
    if unreadable(path):
        return copy
    try:
        shutil.copyfile(path, copy)
    except OSError:
        return copy
    copy_capstones(path, path.parent, place)
    if path.parent != folder and path.parent.parent != folder:  # ada/exercises: hers are in ada/
        copy_capstones(path, path.parent.parent, place.parent)
    return copy


def _judged(path, copy, folder, limits, boxed, unfinished):
    """Return the verdict on one notebook; a fault of ours is said in its row, and takes nobody else along."""
    if (verdict := unfinished.get(path)) is not None:
        return verdict
    try:
        ran = Ran(ended=unreadable(copy if copy.exists() else path))
        if unfinished.times_begun(path) > 1:
            ran.ended = "the check was cut off twice while it ran: look at it by hand"
        unfinished.begin(path)
        if not ran.ended:
            home = copy.parent.parent
            enclose = partial(sandbox.enclosed, place=home, hidden=[folder]) if boxed else None
            around = sandbox.empty_home(os.environ, home)
            ran = run(copy, limits, folder=copy.parent, progress="memory", enclose=enclose, environment=around)
        verdict = judge(path, ran, copy)
    except Exception as error:
        verdict = judge(path, Ran(ended=plain(f"it could not be checked ({type(error).__name__}: {error})")))
    unfinished.add(path, verdict)
    return verdict
