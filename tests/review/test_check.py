from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest

from advisor.case.case import load as load_case
from advisor.cli.main import main
from advisor.decide import decide, load_basis
from advisor.files import paths
from advisor.report import html, markdown
from advisor.report.carried.memo_reader import read
from advisor.review.check import check_memo
from advisor.rules import load

CASES = Path(__file__).parents[1] / "cases"
GUIDE = CASES / "guide-classifier.case.yaml"


def write_memo(path: Path, as_of: str, case: Path = GUIDE, form: str = "memo") -> Path:
    """Without what is said of samples, which takes seconds and which no check reads."""
    made = decide(load_case(case), load_basis(), datetime.date.fromisoformat(as_of))
    path.write_text((html if form == "html" else markdown).render(made), "utf-8")
    return path


def check(capsys, *arguments: object) -> tuple[int, dict]:
    code = main(["check", *map(str, arguments), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("form", ["memo", "html"])
def test_a_memo_checked_on_its_own_day_is_unchanged(form, tmp_path, capsys):
    memo = write_memo(tmp_path / ("m.md" if form == "memo" else "m.html"), "2026-04-30", form=form)
    code, data = check(capsys, memo, "--as-of", "2026-04-30")
    assert code == 0
    assert data["results"][0]["state"] == "unchanged"
    assert data["results"][0]["causes"] == data["results"][0]["triggers"] == []


@pytest.mark.parametrize(
    "answers",
    [
        "model: gpt-4o, models_tried: {unnamed: small}",
        "model: gemini-2.5-pro, data_boundary: contracted-vendor, contracted_vendors: google-cloud",
    ],
    ids=["a model without a name", "a cloud with an end of its own"],
)
def test_a_new_memo_fires_nothing(answers, tmp_path, capsys):
    case = tmp_path / "t.case.yaml"
    work = "requests_per_month: 20k, input_tokens: 4000, output_tokens: 700"
    case.write_text(f"advisor: 1\ntitle: t\nanswers: {{{work}, {answers}}}\n")
    code, data = check(capsys, write_memo(tmp_path / "m.md", "2026-11-28", case), "--as-of", "2026-11-28")
    assert (code, data["results"][0]["triggers"]) == (0, [])


def test_the_guides_classifier_of_april_no_longer_holds_in_november(tmp_path, capsys):
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    code, data = check(capsys, memo, "--as-of", "2026-11-21")
    found = data["results"][0]
    assert code == 1
    assert found["state"] == "changed"
    assert found["verdict"]["before"]["trained"] is True
    assert found["verdict"]["now"]["trained"] is False
    lifecycle = [c["says"] for c in found["causes"] if c["kind"] == "lifecycle"]
    assert any("gpt-4o shuts down on 2027-01-14" in s for s in lifecycle)
    assert any(s.startswith("OpenAI, 2026-05-07: training ended") for s in lifecycle)
    assert not any(c["kind"] == "rule" for c in found["causes"])
    assert "retirement" in {t["kind"] for t in found["triggers"]}


def test_a_memo_on_a_model_that_the_case_defines_is_checked_with_it(tmp_path, capsys):
    case = tmp_path / "own.case.yaml"
    answers = "requests_per_month: 100000, input_tokens: 900, output_tokens: 90, model: House model"
    case.write_text(
        f"advisor: 1\ntitle: own\nanswers: {{{answers}}}\nprices: {{House model: {{input: 3, output: 15}}}}\n"
    )
    memo = write_memo(tmp_path / "own.memo.md", "2026-11-21", case)
    code, found = check(capsys, memo, "--as-of", "2026-11-27")
    assert code == 0 and found["results"][0]["state"] == "unchanged"


def test_the_text_says_old_and_new_with_totals_and_percent(tmp_path, capsys):
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    assert main(["check", str(memo), "--as-of", "2026-11-21"]) == 1
    out = capsys.readouterr().out
    told = " ".join(out.split())
    assert "verdict LoRA (trained, not settled) -> gpt-6-luna, prompted (untrained, not settled" in told
    assert "today's model" not in told
    assert "policy." not in out.partition("cause")[0]
    assert "$513,000 -> $21,600 (-96 %)" in out
    assert out.endswith("1 checked, 1 to look at again\n")


@pytest.mark.parametrize("columns", [60, 80])
def test_what_is_checked_folds_to_the_terminal(columns, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(columns))
    write_memo(Path("m.md"), "2026-04-30")
    assert main(["check", "m.md", "--as-of", "2026-11-21"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 5 and max(map(len, lines)) <= columns


def test_github_annotations_name_file_and_level(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_memo(Path("a,b.md"), "2026-04-30")
    assert main(["check", "a,b.md", "--as-of", "2026-11-21", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::error file=a%2Cb.md,line=1,title=verdict changed::")
    assert "(trained, not settled" in lines[0]
    assert any(line.startswith("::warning file=a%2Cb.md") for line in lines)


def test_one_changed_price_is_named_as_the_cause(tmp_path):
    memo = write_memo(tmp_path / "m.md", "2026-11-21")
    copy = tmp_path / "knowledge"
    shutil.copytree(paths.KNOWLEDGE, copy)
    book = copy / "library" / "openai.json"
    models = json.loads(book.read_text("utf-8"))
    models["gpt-6-luna"]["prices"][-1]["input"] *= 100
    book.write_text(json.dumps(models), encoding="utf-8")
    found = check_memo(read(memo), load_basis(knowledge_folder=copy), datetime.date(2026, 11, 21))
    assert not found.holds
    assert {c.kind for c in found.causes} == {"price"}
    assert [c.says.split(":")[0] for c in found.causes] == ["gpt-6-luna"]
    assert "gpt-6-luna" in [f.trigger.subject for f in found.fired]


def test_an_edited_rule_is_named_as_the_cause(tmp_path, capsys, monkeypatch):
    rules = tmp_path / "rules"
    shutil.copytree(paths.RULES, rules)
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    policy = rules / "policy-verdict.yaml"
    text = policy.read_text("utf-8")
    at = text.index("id: policy.band-high")
    says = text.index("says:", at)
    policy.write_text(text[:says] + "says: Another sentence.\n" + text[text.index("\n", says) + 1 :], "utf-8")
    monkeypatch.setattr(paths, "RULES", rules)
    code, data = check(capsys, memo, "--as-of", "2026-04-30")
    found = data["results"][0]
    assert code == 1
    assert [c["says"] for c in found["causes"]] == [
        "policy.band-high decided then and changed: Another sentence."
    ]
    assert [t["kind"] for t in found["triggers"]] == ["rule"]


@pytest.mark.parametrize("name", ["first-edition.md", "first-edition.html"])
def test_a_memo_of_the_first_edition_is_replayed_under_todays_rules(name, capsys):
    """Decided under rules that are gone, with facts that have other names now."""
    code, data = check(
        capsys, Path(__file__).parents[1] / "fixtures" / "memos" / name, "--as-of", "2026-11-27"
    )
    (found,) = data["results"]
    assert code == 1
    assert found["verdict"]["before"]["concluded_by"] == "policy.gate-failed"
    assert found["verdict"]["now"]["concluded_by"] in {r.id for r in load([paths.RULES]).rules}
    causes = [c["says"] for c in found["causes"] if c["kind"] == "rule"]
    assert causes
    assert not [c for c in found["causes"] if c["kind"] == "answer"]


def test_an_edited_answer_is_named_and_fires_the_volume_trigger(tmp_path, capsys):
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    text = memo.read_text("utf-8")
    line = next(x for x in text.splitlines() if x.startswith("  requests_per_month:"))
    memo.write_text(text.replace(line, "  requests_per_month: 50k/day"), encoding="utf-8")
    code, data = check(capsys, memo, "--as-of", "2026-04-30")
    found = data["results"][0]
    assert code == 1
    assert found["causes"][0]["says"] == (
        "requests_per_month: 9,000,000 requests/month -> 1,500,000 requests/month"
    )
    assert "volume" in {t["kind"] for t in found["triggers"]}


def test_a_volume_that_should_have_grown_past_its_trigger_fires(tmp_path, capsys):
    case = tmp_path / "grown.case.yaml"
    said = GUIDE.read_text("utf-8")
    line = next(x for x in said.splitlines() if x.startswith("  requests_per_month:"))
    case.write_text(said.replace(line, "  requests_per_month: 300k\n  growth_per_month: 10%"), "utf-8")
    memo = write_memo(tmp_path / "m.md", "2026-04-30", case)
    for day, fires in (("2026-05-01", False), ("2026-08-30", True)):
        _, data = check(capsys, memo, "--as-of", day)
        triggers = [t for t in data["results"][0]["triggers"] if t["kind"] == "volume"]
        assert bool(triggers) is fires


def test_the_date_trigger_fires_on_its_day_and_not_before(tmp_path, capsys):
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    for day, fires in (("2026-10-29", False), ("2026-10-30", True)):
        _, data = check(capsys, memo, "--as-of", day)
        assert ("date" in {t["kind"] for t in data["results"][0]["triggers"]}) is fires


def test_folders_and_patterns_stand_for_their_memos_and_cases(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("d/.hidden").mkdir(parents=True)
    write_memo(Path("d/one.md"), "2026-04-30")
    write_memo(Path("d/.hidden/two.md"), "2026-04-30")
    shutil.copy(GUIDE, "d/three.case.yaml")
    Path("d/README.md").write_text("# not a memo\n")
    Path("d/other.yaml").write_text("a: 1\n")
    Path("secret").write_text("somebody else's\n")
    Path("d/link.case.yaml").symlink_to(Path("secret").absolute())
    for given in (["d"], ["d/one.md", "d/*.case.yaml", "d"]):
        code, data = check(capsys, *given, "--as-of", "2026-04-30")
        assert code == 0
        assert sorted(r["file"] for r in data["results"]) == ["d/one.md", "d/three.case.yaml"]


def test_a_bare_case_says_that_there_is_nothing_to_compare_with(capsys):
    assert main(["check", str(GUIDE), "--as-of", "2026-04-30"]) == 0
    out = capsys.readouterr().out
    assert "a case without a memo, so nothing to compare with; today: " in " ".join(out.split())
    assert "(trained, not settled" in out


@pytest.mark.parametrize("content", ["", "# a page\n", "\x00\x01", "```yaml advisor-case\nadvisor: 1\n"])
def test_a_bad_file_is_reported_the_rest_is_checked_and_the_code_is_2(content, tmp_path, capsys):
    good = write_memo(tmp_path / "good.md", "2026-04-30")
    bad = tmp_path / "bad.md"
    bad.write_text(content)
    assert main(["check", str(bad), str(good), "--as-of", "2026-04-30"]) == 2
    out, err = capsys.readouterr()
    assert str(bad) in err and "Traceback" not in err
    assert f"{good}: unchanged" in " ".join(out.split())
    assert "1 could not be read" in out


@pytest.mark.parametrize("given", ["missing.md", "no/*.md", "."])
def test_names_that_stand_for_nothing_are_bad_input(given, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["check", given]) == 2
    assert given in capsys.readouterr().err


_EDITS = {
    "the headline": (lambda t: t.replace("**", "**Do not ", 1), ["Decision"]),
    "a figure of the proof": (
        lambda t: re.sub(r"(?s)(### Considered Options.*?)\$\d", r"\1$7", t, count=1),
        ["Considered Options"],
    ),
    "a part of one's own": (lambda t: t.replace("## Money", "## Approved\n\nBy all.\n\n## Money"), ["Approved"]),
    "a part taken out": (lambda t: re.sub(r"## Risk\n.*?(?=## )", "", t, count=1, flags=re.S), ["Risk"]),
    "the date": (lambda t: t.replace("date: 2026", "date: 2025"), ["front matter"]),
    "money in the record": (
        lambda t: re.sub(r'("monthly_usd": )\d+', r"\g<1>9", t, count=1),
        ["the record at its end"],
    ),
}  # fmt: skip


@pytest.fixture
def april(tmp_path):
    return write_memo(tmp_path / "april.md", "2026-04-30").read_text("utf-8")


@pytest.mark.parametrize("edit", _EDITS)
def test_a_memo_whose_words_or_figures_were_edited_is_named(edit, april, tmp_path, capsys):
    change, parts = _EDITS[edit]
    memo = tmp_path / "m.md"
    memo.write_text(change(april), encoding="utf-8")
    code, data = check(capsys, memo, "--as-of", "2026-04-30")
    (found,) = data["results"]
    assert (code, found["state"]) == (1, "edited")
    assert found["edited"] == parts
    named = {e.partition(":")[0] for e in found["edits"]}
    assert named == {p for p in parts if p not in ("Approved", "the record at its end")}


def test_what_people_fill_in_and_what_tools_do_to_line_ends_is_no_edit(april, tmp_path, capsys):
    memo = tmp_path / "m.md"
    filled = april.replace("status: proposed", "status: accepted").replace("makers:", "makers: Ada")
    memo.write_bytes(filled.replace("\n", "  \r\n").encode().replace(b"```  \r", b"```\r"))
    code, data = check(capsys, memo, "--as-of", "2026-04-30")
    assert (code, data["results"][0]["state"]) == (0, "unchanged")


@pytest.mark.parametrize(
    "edit",
    [
        ("</h1>", " (approved)</h1>"),
        ("</style>", ".verdict{display:none}</style>"),
        ('<pre id="advisor-case">', '<pre id="advisor-case"># <b>Approved</b>\n'),
        ("</pre>\n</details>", "</pre><p>Approved</p>\n</details>"),
    ],
)
def test_a_page_whose_words_were_edited_is_named(edit, tmp_path, capsys):
    page = write_memo(tmp_path / "m.html", "2026-04-30", form="html")
    text = page.read_text("utf-8")
    assert edit[0] in text
    page.write_text(text.replace(*edit), encoding="utf-8")
    assert main(["check", str(page), "--as-of", "2026-04-30"]) == 1
    assert "  edited   " in capsys.readouterr().out


def test_a_files_name_cannot_act_in_an_annotation(tmp_path, capsys):
    bad = tmp_path / "a\n::error::owned\x1b[31m##[error]x.case.yaml"
    bad.write_text("")
    assert main(["check", str(bad), "--format", "github"]) == 2
    out = capsys.readouterr().out
    assert out.count("\n") == 1 and "\x1b" not in out and "##[" not in out
    assert "a%0A%3A%3Aerror%3A%3Aowned" in out
