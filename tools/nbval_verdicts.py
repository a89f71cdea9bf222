"""For the nbval runs, beside the comparison: every check of a solution passes, and none of an untouched exercise does.

nbval ignores the output of an open exercise's check, since a training may print other digits elsewhere; its verdict is
looked at here all the same.
"""

import re
from pathlib import Path

import pytest

VERDICTS = {"solutions": "passed", "exercises": "not started yet"}  # folder: what each of its checks must say
ASKED = re.compile(r"^(?:\w+ = )?check\(\s*[\"'](\d\d\.\w+)[\"']", re.MULTILINE)


def missing(source, printed, verdict):
    """Return the ids of the checks in a cell's source of which no line of what it printed gives the verdict.

    Examples
    --------
    >>> missing('check("02.1", f)', "02.1 Turn: passed.\\nEqual on 5 inputs.", "passed")
    []
    >>> missing('check("02.1", f)', "02.1 Turn: not yet.", "passed")
    ['02.1']
    """
    said = {id: word for id, word in re.findall(r"^(\d\d\.\w+) .*: ([\w ]+)\.", printed, re.MULTILINE)}
    return [id for id in ASKED.findall(source) if said.get(id) != verdict]


def text(outputs):
    """Return all that nbval collected of a cell as text."""
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs or ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a cell of a solution or an exercise of which a check says something else."""
    result = yield
    verdict = VERDICTS.get(Path(item.path).parent.name)
    if verdict and hasattr(item, "test_outputs"):
        printed = text(item.test_outputs)
        if lacking := missing(item.cell.source, printed, verdict):
            item.raise_cell_error(f"{', '.join(lacking)} should be {verdict}, and said: {printed}")
    return result
