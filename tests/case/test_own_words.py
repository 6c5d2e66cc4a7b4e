"""Sentences in people's own words, each with the value it means; and words that cannot be used."""

import ast
import csv
import functools
from collections import Counter
from pathlib import Path

import pytest

import advisor
from advisor.case.answer import Doubtful, is_not_sure
from advisor.case.answers import meaning, model_names, untried
from advisor.case.answers.parse_answer import parse_answer, tried
from advisor.case.description import one_line
from advisor.case.facts import FORMER, fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.models_tried import ModelsTried
from advisor.decision import checklist
from advisor.errors import BadInput
from advisor.files import yaml_file
from advisor.files.paths import KNOWLEDGE
from advisor.interview.price_lookup import PriceBook

FIXTURES = Path(__file__).parents[1] / "fixtures"


def sentences(file):
    rows = csv.DictReader((FIXTURES / file).open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [tuple(row.values()) for row in rows]


SAID, BY_OTHERS = sentences("said.tsv"), sentences("said_by_others.tsv")
BOOK = PriceBook()


@functools.cache
def described(sentence):
    """What was read of a description; it tells several facts."""
    return one_line.parse(sentence, BOOK.resolve)


@functools.cache
def heard(name, sentence):
    """What was understood, as the fixture writes it, and whether it was read back first."""
    try:
        if name.startswith("workload>"):
            line = described(sentence)
            name = name.removeprefix("workload>")
            answer = line.found.get(name) or line.doubtful.get(name)
            return (shown(answer.value) if answer else None), name in line.doubtful
        if is_not_sure(sentence):
            return "open", False
        if name in ("model", "other_model"):
            return shown(model_names.answer(sentence, BOOK.resolve).value), False
        if name in ("other_model_gap", "models_tried"):
            if untried.none_tried(sentence):
                return "open", False
            return shown(tried(sentence, BOOK.tried, labels_of(name)).value), False
        return shown(parse_answer(sentence, fact(name), labels=labels_of(name)).value), False
    except Doubtful as e:
        return shown(e.answer.value), True
    except BadInput:
        return None, False


def labels_of(name):
    return checklist.load().parts["models_tried" if name == "other_model_gap" else name].labels


def shown(value):
    if isinstance(value, ModelsTried):
        return "+".join("|".join(gaps) for gaps in value.values())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "+".join(value) if isinstance(value, tuple) else str(value)


def agrees(heard, right):
    for one in right.split("|"):
        if (one.startswith("~") and one[1:] in heard) or one == heard:
            return True
        try:
            if float(heard) == pytest.approx(float(one), rel=0.01):
                return True
        except ValueError:
            continue
    return False


@pytest.mark.parametrize("asked", sorted({name for _, name, _, _ in SAID + BY_OTHERS}))
def test_nothing_is_misread_silently(asked):
    rows = [(s, r, *heard(n, s)) for _, n, s, r in SAID + BY_OTHERS if n == asked]
    misread = [(s, v) for s, right, v, read_back in rows if v and not read_back and not agrees(v, right)]
    assert misread == []


def test_most_of_what_people_say_plainly_is_understood_at_once():
    score = Counter()
    for kind, name, sentence, right in SAID:
        value, read_back = heard(name, sentence)
        score[kind, value is not None and not read_back and agrees(value, right)] += 1
    plain = score["clear", True] / (score["clear", True] + score["clear", False])
    assert plain >= 0.9


def test_what_others_say_plainly_is_understood_or_read_back_right():
    plain = [(n, s, r) for kind, n, s, r in BY_OTHERS if kind == "clear"]
    missed = [s for n, s, r in plain if not agrees(heard(n, s)[0] or "", r)]
    assert len(missed) <= 0.05 * len(plain), missed


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("other_model_gap", "no"),
        ("other_model_gap", "none"),
        ("other_model_gap", "nope"),
        ("other_model_gap", "worse"),
        ("spec_stability", "unstable? no"),
        ("data_boundary", "anything but AWS"),
        ("eval_infra", "we stopped the nightly tests"),
        ("turnaround", "not overnight"),
        ("task", "we do not classify"),
        ("mlops", "we would if we had people"),
        ("prompt_baseline", "has anyone measured it?"),
        ("label_set", "a fixed list is planned"),
        ("input_shift", "nobody says weekly"),
        ("input_shift", "they had a fire drill"),
        ("contracted_vendors", "Microsoft and Google"),
        ("spec_stability", "the team has been stable for years"),
        ("input_shift", "we release every two weeks"),
        ("mlops", "we hired a data scientist in March"),
    ],
)
def test_the_opposite_is_never_taken_for_what_is_said(name, sentence):
    with pytest.raises(BadInput):
        parse_answer(sentence, FORMER.get(name) or fact(name), labels=labels_of(name))


def test_what_is_not_understood_names_the_words_on_screen():
    part = checklist.load().parts["failure_cause"]
    with pytest.raises(BadInput) as caught:
        parse_answer("the moon", part.fact, labels=part.labels)
    assert "it lacks facts or documents" in caught.value.expected
    assert "missing-knowledge" not in str(caught.value)


def test_a_case_file_takes_no_guesses():
    with pytest.raises(BadInput) as caught:
        parse_answer("stabel", fact("spec_stability")).value
    assert caught.value.at("a.case.yaml", 3).near == "stable"


def test_every_phrase_stands_for_one_value():
    for name, words in own_words.load().facts.items():
        for value, said in words.values.items():
            for word in said.exact:
                assert meaning.of(word, fact(name)).values == (value,), (name, word)


def test_a_certain_phrase_stands_for_one_value():
    for name, words in own_words.load().facts.items():
        said = Counter(p for value in words.values.values() for p in set(value.certain))
        assert {p for p, values in said.items() if values > 1} == set(), name


@pytest.mark.parametrize(
    ("name", "sentence", "value"),
    [
        ("task", "reads torque values off the type plates of old turbines", "extraction"),
        ("failure_cause", "rude to brides, sluggish at the altar", ("behaviour", "latency")),
        ("contracted_vendors", "an enterprise agreement with Anthropic since March", ("anthropic",)),
        ("input_shift", "every twelve months the guild prints another register", "yearly"),
        ("latency_critical", "yes, the pilot listens", True),
        ("prompt_meets_bar", "quality is good, nobody complains", True),
        ("prompt_meets_bar", "almost there but legal won't sign off", False),
    ],
)
def test_a_certain_phrase_is_taken_at_once_whatever_stands_beside_it(name, sentence, value):
    assert parse_answer(sentence, fact(name), labels=labels_of(name)).value == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{spec_stabilty: {stable: words}}", "spec_stability"),
        ("{spec_stability: {steady: words}}", "unknown key"),
        ("{spec_stability: {stable: [words]}}", "one a line"),
    ],
)
def test_certain_phrases_that_cannot_be_used_name_their_line(text, says):
    words = yaml_file.parse("negations: [not]", "own_words.yaml")
    with pytest.raises(BadInput, match=says) as caught:
        own_words.parse(
            words, yaml_file.parse(f"families: {{}}\nshared: {{}}\nfacts: {text}", "certain.yaml")
        )
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("facts: {spec_stabilty: {stable: {says: [x]}}}", "spec_stability"),
        ("facts: {spec_stability: {steady: {says: [x]}}}", "unknown key"),
        ("facts: {spec_stability: {stable: {says: x}}}", "list of phrases"),
        ("facts: {spec_stability: {stable: {says: [no]}}}", "list of phrases"),
        ("families: {check: [read, go over]}", "not one word"),
    ],
)
def test_words_that_cannot_be_used_name_their_line(text, says):
    with pytest.raises(BadInput, match=says) as caught:
        own_words.parse(yaml_file.parse(text, "own_words.yaml"))
    assert caught.value.line == 1


def test_the_shipped_words_are_read():
    assert own_words.load(KNOWLEDGE / "own_words.yaml").facts


def test_the_lists_of_words_are_those_that_the_code_names():
    trees = [ast.parse(p.read_text("utf-8")) for p in Path(advisor.__file__).parent.rglob("*.py")]
    nodes = [n for tree in trees for n in ast.walk(tree)]
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    first = {"says": 1, "said_at": 1, "entries": 0, "number_of": 0}
    asked = [c for n in calls if n.func.id in first for c in n.args[first[n.func.id] :]]
    asked = {c.value for c in asked if isinstance(c, ast.Constant)}
    named = {n.value for n in nodes if isinstance(n, ast.Constant)}
    assert asked and asked <= own_words.load().lists.keys() <= named


def test_no_phrase_is_found_where_nothing_is_said():
    words, empty = own_words.load(), phrases.Sentence.of("xyz")
    lists = [p for name, said in words.lists.items() if name != "beyond_one_call" for p in said]
    values = [v for said in words.facts.values() for v in said.values.values()]
    told = [p for v in values for p in (*v.certain, *v.says, *v.exact, *v.hints, *v.told)]
    assert phrases.found([*lists, *told], empty) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("prompt_meets_bar", "customers say it is good when the weather module is switched on"),
        ("spec_stability", "the rules are fixed for the pharmacy desk and the hospital wing"),
        ("eval_infra", "nightly export of the ledger into the archive tape"),
        ("bill_today", "3,000 for the api and the gpu boxes together"),
        ("label_count", "6k agent corrections"),
        ("labelled_examples", "3,400 - wait, 400 are duplicates, so 3,000"),
        ("peak_factor", "usually 3 rps, 12 rps at lunch"),
        ("requests_per_month", "it was 5k a day in spring, we are at 8k a day now"),
        ("prompt_meets_bar", "Sadly not. The answers are right, but they come as prose"),
        ("output_format", "we reject whatever is not valid json"),
        ("output_format", "JSON for the app, prose for the brokers"),
        ("gpus", "rented for the harvest, owned for the rest of the year"),
        ("modalities", "photos of the roof and the surveyor's verdict"),
        ("contracted_vendors", "we signed with Anthropic, plus Foobar"),
        ("retrieval_in_place", "the vendor has a vector index"),
        ("serving_today", "we have two idle H100s in the basement"),
        ("serving_today", "there is spare GPU capacity in our own rack"),
        ("bill_today", "$84k over the whole year"),
        ("bill_today", "$84k in 2025"),
        ("bill_today", "$1.2k across the quarter"),
        ("calls_per_task", "plan, search, draft, check: one call for each of those"),
    ],
)
def test_what_words_leave_open_is_read_back(name, sentence):
    assert heard(name, sentence)[1]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("input_tokens", "a 3 page pdf and a 500 token prompt"),
        ("latency_critical", "only in the voice channel"),
    ],
)
def test_a_part_of_what_is_asked_is_read_back(name, sentence):
    with pytest.raises(Doubtful):
        parse_answer(sentence, fact(name))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("output_tokens", "900 tokens, a ticket 200 words, gpt-4o"),
        ("requests_per_month", "two L40S, 4k a month, qwen3-32b"),
        ("eval_infra", "every hour we read 200 logs with gpt-4o"),
        (
            "one_off",
            "whole backlog of 1.6M scanned letters has to be done by march, then 900/day. ocr exists.",
        ),
    ],
)
def test_what_a_description_leaves_open_is_read_back(name, sentence):
    line = described(sentence)
    assert name in line.doubtful and name not in line.found
