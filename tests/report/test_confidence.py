"""What memo and page say on how sure the verdict is, and what would flip it."""

from __future__ import annotations

import datetime
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from advisor.case.case import load
from advisor.decide import decide, load_basis
from advisor.report import rendered
from advisor.report.route_names import row_name
from advisor.sensitivity.flips import flips
from advisor.sensitivity.monte_carlo import ranges
from advisor.text import words

CASES = Path(__file__).parents[1] / "cases"
APRIL, NOVEMBER = datetime.date(2026, 4, 30), datetime.date(2026, 11, 21)
PARSER = MarkdownIt("commonmark").enable("table")
HEADING = "How sure, and what would flip it"


@pytest.fixture(scope="module")
def basis():
    return load_basis()


def case(name):
    return load(CASES / f"{name}.case.yaml")


KEPT = {}


def memo(of, basis, day=NOVEMBER, form="memo"):
    """The page, made once for all tests that read it."""
    key = of.title, repr(of.answers), day, form
    if key not in KEPT:
        KEPT[key] = rendered(decide(of, basis, day), form, basis)
    return KEPT[key]


@functools.cache
def found_flips():
    """What flips the guide's classifier, worked out apart from its memo."""
    return flips(case("guide-classifier"), load_basis(), NOVEMBER)


@functools.cache
def drawn_ranges():
    """Its samples, drawn apart from its memo."""
    return ranges(case("guide-classifier"), load_basis(), NOVEMBER, 10_000, 1)


def section(text):
    """What stands below the heading, up to the next one."""
    return re.split(r"^#### ", text.split(f"#### {HEADING}")[1], flags=re.MULTILINE)[0]


def tables(text):
    """Every table as rows of cells, as a reader sees them."""
    found = []
    tokens = PARSER.parse(text)
    for i, t in enumerate(tokens):
        if t.type == "table_open":
            found.append([])
        elif t.type == "tr_open":
            found[-1].append([])
        elif t.type == "inline" and tokens[i - 1].type in ("td_open", "th_open"):
            found[-1][-1].append("".join(c.content for c in t.children))
    return found


def test_the_lead_names_the_nearest_flips_and_the_share_of_samples(basis):
    lead = memo(case("guide-classifier"), basis).split("## Appendix")[0]
    nearest = found_flips().flips[:3]
    assert nearest
    for flip in nearest:
        assert flip.words in lead
    holds = drawn_ranges().holds
    if words.share(holds) == words.share(1):
        assert "The uncertain numbers alone do not change it (10,000 samples)" in lead
    else:
        assert f"It holds in {words.share(holds)} of 10,000 samples" in lead


def test_the_section_gives_the_ranges_the_flips_and_the_tornado(basis):
    of = case("guide-classifier")
    costs, ways, swings = tables(section(memo(of, basis)))
    drawn = drawn_ranges()
    made = decide(of, basis, NOVEMBER)
    assert [row[0] for row in costs[1:]] == [row_name(made.route(r.route)) for r in drawn.routes]
    assert [row[2] for row in costs[1:]] == [words.money(r.p50) for r in drawn.routes]
    found = found_flips()
    assert [row[0] for row in ways[1:]] == [f.words for f in found.flips]
    assert [row[2:] for row in swings[1:]] == [
        [words.money(b.at_low), words.money(b.at_high)] for b in found.tornado.bars[: len(swings) - 1]
    ]


def test_seed_and_count_are_said_and_every_input_that_is_drawn_has_its_source(basis):
    text = memo(case("guide-classifier"), basis)
    assert "10,000 samples (seed 1)" in section(text)
    rows = tables(text.split("#### What was drawn")[1].split("#### ")[0])[0]
    assert len(rows) - 1 == len(ranges(case("guide-classifier"), basis, NOVEMBER, 10, 1).inputs)
    assert all(all(cell for cell in row) for row in rows)


@pytest.mark.parametrize("form", ["memo", "html"])
def test_where_nothing_can_be_priced_it_says_so(form, basis):
    text = memo(case("guide-classifier").without("requests_per_month"), basis, form=form)
    assert "cannot be said: nothing can be priced before this is known: billed model calls a month." in text
    assert "P90" not in text and "What was drawn" not in text and "<svg" not in text


def test_a_route_that_is_cheapest_more_often_than_the_verdict_is_explained(basis):
    made = decide(case("guide-classifier"), basis, NOVEMBER)
    shares = {r.route: r.cheapest or 0 for r in drawn_ranges().routes}
    most = max(shares, key=shares.get)
    assert most != made.verdict.route
    said = f"{row_name(made.route(most))} is the cheapest in {words.share(shares[most])} of the samples"
    assert f"{said} and still not the verdict" in section(memo(case("guide-classifier"), basis))


def test_the_tornado_of_the_page_draws_each_bar_from_the_likely_saving(basis):
    page = memo(case("guide-classifier"), basis, form="html")
    chart = next(s for s in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "What one input alone" in s)
    stem = float(re.findall(r'<line x1="([\d.]+)"[^>]*class="axis"', chart)[0])
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="18" class="(\w+)"', chart)
    assert bars
    for left, width, kind in bars:
        edge = float(left) if kind == "saved" else float(left) + float(width)
        assert edge == pytest.approx(stem, abs=0.11)


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [(1.0, "100 %"), (0.99996, "over 99.9 %"), (0.985, "98.5 %"), (0.0004, "under 0.1 %"), (0.0, "0 %")],
)
def test_all_and_none_are_said_only_of_all_and_none(fraction, shown):
    assert words.share(fraction) == shown


@pytest.mark.parametrize("form", ["text", "json"])
def test_text_and_json_are_free_of_numpy_and_of_the_outlook(form):
    code = (
        "import sys; from advisor.cli.main import main; "
        f"code = main(['decide', {str(CASES / 'promptunit.case.yaml')!r}, '--format', {form!r}]); "
        "sys.exit(code or bool({'numpy', 'advisor.sensitivity.monte_carlo'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_proof_that_no_open_question_matters_is_recorded():
    """Inside the own network a failed gate leaves the model untrained, whatever else is answered."""
    from workloads import case, decided, shipped_basis

    from advisor.report import rendered

    inside = decided(case(data_boundary="own-network", eval_infra="none"))
    for form in ("memo", "html", "onepage"):
        said = rendered(inside, form, shipped_basis())
        proven = "no answer that is still missing can change it" in said
        assert proven or "no open question can change it" in said or not inside.verdict.settled
        assert not (proven and inside.verdict.open_questions)
