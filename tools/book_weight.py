"""How heavy the site is: a page with its pictures, and all of it. A site above the bars is not published."""

import re

PAGE, SITE = 3_000_000, 60_000_000  # bytes
LINKED = re.compile(r'(?:src=|href=|"src": )"([^"#?:]+\.(?:webp|png|svg|jpeg|gif))"')


def pages(site):
    """Return {page: bytes of its HTML and of the pictures in it}."""
    return {path.relative_to(site).as_posix(): weight(path) for path in sorted(site.rglob("*.html"))}


def weight(page):
    """Return the bytes of a page and of its pictures, each counted once."""
    pictures = {page.parent / name for name in LINKED.findall(page.read_text(encoding="utf-8"))}
    return sum(path.stat().st_size for path in {page, *pictures})


def whole(site):
    """Return the bytes of all files of the site."""
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def too_heavy(site):
    """Return a sentence for each page above its bar, and for the site.

    A picture that a page names and that is not there raises FileNotFoundError.
    """
    said = [
        f"{name} has {size / 1e6:.1f} MB with its pictures, more than {PAGE / 1e6:.0f} MB"
        for name, size in pages(site).items()
        if size > PAGE
    ]
    if (size := whole(site)) > SITE:
        said.append(f"the site has {size / 1e6:.0f} MB, more than {SITE / 1e6:.0f} MB")
    return said


def summary(site):
    """Return one line: the whole, and the heaviest page."""
    name, most = max(pages(site).items(), key=lambda one: one[1])
    return f"{whole(site) / 1e6:.1f} MB in all; the heaviest page, {name}, has {most / 1e6:.2f} MB with its pictures"
