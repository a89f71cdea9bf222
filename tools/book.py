"""Build the course as a static site with search: `make site` writes dist/site/, which works without a network.

python tools/book.py                # lessons and exercises
python tools/book.py --solutions    # with the solutions
"""

import argparse
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import tours
import vendor
import yaml

from nnlearn.syllabus import existing

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "site"
CONFIG = {
    "title": "nnlearn",
    "author": "the authors of nnlearn",
    "execute": {"execute_notebooks": "off"},
    "only_build_toc_files": True,
    "html": {"use_issues_button": False, "use_repository_button": False},
    "launch_buttons": {"thebe": False, "notebook_interface": "jupyterlab"},
    "sphinx": {
        "config": {
            "nb_ipywidgets_js": {},  # stored pictures, no live widgets: nothing is fetched
            "myst_heading_anchors": 4,
            "mathjax_path": "mathjax/es5/tex-svg.js",
            "html_show_copyright": False,
        }
    },
}
STORED = "*This is the stored picture. In the course it moves: `make lab`, then run this cell.*"


def environment():
    """Return the Python of an environment with jupyter-book, made if there is none."""
    folder, lock = ROOT / "build" / "site-env", ROOT / "tools" / "site.lock"
    python, stamp = folder / "bin" / "python", folder / "lock"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", lock], check=True)
        stamp.write_text(lock.read_text())
    return python


def page(notebook):
    """Return a notebook as the site shows it: pictures with their words, links in the site's form, quizzes as text."""
    cells, recorded = [], tours.tours(notebook)
    for number, cell in enumerate(notebook.cells):
        cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(\]\([^)#]*\.ipynb#)([^)]*)\)", lambda m: f"{m[1]}{slug(m[2])})", cell.source)
            continue
        for output in cell.outputs:
            if "text/html" in output.get("data", {}):  # links between notebooks, in the map of the course
                text = "".join(output["data"]["text/html"])
                output["data"]["text/html"] = re.sub(r'(href="[^":]*)\.ipynb"', r'\1.html"', text)
            if "image/png" in output.get("data", {}):
                alt = "".join(output["data"]["text/plain"])
                cell.metadata["mystnb"] = {"image": {"alt": " ".join(alt.split())}}
        if tours.EXPLORER.search(cell.source):
            cells.append(nbformat.v4.new_markdown_cell(STORED))
        if number in recorded:
            cells.append(nbformat.v4.new_markdown_cell(tours.for_the_site(recorded[number], f"tour-{number}")))
    notebook.cells = cells
    return notebook


def slug(fragment):
    """Return a heading's anchor in the site from the one in JupyterLab.

    Examples
    --------
    >>> slug("11.4-Without-a-loop")
    '114-without-a-loop'
    """
    return re.sub(r"[^\w-]", "", fragment.lower())


def plain(text):
    """Return a page without what would start a kernel elsewhere (thebe), and with MathJax once, not twice.

    Examples
    --------
    >>> plain('<script>const THEBE_JS_URL = "far away";</script><script src="mathjax/es5/tex-svg.js?1"></script>')
    ''
    """
    for script in (
        r"<script>const THEBE_JS_URL.*?</script>",
        r"<script [^>]*sphinx-thebe.*?</script>",
        r'<script type="text/x-thebe-config">.*?</script>',
        r'<script src="[^"]*mathjax/[^"]*"></script>',  # the other one is deferred, after its settings
    ):
        text = re.sub(script, "", text, flags=re.DOTALL)
    return text


def contents(folders):
    """Return the table of contents: parts, lessons, and under each lesson its exercises."""
    parts, further = {}, [folder for folder in folders if folder != "notebooks"]
    for lesson in existing(ROOT):
        names = [lesson.notebook(folder).removesuffix(".ipynb") for folder in further]
        chapter = {"file": f"notebooks/{lesson.stem}", "sections": [{"file": name} for name in names if there(name)]}
        parts.setdefault(lesson.part, []).append(chapter)
    more = [{"file": f"notebooks/{name}"} for name in ("playground", "glossary") if there(f"notebooks/{name}")]
    found = [{"caption": part, "chapters": chapters} for part, chapters in parts.items()]
    return {"format": "jb-book", "root": "notebooks/00_start", "parts": [*found, {"caption": "More", "chapters": more}]}


def there(name):
    return (ROOT / f"{name}.ipynb").exists()


def prepare(folder, folders):
    """Write what jupyter-book reads into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in folders:
        (folder / name).mkdir(parents=True)
        for path in sorted((ROOT / name).glob("*.ipynb")):
            nbformat.write(page(nbformat.read(path, 4)), folder / name / path.name)
    (folder / "_config.yml").write_text(yaml.safe_dump(CONFIG))
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents(folders), sort_keys=False))
    (folder / "_static").mkdir()
    (folder / "_static" / "tours.css").write_text(tours.SITE)
    vendor.bring(vendor.MATHJAX, folder / "_static" / "mathjax")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--solutions", action="store_true", help="include the solutions")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "site")
    asked = parser.parse_args(arguments)
    folders = ["notebooks", "exercises", *(["solutions"] if asked.solutions else [])]
    try:
        prepare(BUILD, folders)
        book = environment().with_name("jupyter-book")
        command = [book, "build", "--warningiserror", "--keep-going", "-q", BUILD]
        done = subprocess.run(command, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
        return 1
    shutil.rmtree(asked.out, ignore_errors=True)
    shutil.copytree(BUILD / "_build" / "html", asked.out)
    for path in asked.out.rglob("*.html"):
        path.write_text(plain(path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"nnlearn: {asked.out} holds the site; open index.html there, no network is needed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
