"""Write copies of all notebooks for a rented computer, Colab's or Kaggle's, into dist/rented/.

python tools/rented.py                                              # for the address in pyproject.toml
python tools/rented.py --repository https://github.com/ada/nnlearn  # for another one

Each copy begins with links that open it there and a cell that installs nnlearn where it is missing. The copies belong
on the branch `rented` of the repository, to which the links lead; the stored notebooks stay as they are.
"""

import argparse
import posixpath
import re
import shutil
import sys
import tomllib
from pathlib import Path

import nbformat
from notebook_links import ELSEWHERE, LINK
from packaging.requirements import Requirement
from tqdm import tqdm

from nnlearn import __version__
from nnlearn.originals import FOLDERS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BRANCH = "rented"
ADDRESS = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(\.git)?/?")
RUNS_THE_KERNEL = ("jupyterlab", "jupyter-server", "nbconvert", "ipykernel")  # Colab's breaks with newer ones
HEAD = """\
[Open in Colab](https://colab.research.google.com/github/{owner}/blob/{branch}/{name}) |
[Open in Kaggle](https://www.kaggle.com/kernels/welcome?src={page})

On a computer that you rent, begin with the cell below. A GPU is a choice in the menu (Colab: Runtime > Change runtime
type; Kaggle: Settings > Accelerator, with the Internet on), and no lesson needs one. What you do is lost with the
session unless you save a copy."""
INSTALL = """\
from importlib.util import find_spec

if find_spec("nnlearn") is None:  # what runs this notebook stays as it is
    %pip install --quiet {needed}
    %pip install --quiet --no-deps nnlearn=={version}"""


def owner_of(address):
    """Return the owner and the name of a repository on GitHub, the only one that both open notebooks from.

    Examples
    --------
    >>> owner_of("https://github.com/ada/nnlearn/")
    'ada/nnlearn'
    """
    match = ADDRESS.fullmatch(address or "")
    if not match:
        raise ValueError(
            f"rented expected the address of a repository such as https://github.com/ada/nnlearn, got {address!r}: "
            "fill in Repository under [project.urls] in pyproject.toml, or name it with --repository"
        )
    return match[1]


def install():
    """Return the cell that installs: nnlearn of this version and what it needs, but not what a server runs on."""
    needed = [Requirement(line) for line in PROJECT["dependencies"]]
    names = [f'"{one.name}{one.specifier}"' for one in needed if one.name not in RUNS_THE_KERNEL]
    return INSTALL.format(version=__version__, needed=" ".join(names))


def rented(notebook, name, owner):
    """Return a notebook with the head below its title, and links to other notebooks that work there."""
    pages = f"https://github.com/{owner}/blob/{BRANCH}"

    def outward(link):
        if ELSEWHERE.match(link["file"]) or not link["file"]:
            return link[0]
        return f"]({pages}/{posixpath.normpath(posixpath.join(posixpath.dirname(name), link['file']))})"

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(outward, cell.source)
    head = HEAD.format(owner=owner, branch=BRANCH, name=name, page=f"{pages}/{name}")
    title, *others = notebook.cells
    notebook.cells = [
        title,
        nbformat.v4.new_markdown_cell(head, id="rented-head"),
        nbformat.v4.new_code_cell(install(), id="rented-install"),
        *others,
    ]
    del notebook.metadata["nnlearn"]  # the fingerprint of the stored one
    return notebook


def write(folder, owner, root=ROOT):
    """Write all copies into a new folder, then let it take the old one's place; return how many there are."""
    half = folder.with_name(f".{folder.name}")
    shutil.rmtree(half, ignore_errors=True)
    names = [path.relative_to(root).as_posix() for one in FOLDERS for path in sorted((root / one).glob("*.ipynb"))]
    for name in tqdm(names, unit="notebook"):
        (half / name).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(rented(nbformat.read(root / name, 4), name, owner), half / name)
    shutil.rmtree(folder, ignore_errors=True)
    half.rename(folder)
    return len(names)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", default=PROJECT.get("urls", {}).get("Repository"), help="its address on GitHub")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "rented")
    asked = parser.parse_args(arguments)
    try:
        count = write(asked.out, owner_of(asked.repository))
    except (OSError, ValueError) as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    print(f"nnlearn: {count} notebooks are in {asked.out}; push that folder as the branch {BRANCH} of the repository.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
