"""Where each claim lives, and what happens when a citation goes missing; the verb in front of it all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.decision.basis import DecisionBasis, load_basis
from advisor.files.paths import KNOWLEDGE, RULES
from advisor.knowledge.store import Knowledge
from advisor.rules import load
from advisor.sources.claim_coverage import Coverage, coverage

CLAIMS = 149


def lost(found: Coverage) -> list[str]:
    return [c.claim.id for c in found.missing]


def rules_without(tmp_path: Path, file: str, claim: str) -> Path:
    """The shipped rules, one of them citing another claim in place of `claim`."""
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    text = (folder / file).read_text()
    assert text.count(f"cites: [{claim}]") == 1
    (folder / file).write_text(text.replace(f"cites: [{claim}]", "cites: [G7.100k]"))
    return folder


def knowledge_without(tmp_path: Path, file: str, old: str, new: str) -> DecisionBasis:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    return DecisionBasis(load([RULES]), Knowledge(folder))


@pytest.fixture(scope="module")
def shipped() -> dict:
    return {c.claim.id: c for c in coverage(load_basis()).claims}


def places(covered, kind: str) -> set[str]:
    return {p.id for p in covered.places if p.kind == kind}


def test_every_claim_is_covered(shipped):
    assert len(shipped) == CLAIMS
    assert [i for i, c in shipped.items() if not c.proven] == []


def test_the_places_are_those_that_cite(shipped):
    assert places(shipped["G7.100k"], "rule") >= {"volume.under-100k"}
    assert "rtx-4090" in places(shipped["G3.gpu"], "entry")
    assert places(shipped["L.host"], "line") == {
        "hosting of the tuned deployment",
        "storage of the tuned model",
    }
    assert "engineering set-up" in places(shipped["P.hours"], "line")
    assert "workload" in places(shipped["L.inputs"], "question")
    assert places(shipped["T.48h"], "example") == {"T.48h", "AUD.T-lora-dearer-than-full"}
    assert places(shipped["T.10pct"], "note")


def test_a_place_points_at_the_line(shipped):
    (found,) = [p for p in shipped["T.48h"].places if p.id == "T.48h"]
    file, _, line = found.where.partition(":")
    assert file == "knowledge/examples.yaml"
    assert (KNOWLEDGE / "examples.yaml").read_text().splitlines()[int(line) - 1] == "  - id: T.48h"


def test_a_rule_that_stops_citing_leaves_its_claim_uncovered(tmp_path, capsys):
    folder = rules_without(tmp_path, "quality.yaml", "T.tolerant")
    assert main(["sources", "coverage", "--rules", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "not covered: T.tolerant (rule)" in out
    assert f"{CLAIMS - 1} of {CLAIMS} claims covered" in out


def test_a_price_that_stops_citing_leaves_its_claim_uncovered(tmp_path):
    basis = knowledge_without(tmp_path, "serving.yaml", "cites: [T.vram]", "cites: []")
    assert lost(coverage(basis)) == ["T.vram"]


def test_a_mention_elsewhere_is_no_example(tmp_path):
    basis = knowledge_without(tmp_path, "examples.yaml", "- id: G1.typical\n", "- id: G1.formula\n")
    assert lost(coverage(basis)) == ["G1.typical"]


def test_a_note_covers_a_flaw_without_an_example(tmp_path):
    basis = knowledge_without(tmp_path, "examples.yaml", "- id: G5.table-flaw\n", "- id: G5.small\n")
    assert lost(coverage(basis)) == []


def test_a_bill_line_covers_a_cost(tmp_path, monkeypatch):
    from advisor.costing.routes import hosted_ft

    monkeypatch.setattr(hosted_ft, "hosting", lambda *_: [])
    assert lost(coverage(load_basis())) == ["L.host"]


def test_coverage_as_json(capsys):
    assert main(["sources", "coverage", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["covered"], found["of"]) == (1, CLAIMS, CLAIMS)
    assert all(c["covered"] and set(c["places"][0]) == {"kind", "id", "where"} for c in found["claims"])


def test_the_audit_as_json(capsys):
    assert main(["sources", "audit", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["as_recorded"], found["missing"]) == (1, True, [])
    rows = {r["id"]: r for r in found["rows"]}
    first = rows["T.48h"]["figures"][0]
    assert (first["stated"], first["computed"], first["holds"]) == ([240, 384], [120, 192], False)
    assert rows["P.never-flaw"]["figures"][0]["computed"] == "never"
    assert rows["G8.prompt"]["holds"] is True


def test_the_audit_as_text(capsys):
    assert main(["sources", "audit"]) == 0
    out = capsys.readouterr().out
    assert "≠ one H100 for 48 hours: stated 240 to 384, comes out 120 to 192 USD\n" in out
    assert "why: The sum is called the cost of each GPU, but it is the money of two.\n" in out
    assert "share of the cheaper model: comes out 98.35 %\n" in out
    assert out.endswith("all as recorded\n")


def test_an_audit_that_is_not_as_recorded_is_a_failed_check(tmp_path, capsys, monkeypatch):
    basis = knowledge_without(tmp_path, "examples.yaml", "stated: 42750,", "stated: 47250,")
    monkeypatch.setattr("advisor.knowledge.load", lambda *_: basis.knowledge)
    assert main(["sources", "audit"]) == 1
    out = capsys.readouterr().out
    assert "not as recorded: G8.prompt, total: recorded as holding, but it does not (" in out
    assert out.endswith("not all as recorded\n")


def test_the_sources_and_their_counts(capsys):
    assert main(["sources"]) == 0
    out = capsys.readouterr().out
    assert "X  Beyond the documents\n   11 claims\n" in out
    assert f"{CLAIMS} claims" in out
    assert main(["sources", "--format", "json"]) == 0
    rows = {r["id"]: r for r in json.loads(capsys.readouterr().out)["sources"]}
    assert sum(sum(r["claims"].values()) for r in rows.values()) == CLAIMS - 11
    assert sum(rows["G"]["claims"].values()) == 55
    assert rows["openai-deprecations"]["entries"] > 0


def test_the_form_may_stand_before_the_part(capsys):
    assert main(["sources", "--format", "json", "coverage"]) == 0
    assert json.loads(capsys.readouterr().out)["of"] == CLAIMS
