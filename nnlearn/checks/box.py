"""Show a few sentences: in a box in a notebook, as lines of text everywhere else.

No times, paths or addresses are shown, so that stored outputs can be compared.
"""

import re
import sys
from dataclasses import dataclass, field
from html import escape

# Colour is never the only sign: the mark and the word say the same. The colours are Jupyter's, so that both themes fit.
MARKS = {
    "passed": ("\u2713", "var(--jp-success-color1, #2e7d32)"),
    "not yet": ("\u2717", "var(--jp-error-color1, #c62828)"),
    "not started yet": ("\u25cb", "var(--jp-border-color1, #757575)"),
    "": ("i", "var(--jp-info-color1, #0277bd)"),
}
BOX = (
    "border:1px solid var(--jp-border-color2, #bdbdbd);border-left:6px solid {colour};padding:6px 12px;margin:4px 0;"
    "max-width:42em;color:var(--jp-content-font-color1, inherit);background:var(--jp-layout-color1, transparent)"
)

CODE_OR_EMPHASIS = re.compile(
    r"`(?P<quoted>[^`\n]+)`|(?m:^    (?P<indented>.*)$)|(?<![\w*])\*(?P<words>\w(?:[^*`\n]*[\w.,!?])?)\*(?![\w*])"
)


@dataclass(frozen=True)
class Box:
    """A heading, a status and paragraphs, as text and as HTML.

    Parameters
    ----------
    heading : str
        "02.1 The update rule".
    status : str
        One of `MARKS`.
    lines : tuple of str
        Paragraphs; indented lines in them are shown as code.
    table : str
        HTML that is shown in place of the lines.
    link : tuple of str
        A last line and where it leads.

    Examples
    --------
    >>> print(Box("02.1 The update rule", "passed", ("Equal on 5 inputs.",)).text)
    02.1 The update rule: passed.
    Equal on 5 inputs.
    """

    heading: str
    status: str = ""
    lines: tuple[str, ...] = ()
    table: str = field(default="", kw_only=True)
    link: tuple[str, str] = field(default=("", ""), kw_only=True)

    @property
    def title(self):
        return f"{self.heading}: {self.status}." if self.status else self.heading

    @property
    def text(self):
        return plain("\n".join((self.title, *self.lines, *self.link[:1] * bool(self.link[0]))))

    @property
    def html(self):
        return f'<div role="status" style="{self.frame}">{self.inside}</div>'

    @property
    def frame(self):
        """The CSS of its border and colours."""
        return BOX.format(colour=MARKS[self.status][1])

    @property
    def heading_html(self):
        return f'<span aria-hidden="true">{MARKS[self.status][0]}</span> <strong>{escape(self.title)}</strong>'

    @property
    def inside(self):
        """The HTML without the frame."""
        title = f'<p style="margin:2px 0">{self.heading_html}</p>'
        body = self.table or "".join(
            f'<p style="margin:4px 0;white-space:pre-wrap">{marked(line)}</p>' for line in self.lines
        )
        text, place = self.link
        on = f'<p style="margin:4px 0"><a href="{escape(place)}">{escape(text)}</a></p>' if text else ""
        return f"{title}{body}{on}"

    def bundle(self):
        """Return the box as a MIME bundle: text/plain and text/html."""
        return {"text/plain": self.text, "text/html": self.html}

    def show(self):
        """Display the box in a notebook, print its text elsewhere."""
        if in_kernel():
            show_bundle(self.bundle())
        else:
            say(self.text)


def marked(line, quote=False):
    """Return a sentence as HTML; text in backticks and indented lines become code, `*words*` emphasis.

    With `quote`, quotation marks are escaped as well.

    Examples
    --------
    >>> marked("Is `a < b`, *always*?")
    'Is <code>a &lt; b</code>, <em>always</em>?'
    """
    return CODE_OR_EMPHASIS.sub(_as_html, escape(line, quote))


def plain(text):
    """Return text without the asterisks of emphasis; code keeps its own.

    Examples
    --------
    >>> plain("The sum, *not* the mean: `a *b* c`.")
    'The sum, not the mean: `a *b* c`.'
    """
    return CODE_OR_EMPHASIS.sub(lambda found: found["words"] or found[0], text)


def _as_html(found):
    if found["words"]:
        return f"<em>{found['words']}</em>"
    return f"<code>{found['quoted'] or found['indented'] or ''}</code>"


def in_kernel():
    """Return whether the code runs in a Jupyter kernel, which can show more than text."""
    ipython = sys.modules.get("IPython")  # a kernel has imported it; plain Python need not pay for it
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None


def cell_count():
    """Return the number of the running cell, to tell whether two things happen in the same one; or None."""
    return sys.modules["IPython"].get_ipython().execution_count if in_kernel() else None


def show_bundle(bundle):
    from IPython.display import display

    display(bundle, raw=True)


def say(text):
    """Print; a character that the terminal lacks (an old Windows console) becomes a question mark."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
