"""axe-core, which looks over a page for what keeps people out; npm brings it."""

import os
from functools import lru_cache

import vendor
from filelock import FileLock

FOLDER = vendor.ROOT / "build" / "axe-core"
NOT_OURS = (".cm-editor", ".jp-collapseHeadingButton")  # JupyterLab's own, inside of what is looked over
LOOK = """async hidden => {
    const where = { include: [[".jp-OutputArea"], [".jp-RenderedMarkdown"]], exclude: hidden.map(one => [one]) }
    const found = await axe.run(where, { resultTypes: ["violations"] })
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


def faults(page):
    """Return what is critical or serious in text and outputs of the notebook in a page."""
    if script() is None:
        return []
    page.evaluate(script())
    return page.evaluate(LOOK, list(NOT_OURS))
