"""Formulas for the wall: one that is wider than a slide is cut at its gaps, then at its signs of relation."""

import re

WIDE = 53  # letters in a line
GAP, RELATION = r"\\q?quad(?![a-z])", r"=|\\approx(?![a-z])|\\le(?![a-z])|\\ge(?![a-z])|\\propto|\\sim(?![a-z])"
UNSEEN = (
    r"\\(?:text|mathrm|mathbf|left|right|operatorname|frac|sqrt|hat|tilde|bar)\b"
    r"|\\(?:begin|end)\{.*?\}|\\[,;! ]|[{}^_&$\s]"
)


def fit(block):
    r"""Return markdown whose formulas fit a slide.

    Examples
    --------
    >>> fit("$$" + "a" * 40 + r"\qquad " + "b" * 40 + "$$") == r"$$\begin{gathered}" + "a" * 40 + r" \\[6pt] " + (
    ...     "b" * 40 + r"\end{gathered}$$")
    True
    """
    return re.sub(r"\$\$(.*?)\$\$", lambda found: f"$${in_lines(found[1])}$$", block, flags=re.DOTALL)


def in_lines(tex):
    """Return a formula in as many lines as it needs."""
    if width(tex) <= WIDE:
        return tex
    parts = cut(tex, GAP)
    if len(parts) > 1:
        lines = [in_lines(part) for part in parts]
    else:
        lines = []
        for part in cut(tex, RELATION):
            if lines and width(lines[-1] + part) <= WIDE:
                lines[-1] += part
            else:
                lines.append(part)
    if len(lines) == 1:
        return tex
    return r"\begin{gathered}" + r" \\[6pt] ".join(line.strip() for line in lines) + r"\end{gathered}"


def width(tex):
    r"""Return about how many letters wide a formula is: as its widest line.

    Examples
    --------
    >>> width(r"\begin{aligned}z &= w x \\[2pt] a &= \tanh z + b\end{aligned}")
    8
    """
    lines = re.split(r"\\\\(?:\[.*?\])?", tex)
    short = (re.sub(GAP, "----", re.sub(r"\\(?:log|exp|tanh|max|min|sin|cos)\b", "fun", line)) for line in lines)
    return max(len(re.sub(r"\\[a-zA-Z]+|\\.", "x", re.sub(UNSEEN, "", line))) for line in short)


def cut(tex, sign):
    r"""Return a formula cut at a gap, or before a sign, that stands in no braces, brackets or environments.

    Examples
    --------
    >>> cut(r"a = f(b = c) = d", RELATION), cut(r"a \qquad b", GAP)
    (['a ', '= f(b = c) ', '= d'], ['a ', ' b'])
    """
    parts, depth, start = [], 0, 0
    for found in re.finditer(rf"\\(?:begin|end|left(?![a-z])|right(?![a-z]))|\\?[{{}}()\[\]]|{sign}", tex):
        mark = found[0].lstrip("\\")
        if mark in ("{", "(", "[", "begin"):
            depth += 1
        elif mark in ("}", ")", "]", "end"):
            depth -= 1
        elif mark not in ("left", "right") and depth == 0 and tex[start : found.start()].strip():
            parts.append(tex[start : found.start()])
            start = found.end() if sign == GAP else found.start()
    return [*parts, tex[start:]]
