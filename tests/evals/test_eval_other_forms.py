"""Reports of test runners, tables drawn in a text, and files in a ZIP."""

import zipfile

import openpyxl
import pytest
from evalskit import report, table

from advisor.errors import BadInput

MODELS = ("gpt-4.1", "gpt-4o-mini")
ROWS = [[n, f"question {n}", m, int(n > 3 * c)] for n in range(20) for c, m in enumerate(MODELS)]
HEADER = ["id", "question", "model", "score"]
SCORES = [("gpt-4.1", 20, 0.95), ("gpt-4o-mini", 20, 0.8)]


def scores(found):
    return [(m.name, m.n, pytest.approx(m.score)) for m in found.models]


def write(path, text):
    path.write_text(text)
    return path


def junit(path, tests, properties=""):
    cases = "".join(
        f'<testcase classname="tests.route" name="{name}" time="0.5">{inside}</testcase>'
        for name, inside in tests
    )
    head = f'<?xml version="1.0"?><testsuites><testsuite name="pytest">{properties}'
    return write(path, f"{head}{cases}</testsuite></testsuites>")


WRONG = "<failure message=\"AssertionError: assert 'a' == 'b'\">trace</failure>"


def test_tests_of_junit_are_examples_and_their_parameters_name_the_model(tmp_path):
    tests = [(f"test_route[{m}-{q}]", "" if right else WRONG) for _, q, m, right in ROWS]
    found = report(junit(tmp_path / "a.xml", tests))
    assert scores(found) == SCORES
    (gap,) = found.comparisons
    assert (gap.n, found.models[0].calls.ms_median) == (20, 500)


def test_the_words_of_a_test_name_the_model(tmp_path):
    tests = [(f"routes {q} with {m}", "" if right else WRONG) for _, q, m, right in ROWS]
    found = report(junit(tmp_path / "a.xml", tests))
    assert scores(found) == SCORES and found.comparisons[0].n == 20


def test_properties_of_junit_name_the_model(tmp_path):
    model = '<properties><property name="llm.model" value="gpt-4.1"/></properties>'
    tests = [(f"test_route[{n}]", WRONG if n == 0 else "") for n in range(20)]
    assert scores(report(junit(tmp_path / "a.xml", tests, model))) == SCORES[:1]


@pytest.mark.parametrize(
    ("inside", "failed", "missing"),
    [
        ('<failure message="openai.RateLimitError: Error code: 429"/>', 0, 1),
        ('<failure message="openai.BadRequestError: 400 context_length_exceeded"/>', 1, 0),
        ('<error message="failed on setup with ConnectionError"/>', 0, 1),
        ('<skipped type="pytest.skip" message="too dear"/>', 0, 1),
        ('<failure message="json.decoder.JSONDecodeError: Expecting value"/>', 0, 0),
        ('<failure type="java.net.SocketTimeoutException" message="Read timed out"/>', 0, 1),
        ('<skipped type="pytest.xfail" message="known"/>', 0, 0),
        (WRONG, 0, 0),
    ],
)
def test_what_ended_a_test_tells_whose_fault_it_is(tmp_path, inside, failed, missing):
    tests = [(f"test_route[gpt-4.1-{n}]", inside if n == 0 else "") for n in range(20)]
    (model,) = report(junit(tmp_path / "a.xml", tests)).models
    assert (model.failed, model.missing) == (failed, missing)
    assert model.score == (1 if missing else pytest.approx(0.95))


@pytest.mark.parametrize(
    "text", ["<html><body/></html>", "<testsuite><testcase name='a'>", "<!DOCTYPE x><testsuite/>"]
)
def test_other_and_broken_xml_is_refused(tmp_path, text):
    with pytest.raises(BadInput, match="XML"):
        report(write(tmp_path / "a.xml", text))


def markdown(rows):
    lines = [f"| {' | '.join(map(str, row))} |" for row in (HEADER, *rows)]
    return "\n".join([lines[0], "|---|:--|---|--:|", *lines[1:]])


def psql(rows):
    lines = [" | ".join(map(str, row)) for row in (HEADER, *rows)]
    return "\n".join([lines[0], "----+------+----+----", *lines[1:], f"({len(rows)} rows)"])


def mysql(rows):
    frame = "+----+------+----+----+"
    return "\n".join([frame, markdown(rows).replace("|---|:--|---|--:|", frame), frame, "40 rows in set"])


def box(rows):
    return mysql(rows).replace("|", "│").replace("+", "┼").replace("-" * 4, "─" * 4)


@pytest.mark.parametrize("drawn", [markdown, psql, mysql, box])
def test_a_table_that_is_drawn_in_a_text(tmp_path, drawn):
    text = f"# Results, of gpt-4.1\n\nSome words.\n\n{drawn(ROWS)}\n\nMore words, and more.\n"
    assert scores(report(write(tmp_path / "a.md", text))) == SCORES


def test_the_table_with_the_examples_is_found_among_others(tmp_path):
    means = "| Model | Rate |\n|---|---|\n| gpt-4.1 | 95 % |\n"
    half = len(ROWS) // 2
    text = f"{means}\n{markdown(ROWS[:half])}\n\nLater:\n\n{markdown(ROWS[half:])}\n"
    assert scores(report(write(tmp_path / "a.md", text))) == SCORES
    other = markdown(ROWS).replace("| id |", "| case |")
    with pytest.raises(BadInput, match=r"several tables.*line 1: id.*line 45: case"):
        report(write(tmp_path / "a.md", f"{markdown(ROWS)}\n\n\n{other}\n"))


@pytest.mark.parametrize("marked", ["**{}**", "`{}`", "[{}](https://x.y)"])
def test_marks_in_the_cells_of_markdown_are_no_part_of_them(tmp_path, marked):
    rows = [[n, marked.format(q), marked.format(m), marked.format(s)] for n, q, m, s in ROWS]
    assert scores(report(write(tmp_path / "a.md", markdown(rows)))) == SCORES


def test_a_table_in_an_answer_is_no_table_of_results(tmp_path):
    rows = [[*row, markdown([[9, "q", "m", 0]])] for row in ROWS]
    assert scores(report(table(tmp_path / "a.csv", [*HEADER, "answer"], rows))) == SCORES


def test_files_in_a_zip_are_read_as_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for m in MODELS:
            of = [f"{n},{q},{s}\n" for n, q, model, s in ROWS if model == m]
            archive.writestr(f"run/{m}.csv", "id,question,score\n" + "".join(of))
        archive.writestr("__MACOSX/._x.csv", "x")
        archive.writestr("readme.txt", "hello")
    found = report(tmp_path / "a.zip")
    assert scores(found) == SCORES
    assert [f.file for f in found.files] == [str(tmp_path / "a.zip" / "run" / f"{m}.csv") for m in MODELS]


def test_a_zip_without_results_is_refused_with_what_it_holds(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("photo.jpg", "x")
    with pytest.raises(BadInput, match=r"a\.zip: no result file in this archive.*photo\.jpg"):
        report(tmp_path / "a.zip")


def sections(titles, blanks=",,"):
    """A table of each model below a title."""
    lines = [f"id,question,score\n{titles[0]}{blanks}"]
    for model, title in zip(MODELS, titles, strict=True):
        lines += [f"{title}{blanks}"] if title != titles[0] else []
        lines += [f"{n},{q},{right}" for n, q, m, right in ROWS if m == model]
    return "\n".join(lines)


@pytest.mark.parametrize("blanks", [",,", ""])
def test_a_title_that_names_a_model_is_that_of_the_rows_below_it(tmp_path, blanks):
    found = report(write(tmp_path / "a.csv", sections(MODELS, blanks)))
    assert scores(found) == SCORES and found.comparisons[0].n == 20
    head, title, *rows = sections(MODELS, blanks).splitlines()
    again = "\n".join(r if r.strip(",") != MODELS[1] else f"{r}\n{head}" for r in rows)
    assert scores(report(write(tmp_path / "b.csv", "\n".join([title, head, again])))) == SCORES


def test_the_same_examples_below_other_titles_are_asked_about(tmp_path):
    with pytest.raises(BadInput, match=r"several titles: .Today, Tomorrow."):
        report(write(tmp_path / "a.csv", sections(("Today", "Tomorrow"))))


def test_sheets_of_a_workbook_are_tables_by_their_names(tmp_path):
    book = openpyxl.Workbook()
    for model in MODELS:
        sheet = book.create_sheet(model)
        sheet.append(["id", "question", "score"])
        for n, q, m, right in ROWS:
            if m == model:
                sheet.append([n, q, right])
    book.create_sheet("Notes").append(["asked in May"])
    book.save(tmp_path / "a.xlsx")
    found = report(tmp_path / "a.xlsx")
    assert scores(found) == SCORES and found.comparisons[0].n == 20


@pytest.mark.parametrize("form", ["models", "examples", "workbook"])
def test_merged_cells_are_of_all_their_rows(tmp_path, form):
    rows = sorted(ROWS, key=lambda r: MODELS.index(r[2])) if form != "examples" else ROWS
    merged = {"models": [2], "examples": [0, 1], "workbook": [2]}[form]
    cells = [
        [c if k not in merged or above is None or above[k] != c else None for k, c in enumerate(row)]
        for above, row in zip([None, *rows], rows, strict=False)
    ]
    if form == "workbook":
        book = openpyxl.Workbook()
        for row in [HEADER, *cells]:
            book.active.append(row)
        for first in (2, 22):
            book.active.merge_cells(f"C{first}:C{first + 19}")
        book.save(tmp_path / "a.xlsx")
    else:
        table(tmp_path / "a.csv", HEADER, cells)
    found = report(next(tmp_path.iterdir()))
    assert scores(found) == SCORES and found.comparisons[0].n == 20


def test_empty_cells_of_a_column_that_is_not_merged_stay_empty(tmp_path):
    rows = [[n, q if n % 3 else "", m, right] for n, q, m, right in ROWS]
    found = report(table(tmp_path / "a.csv", HEADER, rows))
    assert scores(found) == SCORES and not any("below it" in note for note in found.files[0].notes)
