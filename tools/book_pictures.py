"""The pictures of the site as files: each once, as WebP where that is smaller."""

import hashlib
import io
import re

from PIL import Image


def smaller(data):
    """Return a picture as lossless WebP if that is smaller, and the ending of its name."""
    picture = Image.open(io.BytesIO(data))
    if picture.format != "PNG" or getattr(picture, "is_animated", False):
        return data, f".{picture.format.lower()}"
    file = io.BytesIO()
    picture.convert("RGBA" if "transparency" in picture.info or picture.mode in ("RGBA", "LA") else "RGB").save(
        file, "webp", lossless=True, quality=80, method=4
    )
    return (file.getvalue(), ".webp") if file.tell() < len(data) else (data, ".png")


class Album:
    """Keeps pictures in a folder under names made from what they show.

    Parameters
    ----------
    folder : Path
    address : str
        Of the folder, as seen from a page.
    """

    def __init__(self, folder, address):
        self.folder, self.address = folder, address
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data):
        """Store a picture, unless it is there; return its address."""
        data, ending = smaller(data)
        path = self.folder / f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"
        if not path.exists():
            path.write_bytes(data)
        return f"{self.address}/{path.name}"


def shrink(site):
    """Replace the pictures that Sphinx has copied by smaller ones; return {old name: new name}."""
    names = {}
    for path in sorted((site / "_images").glob("*.png")):
        data, ending = smaller(path.read_bytes())
        if ending == ".webp":
            path.with_suffix(ending).write_bytes(data)
            path.unlink()
            names[path.name] = path.with_suffix(ending).name
    return names


def renamed(text, names):
    """Return a page in which pictures have their new names.

    Examples
    --------
    >>> renamed('<img src="../_images/a.png">', {"a.png": "a.webp"})
    '<img src="../_images/a.webp">'
    """
    return re.sub(r"(?<=_images/)[\w.-]+", lambda found: names.get(found[0], found[0]), text)
