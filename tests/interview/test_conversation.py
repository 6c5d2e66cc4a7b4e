"""The conversation through its public door: what is asked, understood, kept and set aside."""

import pytest
from interview_kit import CORE, before, talk

from advisor.case import case as cases
from advisor.interview import Conversation


def walk(conversation, *answers):
    return [conversation.answer(a) for a in answers]


def test_a_verdict_needs_ten_questions():
    c = talk()
    seen = []
    for text in CORE:
        seen.append(c.current.progress)
        assert c.answer(text).facts
    assert not c.open_core
    assert c.current.question.core is None
    assert str(seen[0]) == "1 of 10" and str(seen[-1]) == "10 of 10"
    assert c.case().facts["requests_per_month"] == 9_000_000
    assert len(c.case().facts) == 21


def test_the_echo_is_what_was_understood_in_normal_form():
    c = talk()
    reaction = c.answer("300k a day on gpt-4o, fifteen hundred in, about a hundred out")
    told = "9,000,000 calls/month · gpt-4o · 1,500 in · 100 out"
    assert reaction.echo == f"{told} · what runs today: a vendor's model, paid by the call"
    c.edit("spec_stability")
    assert c.answer("it is settled").echo == "specification: it is settled"
    assert c.set("input_tokens", "2 to 4k").echo == "3,000 (2,000 to 4,000) in"


def test_a_partly_understood_line_leaves_only_the_rest_to_ask():
    c = talk()
    reaction = c.answer("300k/day, gpt-9, 1500 in")
    assert reaction.facts == ("requests_per_month", "input_tokens")
    assert "gpt-9" in reaction.errors[0]
    assert c.current.facts == ("model",)
    c.answer("gpt-4o")
    assert c.current.facts == ("output_tokens",)


def test_numbers_of_choices_count_from_one_and_not_sure_is_the_last():
    c = talk()
    walk(c, *before("spec_stability"))
    assert c.current.labels[-1] == "not sure"
    assert c.answer("2").facts == ("spec_stability",)
    assert c.case().facts["spec_stability"] == "evolving"
    assert c.answer(str(len(c.current.labels))).echo == "input shift: left open"
    assert "input_shift" not in c.case().facts
    assert c.answer("2").echo == "measured prompt: no"


def test_what_is_not_understood_is_asked_again():
    c = talk()
    walk(c, *before("spec_stability"))
    said = len(c.transcript())
    reaction = c.answer("purple")
    assert not reaction.facts
    assert "it is settled" in reaction.errors[0]
    assert "evolving" not in reaction.errors[0]
    assert c.current.facts == ("spec_stability",)
    assert len(c.transcript()) == said


def test_back_keeps_later_answers():
    c = talk()
    walk(c, *before("data_boundary"))
    c.back()
    c.back()
    assert c.current.facts == ("prompt_baseline",)
    assert c.current.given.value is True
    c.answer("no")
    assert c.case().facts["eval_infra"] == "automated"
    assert c.current.facts == ("data_boundary",)


def test_back_on_the_first_question_says_so():
    assert talk().back().errors


def test_back_goes_only_to_what_was_asked():
    c = talk()
    c.edit("mlops")
    c.back()
    assert "requests_per_month" in c.current.facts
    walk(c, *before("spec_stability"), "skip")
    c.edit("mlops")
    c.back()
    assert c.current.facts == ("spec_stability",)


def test_an_empty_line_keeps_an_answer_and_gives_none():
    c = talk()
    walk(c, *before("input_shift"))
    c.edit("spec_stability")
    c.answer("")
    assert c.case().facts["spec_stability"] == "stable"
    assert c.current.facts == ("input_shift",)
    assert c.answer("").errors
    assert c.current.facts == ("input_shift",)


def test_answers_no_longer_asked_are_set_aside_and_come_back():
    c = talk()
    walk(c, *before("prompt_meets_bar"), "no", "format")
    reaction = c.set("prompt_meets_bar", "yes")
    assert reaction.aside == ("failure_cause",)
    assert "failure_cause" not in c.case().facts
    (turn,) = [t for t in c.transcript() if t.who == "you" and t.facts == ("failure_cause",)]
    assert turn.aside
    reaction = c.set("prompt_meets_bar", "no")
    assert reaction.restored == ("failure_cause",)
    assert c.case().facts["failure_cause"] == ("format",)


def test_an_answer_whose_condition_is_open_still_counts():
    c = talk()
    assert c.set("failure_cause", "format").aside == ()
    assert c.case().facts == {"failure_cause": ("format",)}


def test_undo_takes_back_one_answer_at_a_time():
    c = talk()
    walk(c, *before("prompt_baseline"))
    c.set("spec_stability", "unclear")
    assert "unclear" in c.undo().echo
    assert c.case().facts["spec_stability"] == "stable"
    c.undo()
    c.undo()
    assert c.current.facts == ("spec_stability",)
    for _ in before("spec_stability"):
        assert not c.undo().errors
    assert c.case().facts == {}
    assert c.undo().errors


def test_replaced_answers_stay_in_the_transcript_and_are_marked():
    c = talk()
    walk(c, *before("input_shift"))
    c.set("spec_stability", "unclear")
    said = [t for t in c.transcript() if t.facts == ("spec_stability",) and t.who == "you"]
    assert [(t.text, t.replaced) for t in said] == [("stable", True), ("unclear", False)]


def test_tokens_a_month_are_understood_once_the_tokens_are_known():
    c = talk()
    assert "tokens of one call" in c.set("requests_per_month", "50M tokens/month").errors[0]
    c.set("input_tokens", "1500")
    c.set("output_tokens", "100")
    assert c.set("requests_per_month", "50M tokens/month").echo == "31,250 calls/month"


@pytest.mark.parametrize(
    ("name", "near"),
    [("request_per_month", "requests_per_month"), ("break_even_multiple", ""), ("x" * 10**6, "")],
)
def test_facts_that_cannot_be_set(name, near):
    (error,) = talk().set(name, "1").errors
    assert near in error
    assert len(error) < 300


def test_the_default_and_where_it_comes_from_are_shown():
    c = talk()
    walk(c, *before("turnaround"))
    assert c.current.facts == ("turnaround",)
    assert (c.current.default.text, c.current.default.says) == ("interactive", "somebody waits")


def test_why_names_its_claims():
    why = talk().current.why
    assert why.endswith("[L.inputs, G1.formula, G7.100k, P.retries]")


def test_a_loaded_case_is_taken_over_whole_and_can_be_undone():
    given = cases.parse(
        "advisor: 1\ntitle: T\nanswers: {task: code, epochs: {value: 2, note: n}}\nprices: {gpt-4o: {input: 2}}\n"
    )
    c = talk()
    walk(c, CORE[0])
    c.load(given, "t.case.yaml")
    assert c.case() == given
    c.undo()
    assert c.case().facts["model"] == "gpt-4o"


def test_text_of_a_megabyte_and_text_that_looks_like_markup():
    c = talk()
    for text in ("x" * 10**6, "[bold]" * 9, "\x1b[31m", "\ud800", "{{ x }}", "1" * 10**6):
        assert c.answer(text).errors
        assert c.set("model", text).errors
        assert c.set("failure_cause", text).errors
    assert c.case().facts == {}
    title = "[red]" + "y" * 10**6
    c.name(title)
    assert c.case().title == title
    assert c.name("z" * 2_000_000).errors


def test_resumed_it_is_the_same(tmp_path):
    path = tmp_path / "deep" / "a.jsonl"
    c = talk(path)
    walk(c, *CORE[:6])
    c.back()
    c.name("Ticket triage")
    again = talk(path)
    assert again.case() == c.case()
    assert again.transcript() == c.transcript()
    assert again.current == c.current
    assert again.title == "Ticket triage"


def test_the_shipped_price_book_resolves_models():
    c = Conversation.open()
    assert c.answer("300k/day, GPT-4o, 1500 in, 100 out").facts
    assert c.case().facts["model"] == "gpt-4o"


def test_what_is_probably_meant_is_read_back_and_taken_with_one_word():
    c = talk()
    walk(c, *before("spec_stability"))
    reaction = c.answer("stabel")
    assert (reaction.facts, reaction.errors) == ((), ())
    assert reaction.proposal.says == "it is settled"
    assert c.case().facts.get("spec_stability") is None
    assert c.answer("ok").echo == "specification: it is settled"
    assert next(t.text for t in c.transcript() if t.facts == ("spec_stability",)) == "stabel"


@pytest.mark.parametrize("said", ["not 2", "all but 2"])
def test_one_of_several_answers_that_were_read_back_can_be_left_out(said):
    c = talk()
    read_back = c.answer("perhaps we sort mails into 24 queues, 5k a day on gpt-4o, 900 in 20 out").proposal
    out = list(read_back.answers)[1]
    c.answer(said)
    assert c.answers.keys() & read_back.answers.keys() == read_back.answers.keys() - {out}
    assert c.proposal is None
    assert f'all but "{read_back.each[1]}"' in [t.text for t in c.transcript()]


def test_what_is_left_out_must_be_one_of_several():
    c = talk()
    walk(c, *before("spec_stability"), "stabel")
    assert c.answer("not 1").errors
    assert "spec_stability" not in c.answers


def test_another_answer_lets_what_was_read_back_go():
    c = talk()
    walk(c, *before("spec_stability"), "stabel", "it still changes")
    assert c.case().facts["spec_stability"] == "evolving"
    assert c.proposal is None
    assert c.accept().errors


def test_a_yes_answers_a_yes_or_no_question_whatever_was_read_back():
    c = talk()
    c.edit("prompt_meets_bar")
    asked = c.answer("yes, if it knew our contracts").proposal
    assert asked.says == "good enough: no · cause of failure: it lacks facts or documents"
    c.answer("yes")
    assert c.case().facts["prompt_meets_bar"] is True


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("y", True), ("no", None), ("nope", None)])
def test_a_yes_or_no_to_what_was_read_back_counts_where_the_question_takes_none(said, kept):
    c = talk()
    c.answer("30k mails a day on gpt-4o, the clerks may be happy with it")
    assert c.current.facts == ("input_tokens",)
    reaction = c.answer(said)
    assert (reaction.errors, c.proposal) == ((), None)
    assert c.case().facts.get("prompt_meets_bar") is kept


def test_a_pasted_description_fills_what_it_says_plainly_and_reads_the_rest_back():
    c = talk()
    reaction = c.answer(
        "We triage support tickets for a bank.\n"
        "60k tickets a day on gpt-4o, 3 calls each.\n"
        "About 1.2k tokens in, 80 out; we pay $9k a month and grow 5% a month.\n"
        "Data stays in our AWS account, and the clerks may be happy with it."
    )
    assert c.case().facts == {
        "requests_per_month": 5_400_000,
        "model": "gpt-4o",
        "input_tokens": 1200,
        "output_tokens": 80,
        "calls_per_task": 3,
        "bill_today": 9000,
        "growth_per_month": 0.05,
        "task": "classification",
        "data_boundary": "own-cloud",
        "serving_today": "vendor-api",
    }
    assert {n: a.value for n, a in reaction.proposal.answers.items()} == {"prompt_meets_bar": True}
    c.accept()
    assert c.case().facts["prompt_meets_bar"] is True


def test_what_cannot_matter_yet_waits_but_no_core_question_comes_after_a_refinement():
    c = talk()
    walk(c, *before("spec_stability"))
    c.ask_later(set(c.open_facts) - {"mlops", "traffic"})
    assert c.current.facts == ("mlops",)
    c.answer("yes")
    assert c.current.question.core
    c.ask_later([])
    while c.open_core:
        assert c.current.question.core
        c.skip()
    assert c.current.question.core is None


def test_the_cadence_is_asked_right_after_inputs_that_shift():
    c = talk()
    walk(c, *before("input_shift"), "every few months")
    assert c.current.facts == ("retrain_every_months",)
    c.set("input_shift", "hardly ever")
    assert "retrain_every_months" not in c.open_facts


def test_an_open_model_that_many_sell_is_one_model_where_it_runs_inside():
    c = Conversation.open()
    c.answer("5k calls a day, 1k in, 100 out")
    assert "on our own GPUs" in c.answer("qwen3 32b").errors[0]
    c.answer("qwen3 32b on our own GPUs")
    assert c.case().facts["serving_today"] == "own-gpus"
    assert c.case().facts["model"] == "qwen3-32b"


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("data_boundary", "anthropic or openai under a DPA, EU only", {"residency": "eu"}),
        ("data_boundary", "a contract with Mistral", {"contracted_vendors": ("mistral",)}),
        ("data_boundary", "2", {}),
        ("label_set", "about 25 categories", {"label_count": 25}),
        ("label_set", "a fixed list", {}),
        ("label_set", "1", {}),
        ("labelled_examples", "2,000 from our production logs", {"label_source": "production"}),
        ("labelled_examples", "2,000", {}),
    ],
)
def test_what_a_sentence_tells_besides_is_read_back(name, said, told):
    c = talk()
    walk(c, *before(name))
    proposal = c.answer(said).proposal
    meant = {n: a.value for n, a in proposal.answers.items()} if proposal else {}
    assert told.items() <= meant.items() and bool(told) is bool(meant)


def test_vendors_are_picked_by_number_name_or_id_and_others_may_be_named():
    c = talk()
    walk(c, *before("data_boundary"))
    c.answer("2")
    for said, meant in (("1, 3", ("openai", "google")), ("Claude", ("anthropic",)), ("ionos", ("ionos",))):
        c.edit("contracted_vendors")
        c.answer(said)
        assert c.answers["contracted_vendors"].value == meant


def test_what_was_read_back_beside_is_said_once_more_after_another_answer():
    talk = Conversation.open(None)
    said = talk.answer(
        "perhaps we sort mails into 24 queues, 5k a day on gpt-4o-mini, 900 in 20 out, nightly"
    )
    beside = {"task", "turnaround", "label_count", "label_set"}
    assert set(said.proposal.answers) == beside
    again = talk.answer("$500 a month")
    assert "bill_today" in talk.answers and set(again.proposal.answers) == beside
    assert talk.answer("stable").proposal is None


def test_a_yes_takes_what_was_said_once_more():
    talk = Conversation.open(None)
    talk.answer("perhaps we sort mails into 24 queues, 5k a day on gpt-4o-mini, 900 in 20 out")
    talk.answer("$500 a month")
    talk.answer("y")
    assert talk.answers["label_count"].value == 24 and talk.answers["task"].value == "classification"


def test_a_shrug_with_a_remark_leaves_the_question_open_unless_the_remark_may_answer_it():
    shrugs = {
        "models_tried": ("no idea, people do this now", "none, how would we"),
        "bill_today": ("hard to say - ask QA",),
    }
    for name, said in shrugs.items():
        for text in said:
            done = talk().set(name, text)
            assert (done.facts, done.errors) == ((name,), ()), text
    for name, text in (("models_tried", "no, haiku was too weak"), ("input_tokens", "no idea. 2k?")):
        assert not talk().set(name, text).facts, text
