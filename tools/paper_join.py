"""Join printed pages into one PDF: page numbers in two kinds, links from page to page, the headings as bookmarks."""

import io
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, TextStringObject


def count(pdf):
    """Return how many pages a PDF, given as bytes, has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def join(front, parts, title):
    """Return one PDF as bytes.

    Parameters
    ----------
    front : bytes
        The contents, numbered i, ii, iii; the rest begins with page 1.
    parts : dict
        {name of a page in the site, "notebooks/02_perceptron": PDF as bytes}, in order.
    title : str
    """
    writer, starts = PdfWriter(), {}
    for name, pdf in {"": front, **parts}.items():
        starts[name] = len(writer.pages)
        writer.append(io.BytesIO(pdf), import_outline=bool(name))
    for page in writer.pages:
        _link(page, writer, starts)
    before = count(front)
    writer.set_page_label(0, before - 1, style="/r")
    writer.set_page_label(before, len(writer.pages) - 1, style="/D", start=1)
    writer.add_metadata({"/Title": title, "/Author": "the authors of nnlearn"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _link(page, writer, starts):
    """Turn links to pages of the site into links within the book; drop those to a page that the book does not have."""
    kept = ArrayObject()
    for reference in page.get("/Annots", ()):
        link = reference.get_object()
        address = str(link.get("/A", {}).get("/URI", ""))
        if address.startswith("file:"):
            name = named(address)
            if name not in starts:
                continue
            del link["/A"]
            place = writer.pages[starts[name]].indirect_reference
            link[NameObject("/Dest")] = ArrayObject([place, NameObject("/Fit")])
        kept.append(reference)
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept


def named(address):
    """Return the name of a page from its address.

    Examples
    --------
    >>> named("file:///course/dist/site/notebooks/02_perceptron.html#summary")
    'notebooks/02_perceptron'
    """
    path = PurePosixPath(unquote(urlsplit(address).path))
    return f"{path.parent.name}/{path.stem}"
