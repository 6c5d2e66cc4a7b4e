"""The shipped checklist, and checklists that cannot be used."""

import datetime
import re

import pytest

from advisor import knowledge
from advisor.case.facts import ASKED
from advisor.decision import checklist
from advisor.errors import BadInput
from advisor.files import yaml_file
from advisor.files.paths import KNOWLEDGE
from advisor.tui import messages

SHIPPED = (KNOWLEDGE / "checklist.yaml").read_text(encoding="utf-8")


def test_every_asked_fact_has_one_question_and_its_choices():
    shipped = checklist.load()
    assert sorted(shipped.parts) == sorted(ASKED)
    for part in shipped.parts.values():
        if part.fact.kind in ("choice", "bool"):
            assert len(part.choices) == (len(part.fact.values) or 2)


def test_ten_core_questions_in_the_order_of_the_design():
    core = [q for q in checklist.load().questions if q.core]
    assert [q.core for q in core] == list(range(1, 11))
    assert [p.fact.name for p in core[0].parts] == [
        "requests_per_month",
        "model",
        "input_tokens",
        "output_tokens",
        "bill_today",
    ]
    firsts = [q.parts[0].fact.name for q in core[1:]]
    assert firsts == [
        "prompt_meets_bar",
        "models_tried",
        "spec_stability",
        "prompt_baseline",
        "data_boundary",
        "turnaround",
        "task",
        "labelled_examples",
        "mlops",
    ]


def test_every_claim_it_cites_is_in_the_register():
    known = {c.id for c in knowledge.load().claims}
    cited = {c for q in checklist.load().questions for c in q.cites}
    assert cited <= known
    assert all(q.cites for q in checklist.load().questions)


def test_examples_name_models_that_stay_on_offer():
    shipped, book = checklist.load(), knowledge.load()
    shown = [str(e) for q in shipped.questions for e in (q.example, *(p.example for p in q.parts)) if e]
    spelled = {
        w for text in (*shown, messages.DESCRIBED) for w in re.findall(r"[a-z][\w.]*(?:-[\w.]+)+", text)
    }
    named = {m.id for m in book.models if m.id in spelled}
    assert len(named) >= 3
    assert not [m for m in named if book.lifecycle(m, None, datetime.date(2026, 11, 28))]


def test_questions_are_short_enough_to_read_at_a_glance():
    for question in checklist.load().questions:
        assert max(len(question.ask), *(len(p.ask) for p in question.parts)) <= 100
        assert all(len(c.label) <= 50 for p in question.parts for c in p.choices)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: mlops", "fact: mlopps", "did you mean mlops"),
        ("fact: mlops", "fact: epochs", "asked twice"),
        ("theme: team", "theme: teem", "did you mean team"),
        ("core: 2", "core: 3", "core questions"),
        ("{value: stable,", "{value: steady,", "no value of this fact"),
        ("asked_when: {latency_critical: true}", "asked_when: {mlops: true}", "unknown fact"),
        ("asked_when: {latency_critical: true}", "asked_when: {latency_critical: 3}", "yes or no"),
        ("    ask: Where may the data go?\n    why:", "    wy:", "did you mean why"),
    ],
)
def test_a_broken_checklist_names_its_line(old, new, says):
    assert old in SHIPPED
    text = SHIPPED.replace(old, new, 1)
    with pytest.raises(BadInput, match=says) as caught:
        checklist.parse(yaml_file.parse(text, "checklist.yaml"))
    assert caught.value.line is not None


def test_a_fact_that_nobody_asks_for_is_reported():
    start = SHIPPED.index("  - id: horizon")
    with pytest.raises(BadInput, match=r"no question asks for this fact.*horizon_months"):
        checklist.parse(yaml_file.parse(SHIPPED[:start], "checklist.yaml"))
