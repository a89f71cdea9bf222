"""Sentences from reviews, labelled by whether they praise or complain."""

import io
from dataclasses import dataclass

import numpy as np

from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read

SHA256 = "84feec047a37fa990755b056ef76faa154c7185a5adc94eb04fa3d5e5226cf0c"
FILES = {"amazon_cells": "amazon", "imdb": "imdb", "yelp": "yelp"}  # in the order of the source, with their sites
WINDOWS = str.maketrans({0x85: "…", 0x96: "–", 0x97: "—"})  # codes of Windows' alphabet that the source took for others

CARD = """{n:,} sentences from reviews of three sites: telephones and what belongs to them (amazon), films (imdb) and
restaurants (yelp), as people wrote them, with their spelling and now and then a coarse word. 500 of each site praise
and 500 complain; sentences that do neither were not chosen. {doubled} of them repeat an earlier one of their site,
which a random split puts on both sides. Source: D. Kotzias, M. Denil, N. de Freitas and P. Smyth (2015), UCI 331;
spaces at the ends are cut off, three signs that had been misread are put right. Licence: CC BY 4.0, see
sentences_LICENSE.txt next to it. Shapes: {n:,} texts, y and site ({n},) int64. Good for: telling praise from complaint
with few examples, where counting words is hard to beat, and for training on two sites and testing on the third."""


@dataclass(frozen=True, eq=False, repr=False)
class Sentences:
    """Sentences, whether they praise, and where they were written; made by `sentences`.

    Attributes
    ----------
    texts : tuple of str
        The sentences.
    y : ndarray of shape (n,), int64
        1 for praise, 0 for complaint.
    classes : tuple of str
        `classes[label]` names a label.
    site : ndarray of shape (n,), int64
        Where each was written, an index of `sites`.
    sites : tuple of str
        Names of the sites.
    card : str
        One paragraph: source, licence, shapes, what the sentences are good for.

    Examples
    --------
    >>> reviews = sentences()
    >>> reviews.texts[1], reviews.classes[reviews.y[1]], reviews.sites[reviews.site[1]]
    ('Good case, Excellent value.', 'praise', 'amazon')
    """

    texts: tuple[str, ...]
    y: np.ndarray
    classes: tuple[str, ...]
    site: np.ndarray
    sites: tuple[str, ...]
    card: str

    def __repr__(self):
        return f"Sentences({len(self.texts)} sentences, {len(self.sites)} sites, classes {', '.join(self.classes)})"


def sentences():
    """Return 3,000 sentences from reviews of three sites, which ship with the course.

    Returns
    -------
    Sentences

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Kotzias, Denil, de Freitas and Smyth (2015), "From group to individual labels using deep features", KDD.

    Examples
    --------
    >>> sentences()
    Sentences(3000 sentences, 3 sites, classes complaint, praise)
    """
    with np.load(io.BytesIO(read("sentences.npz", SHA256)), allow_pickle=False) as arrays:
        contents = [arrays[name].tobytes().decode("utf-8") for name in FILES]
    lines = [content.removesuffix("\n").split("\n") for content in contents]  # splitlines takes \x85 for an end, too
    pairs = [line.rsplit("\t", 1) for part in lines for line in part]
    texts = tuple(text.translate(WINDOWS).strip() for text, _ in pairs)
    y = np.array([label for _, label in pairs], np.int64)
    site = np.repeat(np.arange(len(lines)), [len(part) for part in lines])
    doubled = len(texts) - len(set(zip(texts, site.tolist(), strict=True)))
    card = paragraph(CARD.format(n=len(texts), doubled=doubled))
    return Sentences(texts, y, ("complaint", "praise"), site, tuple(FILES.values()), card)
