"""A workload counts once, however many files say it."""

import datetime
import shutil

import pytest
from workloads import CASES, case, decided

from advisor.case.case import dump
from advisor.portfolio import portfolio
from advisor.report import plainly

DAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A case with its Markdown and HTML memo, and another case."""
    folder = tmp_path_factory.mktemp("made")
    one = case(requests_per_month=4_000_000, model="gpt-4o", input_tokens=1500, output_tokens=100)
    decision = decided(one)
    (folder / "triage.case.yaml").write_text(dump(one))
    (folder / "triage.md").write_text(plainly(decision, "memo"))
    (folder / "triage.html").write_text(plainly(decision, "html"))
    shutil.copy(CASES / "promptunit.case.yaml", folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_case_and_its_memos_are_one_row(folder):
    alone = portfolio(folder / "triage.case.yaml", DAY)
    found = portfolio(folder, DAY)
    assert len(found.rows) == 2 and not found.failures
    assert [r for r in found.rows if r.file.endswith("triage.case.yaml")] == list(alone.rows)
    (note,) = found.notes
    assert "triage.md" in note and "triage.html" in note


def test_a_memo_elsewhere_with_the_same_answers_is_the_same_workload(folder):
    (folder / "memos").mkdir()
    (folder / "triage.md").rename(folder / "memos" / "2026-11-decision.md")
    assert len(portfolio(folder, DAY).rows) == 2


def test_memos_alone_count_once_and_other_answers_are_another_workload(folder):
    (folder / "triage.case.yaml").unlink()
    (folder / "triage.md").rename(folder / "a.md")
    assert len(portfolio(folder, DAY).rows) == 2
    other = decided(case(requests_per_month=5_000_000, model="gpt-4o", input_tokens=1500, output_tokens=100))
    (folder / "b.md").write_text(plainly(other, "memo"))
    assert len(portfolio(folder, DAY).rows) == 3


def test_two_case_files_are_two_workloads(folder):
    shutil.copy(folder / "triage.case.yaml", folder / "copy.case.yaml")
    assert len(portfolio(folder, DAY).rows) == 3
