"""A test set that is opened once: each opening is written into the ledger, with its time and its reason."""

from nnlearn.arguments import check_numbers
from nnlearn.files import write_new
from nnlearn.report import lines
from nnlearn.report.entry import file_path, text
from nnlearn.report.ledger import a_ledger
from nnlearn.report.sealed_file import holds, packed, read
from nnlearn.report.weights import state_hash


def seal(path, **arrays):
    """Put a test set away in one file, to be opened by `open_seal`.

    The seal is a reminder, not a lock: anybody can read the file by other means, or keep the arrays. It protects those
    who are honest from looking by habit, and lets them show how often they looked.

    Parameters
    ----------
    path : str or Path
        A file that is not there yet, such as "test.sealed".
    **arrays : ndarray of shape (N, ...)
        Numbers, one row per example, such as x=... and y=....

    Raises
    ------
    TypeError, ValueError
        If an array is missing, does not hold numbers, has no rows, or not as many as the others.
    FileExistsError
        If there is something of this name. Nothing is overwritten; a seal of these same arrays is left as it is without
        a word, so that a notebook can run again.
    OSError
        If the file cannot be written; no part of it is left then.

    References
    ----------
    Recht et al. (2019), "Do ImageNet classifiers generalize to ImageNet?". Dwork et al. (2015), "The reusable holdout:
    preserving validity in adaptive data analysis".

    Examples
    --------
    >>> import tempfile, numpy as np
    >>> path = tempfile.mkdtemp() + "/test.sealed"
    >>> seal(path, x=np.zeros((300, 40)), y=np.zeros(300, int))
    >>> seal(path, x=np.ones((300, 40)), y=np.zeros(300, int))
    Traceback (most recent call last):
    ...
    FileExistsError: seal expected path to be new, got test.sealed, which is there: nothing is overwritten, name another
    """
    path = file_path("seal", path)
    if not arrays:
        raise TypeError("seal expected at least one array by name, such as x=..., got none")
    for name, values in arrays.items():
        check_numbers("seal", name, values)
        if values.ndim == 0 or 0 in values.shape:
            raise ValueError(f"seal expected {name} with one row per example, got shape {values.shape}")
    lengths = {name: len(values) for name, values in arrays.items()}
    if len({*lengths.values()}) > 1:
        raise ValueError(f"seal expected as many rows in each array, got {lengths}: are they of the same part?")
    found = state_hash(arrays)
    try:
        write_new(path, packed(arrays, found))
    except FileExistsError:
        if not holds(path, found):
            raise FileExistsError(
                f"seal expected path to be new, got {path.name}, which is there: nothing is overwritten, name another"
            ) from None


def open_seal(path, ledger, reason=None):
    """Return the arrays of a sealed test set, after writing the opening into the ledger.

    Parameters
    ----------
    path : str or Path
        A file that `seal` wrote.
    ledger : Ledger
    reason : str or None
        Why it is opened, in your own words; the first time may go without.

    Returns
    -------
    dict of str to ndarray
        In the order in which they were sealed.

    Raises
    ------
    TypeError, ValueError
        If the ledger or the reason is something else, or the file is not a seal or damaged. If the ledger knows an
        earlier opening and there is no reason for another one; with a reason it is opened, and the ledger counts.
    OSError
        If the file cannot be read, or the ledger not be written: then it stays closed.

    Notes
    -----
    The ledger knows a test set by its numbers: a copy of the file, or a seal of the same arrays, counts with it.

    Examples
    --------
    >>> import tempfile, numpy as np
    >>> from nnlearn.report import Ledger
    >>> folder = tempfile.mkdtemp()
    >>> seal(folder + "/test.sealed", x=np.zeros((3, 2)), y=np.array([0, 1, 1]))
    >>> ledger = Ledger(folder + "/ledger.csv")
    >>> open_seal(folder + "/test.sealed", ledger, "the final measurement")["y"].tolist()
    [0, 1, 1]
    >>> ledger.summary()
    '0 tries; a sealed test set was opened 1 time.'
    """
    path, ledger = file_path("open_seal", path), a_ledger("open_seal", ledger)
    what = "the first opening" if reason is None else text("open_seal", "reason", reason)
    arrays, digest = read(path)

    def reasons(events):
        before = [event for event in events if event["kind"] == "opened" and digest in event["settings"]]
        if before and reason is None:
            raise ValueError(
                f"open_seal expected a reason to open {path.name} again, got none: it was opened {len(before)} time"
                f"{'s' * (len(before) > 1)}, last at {before[-1]['time']} ({before[-1]['what'][:80]}); "
                "reason='...' opens it, and the ledger counts"
            )

    lines.append(ledger.path, reasons, kind="opened", what=what, settings={"file": path.name, "sha256": digest})
    return arrays
