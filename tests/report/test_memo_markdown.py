from __future__ import annotations

import datetime
import re

import pytest
from markdown_it import MarkdownIt
from memo_sample import decision
from msgspec.structs import replace

from advisor.case.case import Answer, Case
from advisor.decision.decision import BreakEven, Step
from advisor.errors import BadInput
from advisor.report import markdown
from advisor.report.carried.memo_reader import load_memo, read
from advisor.report.charts import chart_geometry

MADR = [
    "Context and Problem Statement", "Decision Drivers", "Considered Options", "Decision Outcome",
    "Pros and Cons of the Options", "More Information",
]  # fmt: skip
PARSER = MarkdownIt("commonmark").enable("table")
HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://e.example/p.png)",
    "**bold** _it_ `c`",
    "a | b | c", "# not a heading #", "~~gone~~", "&lt;b&gt; &copy;", "1. one", "- item", "=====",
    "<http://e.example>",
    "\\`x`", "``` fence", "a\u202eevil\u2066\x07\x1b[31m", "]: http://e.example", "$a$ @team",
    "--- \n\n# injected\n",
    "```\n# injected\n```json advisor-record\n{}\n```",
]  # fmt: skip


def memo(**changes):
    case = Case(
        changes.pop("title", "Ticket triage"), changes.pop("answers", {"requests_per_month": Answer(9e6)})
    )
    return decision(title=case.title, case=case, **changes)


def headings(text, tag):
    tokens = PARSER.parse(text.split("---\n", 2)[2])
    return [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == tag]


def words(text):
    """Text of inline tokens as a reader sees it."""
    found = []
    for token in PARSER.parse(text.split("---\n", 2)[2]):
        for child in token.children or []:
            assert child.type not in {"html_inline", "image", "link_open"}, child
            found.append(child.content)
        assert token.type != "html_block"
    return "".join(found)


def test_headings_and_front_matter_are_those_of_madr():
    text = markdown.render(memo())
    assert headings(text, "h1") == ["Ticket triage"]
    assert headings(text, "h2")[0] == "Decision" and headings(text, "h2")[-1] == "Appendix: proof"
    assert headings(text, "h3") == MADR
    assert {"Consequences", "Confirmation"} <= set(headings(text, "h4"))
    assert text.startswith("---\nstatus: proposed\ndate: 2026-11-21\ndecision-makers:\n---\n")


def test_the_first_paragraphs_hold_decision_reason_money_and_step():
    quote = markdown.render(memo()).split("## Appendix")[0]
    for said in (
        "Do not train now.",
        "$42,750 a month",
        "Build the eval set",
    ):
        assert said in quote


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_notes_stay_text_and_come_back_whole(text, tmp_path):
    made = memo(title=text, answers={"requests_per_month": Answer(9e6, note=text)})
    shown = markdown.render(made)
    assert len(headings(shown, "h1")) == 1
    assert headings(shown, "h3") == MADR
    assert not any(c in shown for c in "\u202e\u2066\x07\x1b")
    words(shown)
    file = tmp_path / "memo.md"
    file.write_text(shown, encoding="utf-8")
    case, as_of = load_memo(file)
    assert case == made.case
    assert as_of == datetime.date(2026, 11, 21)


def test_the_memo_gives_each_step_the_sign_that_the_page_gives_it():
    steps = (Step("a smaller model", 100.0), Step("caching", 0.0), Step("upkeep", -30.0))
    with_steps = memo(attribution=steps)
    drawn = [
        bar.value.replace("−", "-").replace("+", "") for bar in chart_geometry.waterfall(with_steps).bars
    ]
    table = markdown.render(with_steps).partition("#### Where the saving")[2].partition("####")[0]
    assert re.findall(r"\| (?:\\)?(-?\$[\d,]+) \|", table) == drawn == ["-$100", "$0", "$30", "-$70"]


def test_two_break_evens_that_are_one_are_told_once():
    one = BreakEven("lora", "prompt", 3_860_769, 0.62, "below-3x", None, 12)

    def told(today):
        text = markdown.render(memo(break_even=one, against_today=today))
        return text.partition("#### Break-even")[2].partition("####")[0].count("\n* ")

    assert told(replace(one, reference_route=None)) == 1
    assert told(replace(one, reference_route=None, requests_per_month=1_000_000, multiple=2.4)) == 2


def test_a_hostile_title_reads_as_typed():
    typed = "<b> **x** [y](z) a_b_c `q` 5 | 6 \\* &amp; #7"
    tokens = PARSER.parse(markdown.render(memo(title=typed)).split("---\n", 2)[2])
    inline = tokens[1]
    assert "".join(c.content for c in inline.children) == typed
    assert {c.type for c in inline.children} <= {"text", "text_special"}


def test_a_title_of_a_megabyte_is_cut_in_the_text_and_whole_in_the_case(tmp_path):
    made = memo(title="\u202e" * 300_000 + "`" * 100_000)
    shown = markdown.render(made)
    assert max(len(line) for line in shown.split("```yaml")[0].splitlines()) < 5_000
    file = tmp_path / "memo.md"
    file.write_text(shown, encoding="utf-8")
    assert load_memo(file)[0].title == made.title


def test_a_memo_read_and_rendered_again_is_the_same_bytes(tmp_path):
    made = memo(answers={"requests_per_month": Answer(9e6, "measured", "bill", 8e6, 1e7)})
    file = tmp_path / "memo.md"
    file.write_text(markdown.render(made), encoding="utf-8")
    case, as_of = load_memo(file)
    assert markdown.render(replace(made, case=case, title=case.title, as_of=as_of)) == file.read_text("utf-8")


def test_the_record_holds_what_a_check_compares(tmp_path):
    file = tmp_path / "memo.md"
    file.write_text(markdown.render(memo()), encoding="utf-8")
    record = read(file).record
    assert record.verdict.route == "prompt"
    assert record.routes["lora"].horizon_usd == 28_506
    assert record.prices == {"gpt-4o": ("2.50 in, 10.00 out", "2026-04")}
    assert [t.trigger() for t in record.revisit] == list(decision().revisit)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda t: t.replace("```yaml advisor-case", "```yaml"), "carries no case"),
        (lambda t: t + t, "carries two cases"),
        (
            lambda t: t.replace("requests_per_month: 9000000", "requests_per_mont: 9000000"),
            "requests_per_month",
        ),
        (lambda t: t.replace('"trained": false', '"trained": [1]'), "record in this memo is damaged"),
        (lambda t: t[: t.index('"provenance"')], "does not end"),
    ],
)
def test_a_damaged_memo_says_what_is_wrong_and_where(damage, says, tmp_path):
    file = tmp_path / "memo.md"
    file.write_text(damage(markdown.render(memo())), encoding="utf-8")
    with pytest.raises(BadInput, match=says) as e:
        read(file)
    assert str(file) in str(e.value)


def test_an_error_in_the_case_points_at_its_line_of_the_memo(tmp_path):
    text = markdown.render(memo()).replace("requests_per_month: 9000000", "requests_per_month: many")
    file = tmp_path / "memo.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as e:
        read(file)
    assert text.splitlines()[e.value.line - 1] == "  requests_per_month: many"
