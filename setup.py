"""What pyproject.toml cannot say of the package: it carries the course, and PyPI's page has no relative links.

notebooks/, exercises/ and solutions/ are stored once, at the top, and a wheel gets a copy as nnlearn/course/
(nnlearn/originals.py finds it there). An editable installation, such as `make lab` makes, gets none.
"""

import re
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

FOLDERS = ("notebooks", "exercises", "solutions")
LINK = re.compile(r"\[([^\]]+)\]\((?![a-z]+:)([^)]+)\)")  # not to an address


def carried():
    """Return what the package carries of the course: the notebooks, and the versions it is tested with."""
    return [*sorted(path for folder in FOLDERS for path in Path(folder).glob("*.ipynb")), Path("requirements.lock")]


def described(readme, urls):
    """Return the README for a page elsewhere: its links lead into the repository or, without one, are plain words."""
    home = urls.get("Repository")
    return LINK.sub(rf"[\1]({home}/blob/main/\2)" if home else r"\1", readme)


class WithCourse(build_py):
    """Build the package with the course in it."""

    def run(self):
        super().run()
        for source, target in self.pairs():
            self.mkpath(str(target.parent))
            self.copy_file(str(source), str(target))

    def pairs(self):
        """Return (source, target) of each file of the course; none for an editable installation."""
        course = Path(self.build_lib) / "nnlearn" / "course"
        return [] if self.editable_mode else [(path, course / path) for path in carried()]

    def get_source_files(self):  # the sdist asks for these
        return [*super().get_source_files(), *map(str, carried())]

    def get_outputs(self, include_bytecode=True):
        return [*super().get_outputs(include_bytecode), *(str(target) for _, target in self.pairs())]

    def get_output_mapping(self):
        return {**super().get_output_mapping(), **{str(target): str(source) for source, target in self.pairs()}}


if __name__ == "__main__":
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = Path("README.md").read_text(encoding="utf-8")
    setup(
        cmdclass={"build_py": WithCourse},
        long_description=described(readme, project.get("urls", {})),
        long_description_content_type="text/markdown",
    )
