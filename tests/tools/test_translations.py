"""The course in other languages: the code is the English code, what is not translated is English, links hold."""

import shutil
from pathlib import Path

import pytest
import translations
from notebook_links import broken_links
from notebook_source import SourceError, plan
from test_notebook_build import ROOT, cells, rewrite, write
from translations import Translation, fingerprint

import notebooks

LANGUAGES = sorted({path.parent.name for path in ROOT.glob("lessons/*/*.py")})
LESSON, EXERCISES = "lessons/de/02_perceptron.py", "lessons/de/02_perceptron_exercises.py"
GERMAN = {"See [the exercise]": "Siehe [die Übung]", "### New terms": "### Neue Begriffe"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_translation_has_the_code_of_its_english_text_and_links_that_hold(language):
    """A text that fails here has become stale: the message names the cell."""
    translation = Translation(ROOT, language)
    planned = plan(ROOT, translation)
    translation.link(planned)
    assert broken_links(planned) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A built lesson in English, and its translation."""
    root = write(tmp_path_factory.mktemp("built"))
    with (root / "lessons/02_perceptron.py").open("a") as file:
        file.write('\n# %% [markdown]\nr"""\n[Above](#New-terms)\n"""\n')
    assert notebooks.build_all(root) == []
    assert translations.main(["de", "02", f"--root={root}"]) == 0
    for old, new in GERMAN.items():
        rewrite(root / LESSON, old, new)
    rewrite(root / EXERCISES, "## 02.1 Double", "## 02.1 Für alle doppelt")
    rewrite(root / EXERCISES, "Because of the two.", "Wegen der Zwei.")
    return root


@pytest.fixture
def course(built, tmp_path, monkeypatch):
    """A copy in which nothing runs."""
    monkeypatch.setattr(notebooks, "execute", lambda *_: pytest.fail("a kernel was started"))
    return Path(shutil.copytree(built, tmp_path / "course"))


def test_a_language_is_built_with_the_english_outputs(course, capsys):
    assert notebooks.main(["--language=de", f"--root={course}"]) == 0
    assert "has changed" not in capsys.readouterr().out
    english = cells(course, "notebooks/02_perceptron.ipynb")
    german = cells(course, "dist/de/notebooks/02_perceptron.ipynb")
    assert [cell for cell in german if cell.cell_type == "code"] == [c for c in english if c.cell_type == "code"]
    assert german[1].outputs[0].text == "one\ntwo\n"
    assert "Siehe [die Übung](../exercises/02_perceptron_exercises.ipynb#02.1-Für-alle-doppelt)." in german[0].source
    assert german[3].source == "[Above](#Neue-Begriffe)"
    assert [cell.id for cell in german] == [cell.id for cell in english]
    exercise = cells(course, "dist/de/exercises/02_perceptron_exercises.ipynb")
    solution = cells(course, "dist/de/solutions/02_perceptron_solutions.ipynb")
    assert exercise[1].source == "def double(x):\n    ...  # your code here"
    assert (solution[2].outputs[0].text, solution[3].source) == ("6\n", "Wegen der Zwei.")


def test_what_is_not_translated_is_the_english_file(course):
    (course / EXERCISES).unlink()
    assert notebooks.build_language(course, "de") == []
    for name in ("exercises/02_perceptron_exercises.ipynb", "solutions/02_perceptron_solutions.ipynb"):
        assert (course / "dist/de" / name).read_bytes() == (course / name).read_bytes()


STALE = {  # what happens to one of the texts, and the sentence that names the place
    "code": ('print("two")', 'print("zwei")', 'cell 2 (`print("one")`): kind, tags and code must be those of cell 2'),
    "tag": ('tags=["machine"]', "", "cell 3 (`import os, sys`): kind, tags and code must be those"),
    "heading": ("### Neue Begriffe", "Neue Begriffe", "has 2 headings, the English cell 3"),
    "cell": ("# %% [markdown] english", "# %%\n# %% [markdown] english", "has 8 cells, the English text 5"),
}


@pytest.mark.parametrize("name", STALE)
def test_a_translation_that_no_longer_fits_is_refused(course, name, capsys):
    old, new, said = STALE[name]
    rewrite(course / LESSON, old, new)
    assert notebooks.main(["--language=de", f"--root={course}"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(LESSON)
    assert said in error
    assert not (course / "dist/de").exists()


def test_english_that_has_changed_since_is_told(course, capsys):
    rewrite(course / EXERCISES, 'english="', 'english="0')
    assert notebooks.build_language(course, "de") == []
    told = [line for line in capsys.readouterr().out.splitlines() if "has changed since" in line]
    assert len(told) == 3
    source = cells(course, "exercises/02_perceptron_exercises.ipynb")[0].source
    assert told[0].startswith(f"{EXERCISES}, cell 1 (`# 02 The perceptron: exercises`): ")
    assert f'write english="{fingerprint(source)}" into its head' in told[0]


def test_stale_english_notebooks_are_not_translated(course):
    rewrite(course / "lessons/02_perceptron.py", '"two"', '"three"')
    with pytest.raises(SourceError, match=r"cell 2 .* code must be those of cell 2 of lessons/02_perceptron.py"):
        notebooks.build_language(course, "de")
    rewrite(course / LESSON, '"two"', '"three"')
    assert notebooks.build_language(course, "de") == [
        "notebooks/02_perceptron.ipynb is older than lessons/02_perceptron.py: make build"
    ]


def test_what_cannot_be_translated_is_said(course, capsys):
    with pytest.raises(SourceError, match=r"lessons/fr/ holds no text; the languages are: de"):
        Translation(course, "fr")
    assert translations.main(["de", "02", f"--root={course}"]) == 1
    assert translations.main(["de", "2", f"--root={course}"]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "nnlearn: lessons/de/02_perceptron.py is there already; translate its cells"
    assert second == "nnlearn: lessons/ holds no lesson 2; give its two digits, for example 02"
    (course / "lessons/de/03_gone.py").write_text("# %%\n1\n")
    with pytest.raises(SourceError, match=r"lessons/de/03_gone.py: there is no lessons/03_gone.py"):
        Translation(course, "de")
