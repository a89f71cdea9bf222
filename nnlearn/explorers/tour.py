"""Tours: a few states of an explorer, each with a sentence that says what to look at."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import ipywidgets as widgets

from nnlearn.explorers.controls import row


@dataclass(frozen=True)
class Stop:
    """One stop of a tour.

    Parameters
    ----------
    changes : dict
        Fields of the state and their values here; all others are as at the explorer's start.
    sentence : str or callable
        What to look at. A function gets the view and returns the sentence: every number in it comes from there.
    question : str, default ""
        Asked after the sentence.

    Examples
    --------
    >>> stop = Stop({"n": 7}, lambda view: f"Half of it is {view}.", question="And of 8?")
    >>> stop.text(3.5)
    'Half of it is 3.5. And of 8?'
    """

    changes: dict
    sentence: str | Callable
    question: str = ""

    def state(self, explorer):
        """Return the state of the explorer at this stop."""
        return explorer.next_state(explorer.start, **self.changes)

    def text(self, view):
        """Return sentence and question."""
        sentence = self.sentence(view) if callable(self.sentence) else self.sentence
        return f"{sentence} {self.question}".strip()


class RecordedStop(NamedTuple):
    """What a page without a kernel shows of a stop."""

    png: bytes
    alt: str
    sentence: str


class Tour:
    """The row of widgets that leads through the stops of an explorer; the reader may wander off and come back.

    Parameters
    ----------
    explorer : Explorer
        Its `tour` has the stops.

    Attributes
    ----------
    at : int or None
        The stop, counted from 0; None before the first, and after Reset.
    row : ipywidgets.Box
    """

    at: int | None = None
    state = None  # of the stop

    def __init__(self, explorer):
        self.explorer = explorer
        self.place, self.sentence = widgets.HTML(), widgets.HTML(layout={"width": "100%"})
        self.previous_button = self._button("Previous stop", "chevron-left", lambda: self.step(-1))
        self.next_button = self._button("Next stop", "chevron-right", lambda: self.step(1))
        self.back_button = self._button("Back to stop 1", "undo", self.come_back)
        self.row = row([self.place, self.previous_button, self.next_button, self.back_button, self.sentence])
        self.row.add_class("nnlearn-tour")

    def _button(self, label, icon, act):
        button = widgets.Button(description=label, icon=icon)
        button.on_click(lambda _: act())
        return button

    def step(self, by):
        """Go some stops forward, or back if negative; the first step leads to the first stop."""
        self.go(0 if self.at is None else self.at + by)

    def go(self, stop):
        """Go to a stop, the first or the last if there is no such stop."""
        explorer, last = self.explorer, len(self.explorer.tour) - 1
        with explorer.lock:
            try:
                at = min(max(stop, 0), last)
                state = explorer.tour[at].state(explorer)
            except Exception as fault:
                explorer._report(fault)
                return
            self.at, self.state = at, state
            explorer.show(state)

    def come_back(self):
        """Return to the stop from which the reader wandered off."""
        self.step(0)
        self.next_button.focus()  # the button that was pressed disappears

    def end(self):
        """Forget the stop; the next one is the first."""
        self.at = self.state = None

    def follow(self):
        """Say where in the tour the newest picture is."""
        explorer, stops = self.explorer, self.explorer.tour
        wandered = self.at is not None and explorer.pictured != self.state
        if self.at is None:
            place, trial = f"{len(stops)} stops", explorer.suggestion
            text = f"Next stop leads you through it{f', or try this: {trial}' if trial else '.'}"
        else:
            place = f"{self.at + 1} of {len(stops)}"
            text = "You have moved on." if wandered else stops[self.at].text(explorer.view)
            self.back_button.description = f"Back to stop {self.at + 1}"
        self.previous_button.layout.display = "none" if self.at is None else ""
        self.back_button.layout.display = "" if wandered else "none"
        self.place.value = f"<b>Tour:</b> {place}"
        self.sentence.value = f'<p class="nnlearn-stop">{html.escape(text)}</p>'


def record_tour(explorer):
    """Return a `RecordedStop` for each stop of an explorer's tour; the explorer stays as it is."""
    stops = []
    with explorer.lock, explorer.picture.lock:
        try:
            for stop in explorer.tour:
                view = explorer.compute(stop.state(explorer))
                explorer.draw(view)
                alt = " ".join(explorer.describe(view).split())  # some descriptions read what has just been drawn
                stops.append(RecordedStop(explorer.picture.still(), alt, stop.text(view)))
        finally:
            explorer.draw(explorer.view)  # the artists return to where they were
    return stops
