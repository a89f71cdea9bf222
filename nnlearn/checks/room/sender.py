"""Send news in the background: a check never waits for a room, however slow or dead it is."""

import threading

from nnlearn.checks.room.address import send

PAUSE = 20.0  # seconds before news that did not arrive is sent again, unless a new check comes first
SILENT = "The room does not answer. Your checks work as before, and it is tried again in the background."
ENDED = "The room has closed or takes another address now: nothing more is sent. You can join again."
GONE = (403, 404, 409, 410)


class Sender(threading.Thread):
    """A thread that sends the latest news of each exercise.

    Parameters
    ----------
    address : Address
    key : str
        Goes with each message.
    pause : float
        Seconds before another attempt.
    """

    def __init__(self, address, key, pause=PAUSE):
        super().__init__(daemon=True, name="nnlearn room")
        self.address, self.key, self.pause = address, key, pause
        self.turn = threading.Condition()
        self.waiting = {}  # by exercise, so there are never more than the course has
        self.open, self.fault = True, ""

    def tell(self, news):
        """Take the news of one check, and return at once."""
        with self.turn:
            self.waiting[news["exercise"]] = news
            self.turn.notify()

    def close(self):
        """Send nothing more."""
        with self.turn:
            self.open = False
            self.waiting.clear()
            self.turn.notify()

    def run(self):
        """Send until closed."""
        while True:
            with self.turn:
                self.turn.wait_for(lambda: self.waiting or not self.open)
                if not self.open:
                    return
                news = self.waiting.pop(next(iter(self.waiting)))
            status = self._status(news)
            with self.turn:
                if status in GONE:
                    self.open, self.fault = False, ENDED
                elif status == 0 or status in (429, 503):  # later; newer news of the same exercise takes its place
                    self.waiting = {news["exercise"]: news, **self.waiting}
                    self.fault = SILENT
                    if self.open:
                        self.turn.wait(self.pause)
                else:
                    self.fault = ""

    def _status(self, news):
        try:
            return send(self.address, "/news", {"key": self.key, **news})[0]
        except Exception:  # no answer; or no memory, which a check that runs may limit
            return 0
