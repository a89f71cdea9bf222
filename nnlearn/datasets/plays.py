"""Shakespeare: the text for which character models are best known."""

from nnlearn.arguments import integer
from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read
from nnlearn.datasets.text import Text

SHA256 = "8256a020fbc19d31e553583a6c8c0fbaccb3e3f8104c876f2f6921068a52dc7c"

CARD = """Shakespeare's plays, the beginning of a well-known collection of them, with the speakers' names. Source:
William Shakespeare (about 1600), as collected for character models by A. Karpathy (2015); cut at the end of a speech,
its SHA-256 is checked whenever it is read. Licence: public domain. Shapes: {n:,} characters, {characters} different
ones. Good for: models that predict the next character: names and line breaks come first, then words, then something
like verse."""


def shakespeare(n=None):
    """Return the beginning of Shakespeare's plays, which ships with the course.

    Parameters
    ----------
    n : int, 1 or more, optional
        Number of characters, from the beginning. Default: all. The codes are those of the whole text in any case.

    Returns
    -------
    Text
        `data.encode(data.text)` gives its codes, and `windows(codes, length)` cuts them into windows.

    Raises
    ------
    TypeError, ValueError
        If `n` is not a whole number, or larger than the text.
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Karpathy (2015), "The unreasonable effectiveness of recurrent neural networks".

    Examples
    --------
    >>> data = shakespeare(100)
    >>> print(data.text[:14], data)
    First Citizen: Text(shakespeare: 100 characters, 63 different ones)
    """
    text = read("shakespeare.txt", SHA256).decode("ascii")
    n = len(text) if n is None else integer("shakespeare", "n", n, low=1, high=len(text))
    characters = "".join(sorted(set(text)))
    return Text("shakespeare", text[:n], characters, paragraph(CARD.format(n=n, characters=len(characters))))
