"""What a stored output must not contain, as rules whose messages say what to do. The build and a test use them."""

import json
import re

from notebook_run import FREE, place

MIMES = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png"}
PNG_BYTES, NOTEBOOK_BYTES = 200_000, 2_000_000
FORBIDDEN = {
    "a figure that is not shown (end the cell with show(fig, ...))": re.compile(r"<Figure size"),
    "a memory address": re.compile(r" at 0x[0-9a-f]{4}"),
    "JavaScript": re.compile(r"<script|javascript:|\bon(?:click|load|error|change|input)=", re.IGNORECASE),
    "a path of this machine": re.compile(
        r"(?<![\w.:/])/(?:home|root|Users|tmp|var|usr|opt|mnt|work|srv|private|workspace\w*)/|[A-Z]:\\+Users|site-packages"
    ),
}


def text_of(output):
    """Return the text of an output as one string, without its pictures."""
    data = {mime: value for mime, value in output.get("data", {}).items() if not mime.startswith("image/")}
    parts = {**output, "data": data}
    return json.dumps(parts, ensure_ascii=False)


def faults(notebook):
    """Return a sentence for everything in the outputs that must not be committed."""
    found = []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        where, tags = place(notebook, index), cell.metadata.get("tags", [])
        for output in cell.outputs:
            found += [f"{where} {fault}" for fault in output_faults(output, tags)]
    size = len(json.dumps(notebook, ensure_ascii=False).encode())
    if size > NOTEBOOK_BYTES:
        found.append(
            f"is {size // 1000} kB with its outputs; at most {NOTEBOOK_BYTES // 1000}: smaller or fewer pictures"
        )
    return found


def output_faults(output, tags):
    """Yield the faults of one output of a cell with these tags."""
    kind = output["output_type"]
    if kind == "stream" and output["name"] == "stderr" and not set(tags) & set(FREE):
        yield f"writes to stderr ({output['text'].strip()[:80]!r}): fix it, or tag the cell nbval-ignore-output"
    if kind == "error" and "raises-exception" not in tags:
        yield f"fails with {output['ename']}"
    text = text_of(output)
    for name, pattern in FORBIDDEN.items():
        if match := pattern.search(text):
            yield f"stores {name}: ...{text[max(0, match.start() - 20) : match.end() + 20]}..."
    for mime, value in output.get("data", {}).items():
        if mime not in MIMES:
            yield f"stores {mime}; only {', '.join(sorted(MIMES))} are shown everywhere"
        if mime == "image/png":
            size = len(value) * 3 // 4  # base64
            if size > PNG_BYTES:
                yield f"stores a picture of {size // 1000} kB; at most {PNG_BYTES // 1000}: make it smaller"
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            if not alt.strip():
                yield "shows a picture without alt text: show(fig, alt=...) of nnlearn.plots stores it"
            elif output["data"].get("text/plain", "") != alt:
                yield "shows a picture whose text/plain is not its alt text: show(fig, alt=...) stores both"
