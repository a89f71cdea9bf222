"""axe-core, which looks over a page for what keeps people out; npm brings it."""

import os
from functools import lru_cache

import vendor
from filelock import FileLock

FOLDER = vendor.ROOT / "build" / "axe-core"
NOT_OURS = (".cm-editor", ".jp-collapseHeadingButton")  # JupyterLab's own, inside of what is looked over
NOTEBOOK = (".jp-OutputArea", ".jp-RenderedMarkdown")
LOOK = """async ([shown, hidden]) => {
    const where = { include: shown.map(one => [one]), exclude: hidden.map(one => [one]) }
    const found = await axe.run(where, { resultTypes: ["violations"], preload: false })
    return found.violations.filter(one => ["critical", "serious"].includes(one.impact))
        .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)) }"""


@lru_cache
def script():
    """Return its script; None outside of CI if npm cannot bring it."""
    FOLDER.parent.mkdir(exist_ok=True)
    try:
        with FileLock(f"{FOLDER}.lock"):  # two workers may want it at once
            vendor.bring(vendor.AXE, FOLDER)
    except OSError:
        if os.environ.get("CI"):
            raise
        return None
    return (FOLDER / "axe.min.js").read_text(encoding="utf-8")


def faults(page, shown=NOTEBOOK, hidden=NOT_OURS):
    """Return what is critical or serious in parts of a page, by default text and outputs of the notebook in it."""
    if script() is None:
        return []
    page.evaluate(script())
    return page.evaluate(LOOK, [list(shown), list(hidden)])
