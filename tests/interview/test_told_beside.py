"""What an answer tells beside what was asked: read back where it fits, never guessed from a yes."""

import pytest
from interview_kit import StubBook, talk

from advisor.interview.conversation import Conversation
from advisor.interview.tried_models import undecided


def asked(fact, *answers):
    conversation = talk()
    for text in answers:
        conversation.answer(text)
    conversation.edit(fact)
    return conversation


def test_nobody_is_asked_for_a_model_where_none_runs():
    c = talk()
    c.answer("500 letters a day, no model picked yet, 2k in, 300 out")
    c.accept()
    assert c.case().facts["serving_today"] == "nothing-yet"
    assert "model" not in c.open_facts


@pytest.mark.parametrize("runs", ["nothing-yet", "not-an-llm"])
def test_where_no_model_runs_nobody_is_asked_how_good_it_is(runs):
    c = asked("model")
    assert {"prompt_meets_bar", "model_is_tuned"} <= set(c.open_facts)
    c.set("serving_today", runs)
    assert not {"model", "prompt_meets_bar", "model_is_tuned"} & set(c.open_facts)
    assert ("bill_today" in c.open_facts) is (runs == "not-an-llm")


def test_data_that_stay_on_own_servers_run_no_model_there():
    c = talk()
    c.answer("40k scans a month, 6k in, 400 out, must stay on our own servers, nothing runs yet")
    c.accept()
    assert c.case().facts["data_boundary"] == "own-network"
    assert c.case().facts["serving_today"] == "nothing-yet"


def test_a_few_times_a_year_is_more_often_than_once():
    c = asked("input_shift")
    c.answer("new templates a few times a year")
    assert c.case().facts["input_shift"] == "quarterly"


def test_who_says_that_people_do_it_has_answered_which_model_runs():
    c = asked("model")
    c.answer("no model, 6 people do it by hand")
    assert c.case().facts["serving_today"] == "not-an-llm"


def test_one_answer_may_hold_both_sides_of_a_call():
    c = asked("input_tokens")
    c.answer("2,5k input and half a k output")
    assert c.case().facts["input_tokens"] == 2500
    assert c.case().facts["output_tokens"] == 500


def test_what_a_number_only_may_tell_of_another_is_not_taken():
    c = asked("output_tokens")
    c.answer("about 200 in json")
    assert c.case().facts["output_tokens"] == 200
    assert "input_tokens" not in c.case().facts


def test_euros_are_taken_at_the_dated_rate_that_is_shown():
    c = asked("bill_today", "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    done = c.answer("€3,000 monthly")
    assert 3000 < c.case().facts["bill_today"] < 4500
    assert "EUR 3,000 at" in done.echo


def test_the_cause_is_read_back_with_the_no_that_it_explains():
    reaction = asked("prompt_meets_bar").answer("not really, it has never seen our documents")
    assert reaction.proposal.answers["prompt_meets_bar"].value is False
    assert reaction.proposal.answers["failure_cause"].value == ("missing-knowledge",)


def test_what_is_good_enough_has_no_cause_of_failure():
    reaction = asked("prompt_meets_bar").answer("mostly fine, though on big ones it loses the thread")
    answers = reaction.proposal.answers if reaction.proposal else {}
    assert "failure_cause" not in answers or answers["prompt_meets_bar"].value is False


@pytest.mark.parametrize("word", ["y", "yes", "ok", "="])
def test_a_yes_is_no_vendor(word):
    c = asked("contracted_vendors")
    assert c.answer(word).errors
    assert "contracted_vendors" not in c.case().facts


@pytest.mark.parametrize(
    "said", ["gpt-4.1, only spot checks", "gpt-4.1 answered in verse, gpt-4o-mini was fine"]
)
def test_a_model_named_without_a_result_is_asked_about_and_the_others_stay(said):
    c = Conversation.open()
    c.edit("models_tried")
    done = c.answer(said)
    tried = c.case().facts["models_tried"] if done.facts else done.proposal.answers["models_tried"].value
    assert tried.gap("gpt-4.1") is None
    assert tried.gap("gpt-4o-mini") == ("none" if "mini" in said else None)
    if done.proposal is not None:
        c.accept()
    assert undecided(c) == "gpt-4.1"


def test_an_open_model_on_own_gpus_is_itself_whoever_sells_it():
    c = Conversation.open()
    c.set("serving_today", "own-gpus")
    assert c.set("models_tried", "qwen3-vl-8b: far short").facts
    assert c.case().facts["models_tried"].gap("qwen3-vl-8b") == "large"


@pytest.mark.parametrize("said", ["gpt-4.1, 91 percent", "gpt-4.1 was cheaper"])
def test_a_figure_without_a_bar_leaves_the_gap_open_and_is_read_back(said):
    c = Conversation.open()
    c.edit("models_tried")
    done = c.answer(said)
    assert not done.facts
    assert done.proposal.answers["models_tried"].value.gap("gpt-4.1") is None


@pytest.mark.parametrize(
    ("at", "text", "fact", "value"),
    [
        ("prompt_meets_bar", "letters only go to EU hosted stuff, GDPR", "residency", "eu"),
        ("prompt_baseline", "our lawyers want everything to stay in Frankfurt", "residency", "eu"),
        ("spec_stability", "it runs overnight, nobody waits", "turnaround", "overnight"),
        ("bill_today", "tables break and totals are sometimes wrong", "failure_cause", ("reasoning",)),
        ("labelled_examples", "no mlops, one data scientist", "mlops", False),
        ("turnaround", "PII, lawyers say azure only, contract is signed", "contracted_vendors", ("azure",)),
    ],
)
def test_a_sentence_that_answers_another_question_is_read_back_as_that(at, text, fact, value):
    c = asked(at, "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    reaction = c.answer(text)
    assert reaction.proposal.answers[fact].value == value
    assert fact not in c.case().facts and c.current.facts == (at,)
    c.accept()
    assert c.case().facts[fact] == value and at in c.open_facts


def test_a_result_that_is_told_at_another_question_is_read_back():
    c = asked("retrain_every_months", "5k calls a day, gpt-4o, 900 in, 20 out")
    assert (
        c.answer("gpt-4o-mini was hopeless").proposal.answers["models_tried"].value.gap("gpt-4o-mini")
        == "large"
    )
    assert c.answer("gpt-4o-mini is on our list").proposal is None


def test_another_answer_out_of_turn_is_read_back_beside_the_one_it_replaces():
    c = asked("turnaround", "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    c.set("data_boundary", "contracted-vendor")
    c.set("contracted_vendors", "aws")
    reaction = c.answer("lawyers say azure only, the contract is signed")
    assert c.case().facts["contracted_vendors"] == ("aws",) and "AWS" in reaction.proposal.says
    c.accept()
    assert c.case().facts["contracted_vendors"] == ("azure",)
    assert c.answer("lawyers say azure only, the contract is signed").proposal is None


@pytest.mark.parametrize("text", ["why do you ask", "banana split", "the categories of letters"])
def test_words_that_tell_nothing_plainly_are_asked_again(text):
    c = asked("prompt_meets_bar", "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    reaction = c.answer(text)
    assert reaction.errors and reaction.proposal is None


@pytest.mark.parametrize("text", ["none so far", "0", "nothing yet"])
def test_a_bill_of_nothing_is_read_back(text):
    c = asked("bill_today", "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    reaction = c.answer(text)
    assert "bill_today" not in c.case().facts and reaction.proposal.answers["bill_today"].value == 0


def test_a_sentence_where_models_are_asked_for_is_not_taken_for_a_name(monkeypatch):
    monkeypatch.setattr(StubBook, "nearest", lambda self, name: ())
    c = asked("models_tried", "5k calls a day, gpt-4o-mini, 900 in, 20 out")
    reaction = c.answer("our logs go to the warehouse each night")
    assert "No model is named here" in " ".join(reaction.errors)
    reaction = c.answer("everything inside our AWS account, Bedrock")
    assert reaction.proposal.answers["data_boundary"].value == "own-cloud"


@pytest.mark.parametrize("text", ["none", "none yet, the clerks type it in", "nothing"])
def test_none_where_the_model_is_asked_for_is_read_back_as_nothing_that_runs(text):
    c = asked("model", "5k forms a day, 900 in, 20 out")
    assert c.answer(text).proposal.answers["serving_today"].value == "nothing-yet"
    c.accept()
    assert "model" not in c.open_facts


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("mlops", "one data scientist, no MLOps"),
        ("mlops", "no mlops, one data scientist"),
        ("mlops", "no, one data scientist"),
        ("structured_output_tried", "nobody has switched on JSON mode yet"),
        ("prompt_baseline", "no numbers for the prompt on real cases"),
    ],
)
def test_a_no_that_is_told_more_of_is_not_proposed_as_a_yes(at, said):
    talk = Conversation.open(None)
    talk.edit(at)
    done = talk.answer(said)
    assert done.proposal is None or done.proposal.answers[at].value is False
    assert talk.case().facts.get(at) is not True


@pytest.mark.parametrize(
    ("bar", "said", "gaps"),
    [
        ("we need 95 %, it gets 91", "gpt-4o-mini, 92 %", ("small", "large")),
        ("no: 91 %, the bar is 95 %", "gpt-4o-mini got 96 %", ("none",)),
        ("not quite", "gpt-4o-mini, 92 %", ("none", "small", "large")),
        ("we need 95 %, it gets 91", "gpt-4o-mini, 92 % of the cost", ("none", "small", "large")),
    ],
)
def test_the_figure_of_a_model_is_held_against_the_bar_that_was_said(bar, said, gaps):
    c = asked("prompt_meets_bar", "5k calls a day, gpt-4o, 900 in, 20 out")
    c.answer(bar)
    c.accept()
    c.edit("models_tried")
    c.answer(said)
    c.accept()
    assert c.case().facts["models_tried"]["gpt-4o-mini"] == gaps
    assert c.transcript()[-2].text == said


def test_that_a_figure_is_enough_is_heard_in_a_description():
    for said in ("about 96 % right which is fine", "96 % and that is enough", "96 % correct, which is okay"):
        c = talk()
        c.answer(f"5k calls a day, gpt-4o, 900 in, 20 out, {said}")
        assert c.case().facts["prompt_meets_bar"] is True, said


@pytest.mark.parametrize(
    ("fact", "said", "beside"),
    [
        ("contracted_vendors", "contracts with OpenAI and Azure, EU only", {"residency": "eu"}),
        (
            "residency",
            "EU only, and only OpenAI and Azure have a contract",
            {"contracted_vendors": ("openai", "azure")},
        ),
    ],
)
def test_another_clause_is_not_lost(fact, said, beside):
    c = asked(fact)
    c.answer(said)
    assert fact in c.case().facts
    c.accept()
    assert beside.items() <= c.case().facts.items()


def test_a_clause_whose_vendors_are_read_back_is_not_called_unread():
    c = asked("failure_cause")
    reply = c.answer("contracts with OpenAI and Azure, EU only")
    assert not any("Not read" in str(line) for line in reply.errors)


def test_examples_are_counted_beside_their_labels():
    c = asked("labelled_examples")
    c.answer("we have 11k calls coded by QA people, 14 codes, checked twice")
    assert c.case().facts["labelled_examples"] == 11_000


@pytest.mark.parametrize("fact", ["input_shift", "retrain_every_months"])
def test_how_often_something_else_is_done_is_no_answer(fact):
    c = asked(fact)
    read_back = c.answer("we check 200 calls by hand each quarter").proposal
    assert {n: a.value for n, a in read_back.answers.items()} == {"eval_infra": "manual"}


def test_no_growth_is_said_of_growth_alone():
    c = asked("ttft_target_ms")
    read_back = c.answer("no growth").proposal
    assert {n: a.value for n, a in read_back.answers.items()} == {"growth_per_month": 0}


def test_how_often_and_nothing_else_is_the_answer():
    c = asked("retrain_every_months")
    c.answer("every night")
    assert c.case().facts["retrain_every_months"] == pytest.approx(1 / 30)


def test_a_sentence_at_the_question_for_models_is_no_name_like_another():
    said = asked("models_tried").answer("system prompt plus tool definitions, they never change").errors[0]
    assert "command-r-plus" not in said
    assert "known by this name" in asked("models_tried").answer("qwen 9 max").errors[0]


def test_how_quality_is_measured_is_heard_where_it_is_asked_whether_it_was():
    done = asked("prompt_baseline").answer(
        "we replay 300 recorded trips each night, a judge model scores them"
    )
    told = {name: answer.value for name, answer in done.proposal.answers.items()}
    assert told == {"prompt_baseline": True, "eval_infra": "automated"}
