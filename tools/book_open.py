"""The buttons "Open this in ...": the notebook itself beside its page, and services where an address is filled in."""

import tomllib
from urllib.parse import quote, urlparse


def repository(root):
    """Return the address of the repository in `[project.urls]` of pyproject.toml; "" if none is filled in."""
    with (root / "pyproject.toml").open("rb") as file:
        urls = tomllib.load(file)["project"].get("urls", {})
    return next((url.rstrip("/") for name, url in urls.items() if name.lower() == "repository"), "")


def services(address, path):
    """Return {service: address} for a notebook of a repository on GitHub; nothing for one elsewhere.

    Examples
    --------
    >>> services("https://github.com/some/course", "notebooks/01_neuron.ipynb")["Colab"]
    'https://colab.research.google.com/github/some/course/blob/HEAD/notebooks/01_neuron.ipynb'
    >>> services("", "notebooks/01_neuron.ipynb")
    {}
    """
    where = urlparse(address.removesuffix(".git"))
    if where.hostname != "github.com":
        return {}
    name = where.path.strip("/")
    return {
        "Colab": f"https://colab.research.google.com/github/{name}/blob/HEAD/{path}",
        "Binder": f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath={quote(f'lab/tree/{path}', safe='')}",
    }


def buttons(soup, path, address):
    """Put the buttons of a notebook below the title of its page."""
    row = soup.new_tag("p")
    row["class"] = "nnlearn-open"
    row.append("Open this in ")
    file = path.rpartition("/")[2]
    links = {"JupyterLab": file, **services(address, path)}
    for name, place in links.items():
        link = soup.new_tag("a", href=place)
        link.string = name
        if place == file:
            link["download"] = file
            link["title"] = f"Download {file} and open it in JupyterLab, where nnlearn is installed"
        row.append(link)
        row.append(" ")
    soup.select_one("article h1").insert_after(row)
