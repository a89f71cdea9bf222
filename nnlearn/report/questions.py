"""The question before the answer: what is asked, by which measure, and which result would say no."""

import hashlib

from nnlearn.arguments import number
from nnlearn.files import write_new
from nnlearn.report import lines, markdown
from nnlearn.report.entry import file_path, text
from nnlearn.report.ledger import a_ledger
from nnlearn.report.order import asks

PARTS = {  # heading: argument
    "Question": "question",
    "Measure": "measure",
    "Baseline": "baseline",
    "Smallest difference that would matter": "smallest_difference",
    "What would say no": "what_would_say_no",
}


def preregister(path, ledger, *, question, measure, baseline, smallest_difference, what_would_say_no):
    """Write down what is asked, and its hash into the ledger: before the first training.

    Parameters
    ----------
    path : str or Path
        A file that is not there yet, such as "question.md".
    ledger : Ledger
    question : str
    measure : str
        What is measured, and on which data.
    baseline : str
        What it is compared with.
    smallest_difference : float, > 0
        From the baseline, in units of the measure: a smaller one would change nothing for anybody.
    what_would_say_no : str
        A result that can happen, after which you would say that it did not work.

    Raises
    ------
    TypeError, ValueError
        If a part is missing or empty, or the difference is not above 0.
    FileExistsError
        If the file says something else. Nothing is overwritten; the same text again changes nothing, so that a notebook
        can run again. Another question is another file, and the ledger knows how many tries came before it.
    OSError
        If one of the files cannot be written.

    References
    ----------
    Nosek et al. (2018), "The preregistration revolution". Bakker et al. (2020), "Ensuring the quality and specificity
    of preregistrations".

    Examples
    --------
    >>> import tempfile
    >>> from nnlearn.report import Ledger, check_order
    >>> folder = tempfile.mkdtemp()
    >>> ledger = Ledger(folder + "/ledger.csv")
    >>> parts = {"question": "Does a network read these digits better than a line?", "measure": "accuracy, sealed test"}
    >>> parts |= {"baseline": "logistic regression, tuned as long", "smallest_difference": 0.02}
    >>> preregister(folder + "/question.md", ledger, **parts, what_would_say_no="an interval that holds 0")
    >>> check_order(folder + "/question.md", ledger)
    Order(kept=True, why='the question was written down before the first try')
    """
    path, ledger = file_path("preregister", path), a_ledger("preregister", ledger)
    given = {"question": question, "measure": measure, "baseline": baseline, "what_would_say_no": what_would_say_no}
    said = {name: markdown.prose(text("preregister", name, value)) for name, value in given.items()}
    least = number("preregister", "smallest_difference", smallest_difference, low=0, open_low=True)
    said["smallest_difference"] = f"{least:g}"
    content = "\n".join(f"# {heading}\n\n{said[name]}\n" for heading, name in PARTS.items()).encode()
    try:
        write_new(path, content)
    except FileExistsError:
        if not path.is_file() or path.read_bytes() != content:
            raise FileExistsError(
                f"preregister expected path to be new, got {path.name}, which says something else: nothing is "
                "overwritten; another question is another file"
            ) from None
    digest = hashlib.sha256(content).hexdigest()
    lines.append(
        ledger.path,
        lambda events: any(asks(event, digest) for event in events),
        kind="question",
        what=question,
        settings={"file": path.name, "sha256": digest},
    )
