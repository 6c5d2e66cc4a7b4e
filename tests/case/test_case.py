"""Case files: what goes in comes out, and bad ones are refused with their line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.case import case as cases
from advisor.case.case import Answer, Case
from advisor.case.consistency import misfits
from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.models_tried import GAPS, ModelsTried
from advisor.errors import BadInput

WHOLE = """advisor: 1
title: "Ticket: triage"
answers:
  requests_per_month: 9000000
  input_tokens: {value: 3000, low: 2000, high: 4000, from: measured, note: "logs: Oct"}
  prompt_baseline: true
  failure_cause: [format, behaviour]
  hosted_tuning_access: none
prices:
  gpt-4o: {cached input: 0.5, input: 2.0}
"""


def test_a_case_as_people_write_it():
    case = cases.parse(
        """
advisor: 1
title: Ticket triage
answers:
  requests_per_month: 300k/day
  input_tokens: {value: 2 to 4k, from: measured, note: from logs}
  task: class
  failure_cause: format and latency
  prompt_baseline: "yes"
  hosted_tuning_access: none
prices: {gpt-4o: {input: "2.0"}}
"""
    )
    assert case.title == "Ticket triage"
    assert case.facts == {
        "requests_per_month": 9_000_000,
        "input_tokens": 3000,
        "task": "classification",
        "prompt_baseline": True,
        "failure_cause": ("format", "latency"),
        "hosted_tuning_access": (),
    }
    assert case.answers["input_tokens"] == Answer(3000, "measured", "from logs", 2000, 4000)
    assert case.prices == {"gpt-4o": {"input": 2}}


def test_tokens_a_month_become_calls_whatever_the_order_of_lines():
    text = "advisor: 1\nanswers:\n  requests_per_month: 50M tokens/month\n  output_tokens: 100\n  input_tokens: 1.5k\n"
    assert cases.parse(text).facts["requests_per_month"] == 31250


def test_dump_gives_back_what_was_read():
    assert cases.dump(cases.parse(WHOLE)) == WHOLE.replace("input: 2.0", "input: 2")


@st.composite
def answers(draw, name):
    fact = VOCABULARY[name]
    source = draw(st.sampled_from(["said", "measured", "assumed", "default"]))
    note = draw(st.text(max_size=20))
    match fact.kind:
        case "number":
            top = min(fact.high, 500)
            low, value, high = sorted(draw(st.tuples(*[st.integers(0, 10**6)] * 3)))
            scaled = [fact.low + (top - fact.low) * (0.1 + 0.9 * v / 10**6) for v in (low, value, high)]
            scaled = [round(v) if fact.whole or round(v) == v else v for v in scaled]
            given_range = draw(st.booleans())
            low, high = (scaled[0], scaled[2]) if given_range else (None, None)
            return Answer(scaled[1], source, note, low, high)
        case "bool":
            return Answer(draw(st.booleans()), source, note)
        case "choice":
            return Answer(draw(st.sampled_from(fact.values)), source, note)
        case "choices":
            pool = fact.values or ("openai", "azure", "together")
            return Answer(tuple(draw(st.lists(st.sampled_from(pool), unique=True))), source, note)
        case "gaps":
            names = st.sampled_from(["gpt-4o", "together/Qwen3.5-9B", "no", "unnamed"])
            gaps = st.lists(st.sampled_from(GAPS), unique=True, min_size=1)
            return Answer(ModelsTried.of(draw(st.dictionaries(names, gaps))), source, note)
    return Answer(draw(st.sampled_from(["gpt-4o", "together/Qwen3.5-9B", "no", "4o", "1e5"])), source, note)


@st.composite
def whole_cases(draw):
    names = draw(st.lists(st.sampled_from(ASKED), unique=True, max_size=6))
    prices = draw(
        st.dictionaries(
            st.text(min_size=1, max_size=12),
            st.dictionaries(st.sampled_from(["input", "output"]), st.floats(0, 1e9), min_size=1),
            max_size=2,
        )
    )
    return Case(draw(st.text(max_size=60)), {n: draw(answers(n)) for n in names}, prices)


@given(whole_cases())
def test_any_case_survives_its_file(case):
    text = cases.dump(case)
    assert cases.parse(text) == case
    assert cases.dump(cases.parse(text)) == text


def test_a_megabyte_of_title_stays_text(tmp_path):
    title = '<b>"[/red]\\{{ x }}\x00\x1b[31m\u202e\n' * 30_000
    cases.save(Case(title), tmp_path / "x.case.yaml")
    assert cases.load(tmp_path / "x.case.yaml").title == title


BAD = {
    "": (1, "empty", None),
    "[]": (1, "not a case", None),
    "hello": (1, "not a case", None),
    "title: x": (1, "version line is missing", None),
    "advisor: 2": (1, "unknown version", None),
    "advisor: true": (1, "unknown version", None),
    "advisor: 1\ntitel: x": (2, "unknown key", "title"),
    "advisor: 1\ntitle: 2026": (2, "title is not text", None),
    "advisor: 1\ntitle: a\ntitle: b": (3, "duplicate key", None),
    "advisor: 1\nanswers: 5": (2, "not a mapping", None),
    "advisor: 1\nanswers:\n  request_per_month: 5": (3, "unknown fact", "requests_per_month"),
    "advisor: 1\nanswers:\n  break_even_multiple: 4": (3, "never asked", None),
    "advisor: 1\nanswers:\n  requests_per_month: -1": (3, "requests_per_month", None),
    "advisor: 1\nanswers:\n  requests_per_month: .nan": (3, "finite", None),
    "advisor: 1\nanswers:\n  requests_per_month: .inf": (3, "finite", None),
    "advisor: 1\nanswers:\n  requests_per_month: " + "9" * 400: (3, "too large", None),
    "advisor: 1\nanswers:\n  requests_per_month: " + "9" * 5000: (3, "too l", None),
    "advisor: 1\nanswers:\n  requests_per_month: true": (3, "requests_per_month", None),
    "advisor: 1\nanswers:\n  requests_per_month: [1]": (3, "requests_per_month", None),
    "advisor: 1\nanswers:\n  requests_per_month: 2026-01-01": (3, "requests_per_month", None),
    "advisor: 1\nanswers:\n  requests_per_month: not sure": (3, "no value", None),
    "advisor: 1\nanswers:\n  task:": (3, "no value", None),
    "advisor: 1\nanswers:\n  task: clasification": (3, "task", "classification"),
    "advisor: 1\nanswers:\n  model: 4": (3, "model", None),
    "advisor: 1\nanswers:\n  failure_cause: [formt]": (3, "failure_cause", "format"),
    "advisor: 1\nanswers:\n  labelled_examples: 2.5": (3, "count", None),
    "advisor: 1\nanswers:\n  epochs: {valu: 3}": (3, "unknown key", "value"),
    "advisor: 1\nanswers:\n  epochs: {from: said}": (3, "no value", None),
    "advisor: 1\nanswers:\n  epochs:\n    value: 3\n    from: mesured": (5, "unknown origin", "measured"),
    "advisor: 1\nanswers:\n  epochs: {value: 3, note: 4}": (3, "note", None),
    "advisor: 1\nanswers:\n  epochs: {value: 3, low: 4}": (3, "outside its own range", None),
    "advisor: 1\nanswers:\n  task: {value: code, low: 4}": (3, "no range", None),
    "advisor: 1\nprices: {gpt-4o: {input: -1}}": (2, "input", None),
    "advisor: 1\nprices: {gpt-4o: {input: " + "9" * 400 + "}}": (2, "too large", None),
    "advisor: 1\nprices: {gpt-4o: 3}": (2, "no rates", None),
    "advisor: 1\nanswers: &a {}": (2, "anchors", None),
    "advisor: 1\ntitle: !!python/name:os.system x": (2, "tags", None),
    "advisor: 1\nanswers: {]": (2, "not valid YAML.*answers: {]", None),
    "advisor: 1\nanswers:\n\tepochs: 3": (3, "spaces in place of the tab", None),
    "advisor: 1\nanswers: " + "[" * 200: (2, "nested deeper", None),
    "advisor: 1\nanswers:\n  modalities: [" + "a," * 50_001 + "a]": (3, "more than 50,000 values", None),
}


@pytest.mark.parametrize("text", BAD, ids=lambda t: t[:60])
def test_bad_cases_say_where_and_what(text):
    line, message, near = BAD[text]
    with pytest.raises(BadInput, match=message) as caught:
        cases.parse(text, "some.yaml")
    error = caught.value
    assert (error.file, error.line, error.near) == ("some.yaml", line, near)
    assert "\n" not in str(error)
    assert len(str(error)) < 400


def test_set_answer_reads_and_unsets():
    case = cases.set_answer(Case(), "requests_per_month", "10 rps")
    assert case.facts == {"requests_per_month": 25_920_000}
    assert cases.set_answer(case, "requests_per_month", "not sure").facts == {}
    with pytest.raises(BadInput, match="did you mean"):
        cases.set_answer(case, "request_per_month", "1")


def test_save_leaves_the_old_file_when_it_cannot_write(tmp_path):
    with pytest.raises(BadInput, match="cannot write"):
        cases.save(Case("x"), tmp_path / "missing" / "x.case.yaml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("odd", "fine", "says"),
    [
        (
            {"shared_prefix_tokens": 11, "input_tokens": 10},
            {"shared_prefix_tokens": 10, "input_tokens": 10},
            "prefix",
        ),
        (
            {"tuned_input_tokens": 11, "input_tokens": 10},
            {"tuned_input_tokens": 10, "input_tokens": 10},
            "tuning",
        ),
        (
            {"labelled_examples": 11, "training_tokens": 10},
            {"labelled_examples": 10, "training_tokens": 4000},
            "tokens to train on",
        ),
        (
            {"corpus_in_prompt_tokens": 3000, "corpus_tokens": 1000},
            {"corpus_in_prompt_tokens": 3000, "corpus_tokens": 3000},
            "whole text there is",
        ),
        (
            {"retrieved_tokens": 3000, "corpus_tokens": 1000},
            {"retrieved_tokens": 1000, "corpus_tokens": 3000},
            "whole text there is",
        ),
        (
            {"turnaround": "overnight", "latency_critical": True},
            {"turnaround": "interactive", "latency_critical": True},
            "overnight",
        ),
        (
            {"turnaround": "minutes", "latency_critical": True},
            {"turnaround": "minutes", "latency_critical": False},
            "minutes",
        ),
        (
            {"turnaround": "overnight", "failure_cause": ("latency",)},
            {"turnaround": "overnight", "failure_cause": ("format",)},
            "too late",
        ),
        (
            {"prompt_meets_bar": True, "failure_cause": ("format",)},
            {"prompt_meets_bar": True, "failure_cause": ()},
            "format",
        ),
        (
            {"label_source": "none", "labelled_examples": 3},
            {"label_source": "none", "labelled_examples": 0},
            "source",
        ),
        (
            {"tuned_input_tokens": 1000, "payload_tokens": 3200},
            {"tuned_input_tokens": 3200, "payload_tokens": 3200},
            "stays whole",
        ),
        (
            {"shared_prefix_tokens": 900, "payload_tokens": 300, "input_tokens": 1000},
            {"shared_prefix_tokens": 700, "payload_tokens": 300, "input_tokens": 1000},
            "longer than the whole prompt",
        ),
    ],
)
def test_answers_that_do_not_fit_together_warn(odd, fine, says):
    (warning,) = misfits(odd)
    assert says in warning
    assert misfits(fine) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("010000", 10_000),
        ("007", 7),
        ("1_000", 1000),
        (".5k", 500),
        ("5.", 5),
        ("{value: 812.375, from: measured}", 812.375),
    ],
)
def test_a_bare_number_means_what_its_digits_say(written, value):
    assert cases.parse(f"advisor: 1\nanswers: {{input_tokens: {written}}}\n").facts == {"input_tokens": value}


@pytest.mark.parametrize(
    "written", ["1.500", "812.375", "1:30", "12:30:45", "0x1f", "0b11", "0x" + "f" * 5000]
)
def test_a_bare_number_that_can_be_read_two_ways_is_refused(written):
    with pytest.raises(BadInput):
        cases.parse(f"advisor: 1\nanswers: {{input_tokens: {written}}}\n")


def test_a_number_with_three_decimals_survives_its_file():
    case = Case("", {"input_tokens": Answer(1.234), "ttft_target_ms": Answer(999.125)})
    assert cases.parse(cases.dump(case)) == case


@pytest.mark.parametrize(
    ("written", "vendors"),
    [
        ("[anthropic, bedrock]", ("anthropic", "aws")),
        ("[google]", ("google",)),
        ("[Vertex, google-cloud]", ("google-cloud",)),
        ("[none]", ()),
        ("[acme]", ("acme",)),
    ],
)
def test_a_list_of_vendors_is_read_as_a_sentence_would_be(written, vendors):
    case = cases.parse(f"advisor: 1\nanswers: {{contracted_vendors: {written}}}\n")
    assert case.answers["contracted_vendors"].value == vendors


@pytest.mark.parametrize(
    ("written", "near"), [("volume", "requests_per_month"), ("spend", "bill_today"), ("zeitgeist", None)]
)
def test_a_fact_by_the_name_that_people_have_for_it_is_named(written, near):
    with pytest.raises(BadInput) as refused:
        cases.parse(f"advisor: 1\nanswers: {{{written}: 3}}\n")
    assert refused.value.near == near
