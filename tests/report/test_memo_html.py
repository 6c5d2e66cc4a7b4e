from __future__ import annotations

import datetime
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from advisor.case.case import Answer, load
from advisor.decide import decide, load_basis
from advisor.errors import BadInput
from advisor.files import atomic
from advisor.report import html, rendered
from advisor.report.carried.memo_reader import load_memo

CASES = Path(__file__).parents[1] / "cases"
APRIL, NOVEMBER = datetime.date(2026, 4, 30), datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def basis():
    return load_basis()


@pytest.fixture(scope="module")
def guide(basis):
    return decide(load(CASES / "guide-classifier.case.yaml"), basis, APRIL)


@pytest.fixture(scope="module")
def shown_guide(basis, guide):
    return rendered(guide, "html", basis)


class Page(HTMLParser):
    """Tags with their attributes, and the text between them; a page that does not nest fails."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, page: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_asks_for_nothing_and_runs_nothing(guide, basis, shown_guide):
    shown = shown_guide
    page = Page(shown)
    for tag, attrs in page.tags:
        assert tag not in {"script", "iframe", "img", "object", "base"}
        for name, value in attrs.items():
            assert not name.startswith("on")
            link = tag == "a" and name == "href"  # followed by a click only, and told nothing of the page
            assert name not in {"src", "href"} or value == "data:," or link
        assert tag != "a" or attrs.get("rel") == "noreferrer"
    assert "http://" not in shown.split("<body>")[0]
    assert "url(" not in re.sub(r"url\(#\w+\)", "", shown)


def test_the_page_has_four_charts_each_with_words_for_those_who_do_not_see_it(guide, basis, shown_guide):
    charts = [attrs for tag, attrs in Page(shown_guide).tags if tag == "svg"]
    assert len(charts) == 4
    assert all(c["role"] == "img" and len(c["aria-label"]) > 20 for c in charts)


def test_charts_stay_within_their_frame_and_hold_no_number_that_is_none(basis, shown_guide):
    other = rendered(decide(load(CASES / "promptunit.case.yaml"), basis, NOVEMBER), "html", basis)
    for page in map(Page, (shown_guide, other)):
        frame = 0.0
        for tag, attrs in page.tags:
            if tag == "svg":
                frame = float(attrs["viewbox"].split()[2])
            if tag == "rect" and "x" in attrs:
                left, width = float(attrs["x"]), float(attrs["width"])
                assert 0 <= left <= left + width <= frame + 1
            if tag == "polyline":
                points = [float(n) for n in attrs["points"].replace(",", " ").split()]
                assert all(0 <= n <= frame for n in points)


def test_without_a_volume_there_are_no_charts_and_the_page_still_says_what_is_open(basis, guide):
    made = decide(guide.case.without("requests_per_month"), basis, APRIL)
    page = Page(rendered(made, "html", basis))
    assert not any(tag == "svg" for tag, _ in page.tags)
    assert "How many model calls a month?" in "".join(page.text)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></pre><h1>x</h1>",
    '<pre id="advisor-case">advisor: 1</pre>',
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eb\u2066\x07",
    "&lt;b&gt;",
)


def test_hostile_titles_and_notes_stay_text_and_come_back_whole(basis, guide, tmp_path):
    text = " ".join(HOSTILE)
    from msgspec.structs import replace

    case = replace(guide.case, title=text).answered("mlops", Answer(True, note=text))
    shown = rendered(decide(case, basis, APRIL), "html", basis)
    page = Page(shown)
    assert [t for t, _ in page.tags].count("h1") == 1
    assert not {"script", "img"} & {t for t, _ in page.tags}
    assert not any(c in shown for c in "\u202e\u2066\x07")
    file = tmp_path / "memo.html"
    file.write_text(shown, encoding="utf-8")
    back, as_of = load_memo(file)
    assert (back, as_of) == (case, APRIL)


def test_a_page_read_and_rendered_again_is_the_same_bytes(basis, guide, tmp_path, shown_guide):
    file = tmp_path / "memo.html"
    atomic.write(file, shown_guide)
    case, as_of = load_memo(file)
    assert rendered(decide(case, basis, as_of), "html", basis).encode() == file.read_bytes()


def test_light_dark_and_print_are_told_apart(guide):
    style = html.render(guide).split("<style>")[1].split("</style>")[0]
    assert "prefers-color-scheme: dark" in style and "@media print" in style and "size: A4" in style


def test_a_character_reference_of_thousands_of_digits_is_refused(basis, guide, tmp_path, shown_guide):
    file = tmp_path / "memo.html"
    shown = shown_guide
    file.write_text(shown.replace("advisor: 1", f"advisor: 1 &#{'9' * 5000};"), encoding="utf-8")
    with pytest.raises(BadInput, match="character"):
        load_memo(file)
