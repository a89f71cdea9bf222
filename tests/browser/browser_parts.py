"""Helpers of the browser tests: a page of cells, an explorer's picture, its words, and values in the kernel."""

import ast
import html

import jupyterlab_driver as lab
import nbformat


def notebook_of(text):
    """Return a notebook whose cells are separated by lines of three dashes."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in text.split("---")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def canvas(notebook, number):
    """Return the picture of an explorer once it is still."""
    found = notebook.page.locator(".nnlearn-picture").nth(number)
    found.scroll_into_view_if_needed()
    lab.settled(found)
    return found


def says(found, part):
    """Wait until a picture's accessible name contains some text."""
    lab.wait_for(lambda: part in found.get_attribute("aria-label"), 5, f"the name never said {part!r}")


def value(notebook, expression):
    """Return the value of an expression, evaluated and printed by the last cell."""
    number = notebook.page.locator(".jp-Notebook .jp-Cell").count() - 1
    return ast.literal_eval(notebook.rewrite(number, f"print({expression})").splitlines()[-1])


def every_figure_has_its_words(notebook, explorers=True):
    """Assert that each stored picture has alt text, and a caption if no widget shows it, and each Canvas a name."""
    outputs = notebook.outputs()
    for (cell, output), after in zip(outputs, [*outputs[1:], (None, {})], strict=False):
        data = output.get("data", {})
        if "image/png" in data:  # an explorer's: what is seen of it is the widget
            assert "application/vnd.jupyter.widget-view+json" in data
            assert output["metadata"]["image/png"]["alt"] == "".join(data["text/plain"]).strip() != ""
        if "".join(data.get("text/html", "")).startswith("<img "):
            assert f'alt="{html.escape("".join(data["text/plain"]))}"' in "".join(data["text/html"])
            assert after[0] == cell
            assert "".join(after[1]["data"]["text/markdown"]).strip()
    alts = notebook.page.locator(".jp-OutputArea img").evaluate_all("all => all.map(image => image.alt.trim())")
    assert all(alts)
    names = notebook.page.locator("canvas.nnlearn-picture").evaluate_all("all => all.map(c => c.ariaLabel)")
    assert bool(names) == bool(explorers)
    assert all(name and name.strip() for name in names)
