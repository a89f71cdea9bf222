"""The card: claims that know their weights, and Markdown that any text leaves whole."""

import re

import numpy as np
import pytest
from markdown_it import MarkdownIt

import nnlearn.numpy
import nnlearn.torch
from nnlearn import report
from nnlearn.report import card as cards
from nnlearn.report import markdown

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SECTIONS = [
    *("Model details", "Intended use", "Factors", "Metrics", "Evaluation data", "Training data"),
    *("Quantitative analyses", "Ethical considerations", "Caveats and recommendations"),
]
ODD = [
    *(
        "a | b",
        "`code",
        "```",
        "**bold** _it_ ~~no~~",
        "<b>html</b> <!-- ",
        "[a](b) ![c](d)",
        "# head",
        "x\n===",
        "x\n- ",
        "x\n---",
    ),
    *(
        "***",
        "1. one",
        "1) one",
        "+ one",
        "> quote",
        "    code",
        "\tcode",
        "$x^2$",
        "a \\| b",
        "C:\\(x\\)",
        "&amp; &#42;",
    ),
    *(
        "[x]: /url",
        "\\",
        "a\\\nb",
        "\x00\ud800\u2028",
        "@me",
        "~~~",
        "| a |\n|---|",
        "-",
        "end \\",
        "--> <script>",
        "- ",
    ),
]


def body(text):
    """Return what a reader of Markdown makes of it: the kinds of its parts, and its text."""
    tokens = READER.parse(text)
    children = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *children)}
    return kinds, [token.content for token in children if token.type in ("text", "text_special")], tokens


def shown(text):
    return re.sub(r"<[^>]*>|\s+", " ", READER.render(text)).split()


def seen(text):
    """Return the words of a text as they must be on the screen: what cannot be written is a space."""
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, entity)
    return re.sub("[\x00-\x1f\u2028\ud800]", " ", text).split()


@pytest.mark.parametrize("text", [one for one in ODD if one != "- "], ids=ascii)
def test_prose_is_shown_as_it_was_typed(text):
    made = markdown.prose(text)
    assert body(made)[0] <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special", "softbreak"}
    assert shown(made) == seen(text)


def test_paragraphs_and_lists_stay():
    made = markdown.prose("For lessons.\r\n\r\n\r\n\r\nNot for:\n- people | animals\n-  *plants*\n\nNor - that")
    assert made == "For lessons.\n\nNot for:\n- people \\| animals\n- \\*plants\\*\n\nNor - that"
    assert READER.render(made).count("<li>") == 2


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_any_text_leaves_title_table_and_sections_whole(text):
    card = report.Card(f"T {text}")
    card.write("Factors", f"F {text}")
    card.claim(f"C {text}", f"V {text}", evidence=f"E {text}")
    card.claim("second", 0.5)
    made = card.to_markdown()
    tokens = READER.parse(made)
    heads = [tokens[place + 1].content for place, one in enumerate(tokens) if one.type == "heading_open"]
    assert heads[1:] == SECTIONS
    assert [token.type for token in tokens].count("td_open") == 10
    assert shown(made)[: 1 + len(seen(text))] == ["T", *seen(text)]
    rows = [tokens[place + 1].content for place, one in enumerate(tokens) if one.type == "td_open"]
    assert [shown(cell)[1:] for cell in rows[:3]] == [seen(text)] * 3
    made.encode()


def test_the_sections_are_those_of_the_paper_and_what_is_missing_is_shown():
    card = report.Card("A line")
    assert list(cards.SECTIONS) == SECTIONS == card.missing()
    card.write("Factors", "none")
    card.claim("accuracy", 0.5, section="Metrics")
    assert card.missing() == [name for name in SECTIONS if name not in ("Factors", "Metrics")]
    assert card.to_markdown().count("*Nothing is written here yet: ") == 7
    card.write("Factors", "light")
    assert "none" not in card.to_markdown()


@pytest.mark.parametrize("side", SIDES)
def test_a_claim_is_stale_once_the_weights_are_others(side):
    nn = SIDES[side]
    nn.manual_seed(0)
    model, card = nn.Linear(3, 2), report.Card("A line")
    card.claim("accuracy", np.float32(0.75), interval=(0.5, 1), evidence="cell 3", weights=model)
    card.claim("by hash", 3, evidence="cell 4", weights=report.state_hash(model))
    card.claim("by state", 3, evidence="cell 4", weights=model.state_dict())
    assert card.stale(model) == card.stale(report.state_hash(model)) == []
    assert card.to_markdown(model).count("| made for these weights |") == 3
    assert "| accuracy | 0.75 (0.5 to 1) | cell 3 |" in card.to_markdown()
    before = report.state_hash(model, digits=12)
    other = {name: np.array(nn.to_numpy(w) if side == "torch" else w) + 1 for name, w in model.state_dict().items()}
    assert [why for _, why in card.stale(other)] == [f"made for other weights, {before}"] * 3
    assert card.to_markdown(other).count("made for other weights") == 3
    card.claim("accuracy", 0.5, evidence="cell 3", weights=other)
    assert [claim for claim, _ in card.stale(other)] == ["by hash", "by state"]


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"value": "93 %", "evidence": "cell 3", "weights": "0" * 12}, "typed by hand: its value is a text"),
        ({"value": 0.93, "weights": "0" * 12}, "without evidence"),
        ({"value": 0.93, "weights": "0" * 12, "evidence": " \n"}, "without evidence"),
        ({"value": 0.93, "evidence": "cell 3"}, "does not say for which weights"),
    ],
)
def test_each_fault_alone_makes_it_stale(claim, why):
    card = report.Card("A line")
    card.claim("accuracy", claim.pop("value"), **claim)
    assert card.stale("0" * 64) == [("accuracy", why)]
    assert why in card.to_markdown()


def test_it_is_saved_in_place_of_itself_alone(tmp_path):
    path, card = tmp_path / "card.md", report.Card("A line")
    card.save(path)
    card.write("Factors", "light")
    card.save(path)
    assert path.read_text().startswith(card.to_markdown())
    assert "light" in path.read_text()
    for content in (path.read_text().replace("light", "dark"), "my notes", "", path.read_text() + "more"):
        path.write_text(content)
        with pytest.raises(
            FileExistsError, match=r"Card\.save expected path to be new or a card as it was saved, got card"
        ):
            card.save(path)
        assert path.read_text() == content
    assert [file.name for file in tmp_path.iterdir()] == ["card.md"]


def test_a_crash_leaves_the_old_card(tmp_path, monkeypatch):
    path, card = tmp_path / "card.md", report.Card("A line")
    card.save(path)
    before = path.read_text()

    def full(*_):
        raise OSError(28, "No space left on device")

    card.write("Factors", "light")
    monkeypatch.setattr("nnlearn.files.os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        card.save(path)
    assert path.read_text() == before
    assert [file.name for file in tmp_path.iterdir()] == ["card.md"]


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (lambda card: report.Card(" "), "Card expected title to say something"),
        (lambda card: card.write("Use", "x"), "Card.write expected section to be one of 'Model details', "),
        (lambda card: card.write("Factors", 3), "Card.write expected words to be a text, got 3"),
        (lambda card: card.claim("", 1), "Card.claim expected what to say something"),
        (lambda card: card.claim("x", None), "Card.claim expected value to be a number, got None"),
        (lambda card: card.claim("x", np.nan), "Card.claim expected value a finite number, got nan"),
        (lambda card: card.claim("x", 1, interval=0.5), "Card.claim expected interval to be two numbers"),
        (
            lambda card: card.claim("x", 1, interval=(2, 1)),
            r"Card.claim expected interval \(low, high\) with low <= high",
        ),
        (lambda card: card.claim("x", 1, evidence=3), "Card.claim expected evidence to be a text"),
        (lambda card: card.claim("x", 1, weights="new"), "Card.claim expected weights to be a model"),
        (lambda card: card.claim("x", 1, section="Use"), "Card.claim expected section to be one of"),
        (lambda card: card.stale(None), "Card.stale expected a model, its state dict or its state_hash, got None"),
    ],
)
def test_a_wrong_part_is_refused(use, said):
    card = report.Card("A line")
    with pytest.raises((TypeError, ValueError), match=said):
        use(card)
    assert card.missing() == SECTIONS
