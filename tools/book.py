"""Build the course as a static site with search: `make site` writes dist/site/, which works without a network.

python tools/book.py                # lessons and exercises
python tools/book.py --solutions    # with the solutions
"""

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import book_finish
import book_page
import book_weight
import nbformat
import vendor
import yaml
from book_pictures import Album
from tqdm import tqdm

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
            "html_use_index": False,
        }
    },
}


def environment():
    """Return the Python of an environment with jupyter-book, made if there is none."""
    folder, lock = ROOT / "build" / "site-env", ROOT / "tools" / "site.lock"
    python, stamp = folder / "bin" / "python", folder / "lock"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", lock], check=True)
        stamp.write_text(lock.read_text())
    return python


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
    """Write what jupyter-book reads into a folder, and the explorers' pictures, which it does not read, beside."""
    shutil.rmtree(folder, ignore_errors=True)
    album = Album(folder / "pictures", f"../{book_finish.PLACE}/pictures")
    paths = [path for name in folders for path in sorted((ROOT / name).glob("*.ipynb"))]
    for path in tqdm(paths, unit="page"):
        target = folder / "pages" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(book_page.page(nbformat.read(path, 4), album.keep), target)
    (folder / "pages" / "_config.yml").write_text(yaml.safe_dump(CONFIG))
    (folder / "pages" / "_toc.yml").write_text(yaml.safe_dump(contents(folders), sort_keys=False))
    vendor.bring(vendor.MATHJAX, folder / "pages" / "_static" / "mathjax")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--solutions", action="store_true", help="include the solutions")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "site")
    asked = parser.parse_args(arguments)
    folders = ["notebooks", "exercises", *(["solutions"] if asked.solutions else [])]
    try:
        prepare(BUILD, folders)
        book = environment().with_name("jupyter-book")
        command = [book, "build", "--warningiserror", "--keep-going", "-q", BUILD / "pages"]
        done = subprocess.run(command, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
        return 1
    made = BUILD / "pages" / "_build" / "html"
    book_finish.finish(made, BUILD / "pictures", ROOT, folders)
    if heavy := book_weight.too_heavy(made):
        print("nnlearn: " + "; ".join(heavy), file=sys.stderr)
        return 1
    shutil.rmtree(asked.out, ignore_errors=True)
    shutil.copytree(made, asked.out)
    print(f"nnlearn: {asked.out} holds the site; open index.html there, no network is needed.")
    print(f"nnlearn: {book_weight.summary(asked.out)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
