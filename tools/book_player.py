"""An explorer on a page without a kernel: the stops of its tour and its recorded run, moved by `player.js`."""

import html
import io

from book_data import data
from PIL import Image

from nnlearn.plots.figure import SHARP


def for_the_site(name, stored, stops, run, keep):
    """Return an explorer that moves, as one line of HTML.

    Parameters
    ----------
    name : str
        Of its class.
    stored : (png, alt)
        What its cell shows, as bytes and text.
    stops : sequence of RecordedStop
    run : runs.Run or None
    keep : function
        `keep(bytes) -> address` stores a picture for the page.
    """
    figures = [_figure(*stored, keep)]
    figures += [_figure(stop.png, stop.alt, keep, stop.sentence) for stop in stops]
    bars = _tour(len(stops)) + (_run(run, keep) if run else "")
    return (
        f'<div class="nnlearn-player" role="group" aria-label="{html.escape(name)}">'
        f'<div class="nnlearn-pictures">{"".join(figures)}</div>{bars}'
        '<p class="nnlearn-words" aria-live="polite" hidden></p></div>'
    )


def _figure(picture, alt, keep, sentence=""):
    width, height = Image.open(io.BytesIO(picture)).size
    words = f"<figcaption>{html.escape(sentence)}</figcaption>" if sentence else ""
    size = f'width="{width // SHARP}" height="{height // SHARP}"'
    late = ' loading="lazy"' if sentence else ""
    return f'<figure><img src="{keep(picture)}" alt="{html.escape(alt)}" {size}{late}>{words}</figure>'


def _tour(count):
    return (
        '<div class="nnlearn-bar" data-bar="tour" role="group" aria-label="Tour" hidden>'
        '<button type="button" data-step="-1">Previous stop</button>'
        f'<button type="button" data-step="1">Next stop</button><span>{count} stops</span></div>'
    )


def _run(run, keep):
    def place(position):
        return f"{run.label} {position:,} of {run.length:,}"

    frames = [{"src": keep(one.webp), "alt": one.alt, "place": place(one.position)} for one in run.frames]
    near = min(range(len(frames)), key=lambda k: abs(run.frames[k].position - run.start))
    return (
        '<div class="nnlearn-bar" data-bar="run" role="group" aria-label="Recorded run" hidden>'
        f'<button type="button">Play</button><input type="range" min="0" max="{len(frames) - 1}" value="{near}" '
        f'aria-label="{html.escape(run.label)}" aria-valuetext="{place(run.start)}">'
        f"<output>{place(run.start)}</output>{data(frames)}</div>"
    )
