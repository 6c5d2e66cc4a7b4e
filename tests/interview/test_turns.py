"""Turns about the turn before: a no, a correction, a question back, a remark behind a number."""

import pytest
from interview_kit import before, talk

from advisor.interview import commands

LETTERS = "we sort letters, 1200 a day into roughly 45 departments, gpt-4o"


def walk(conversation, *answers):
    return [conversation.answer(a) for a in answers]


@pytest.mark.parametrize("said", ["no", "Nope.", "that is wrong", "not quite"])
def test_a_no_to_what_was_read_back_answers_no_question_behind_it(said):
    c = talk()
    walk(c, *before("eval_infra"))
    assert c.answer("we have 30k labelled by moderators").proposal
    done = c.answer(said)
    assert (done.facts, done.errors, c.proposal) == ((), (), None)
    assert "eval_infra" not in c.answers


def test_what_follows_a_no_is_taken_as_if_said_alone():
    c = talk()
    c.answer(LETTERS)
    assert c.answer("a page of maybe 600 tokens, and a list of the departments").proposal
    c.answer("no, 3k in and 60 out")
    assert c.answers["input_tokens"].value == 3000
    assert c.answers["output_tokens"].value == 60


@pytest.mark.parametrize(
    "said",
    ["wait, actually it's 1500 letters a day", "sorry, 1500 letters a day", "correction: 1500 letters a day"],
)
def test_an_earlier_answer_is_corrected_at_any_question(said):
    c = talk()
    walk(c, *before("label_set"))
    proposal = c.answer(said).proposal
    assert proposal.says == "45,000 calls/month, in place of 9,000,000 calls/month"
    c.answer("y")
    assert c.answers["requests_per_month"].value == 45000


@pytest.mark.parametrize("said", ["sorry, I meant 20k", "oops, 20k", "make that 20k"])
def test_a_number_that_takes_itself_back_is_one_of_the_question_before(said):
    c = talk()
    walk(c, LETTERS, "2k")
    assert c.current.facts == ("output_tokens",)
    assert c.answer(said).proposal.says == "20,000 in, in place of 2,000 in"


def test_words_that_only_sound_like_a_correction_answer_the_question():
    c = talk()
    walk(c, *before("eval_infra"))
    assert c.answer("actually, automated").facts == ("eval_infra",)


def test_what_is_told_meanwhile_is_read_back_with_what_waits():
    c = talk()
    walk(c, *before("spec_stability"), "stabel")
    again = c.answer("we have 30k labelled examples").proposal
    assert {"spec_stability", "labelled_examples"} <= again.answers.keys()
    c.answer("y")
    assert {"spec_stability", "labelled_examples"} <= c.answers.keys()


def test_a_fact_that_was_just_read_back_is_heard_though_sentences_often_hint_at_it():
    c = talk()
    assert "task" in c.answer(f"perhaps {LETTERS}").proposal.answers
    assert "task" in c.answer("it's classification, 45 departments").proposal.answers


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1, people check it too", "none"),
        ("2) a clerk looks at 20 a week", "manual"),
        ("3 because CI", "automated"),
    ],
)
def test_a_number_with_a_remark_behind_it_is_the_answer_with_this_number(said, value):
    c = talk()
    walk(c, *before("eval_infra"))
    done = c.answer(said)
    meant = c.answers.get("eval_infra") or done.proposal.answers["eval_infra"]
    assert meant.value == value


def test_a_remark_that_means_another_answer_than_its_number_is_read_back():
    c = talk()
    walk(c, *before("data_boundary"))
    meant = c.answer("2, and only azure").proposal.answers
    assert (meant["data_boundary"].value, meant["contracted_vendors"].value) == (
        "contracted-vendor",
        ("azure",),
    )
    assert meant.keys() == {"data_boundary", "contracted_vendors"}


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("3k in and 60 out", (3000, 60)),
        ("12k in, 4k summary", (12000, 4000)),
        ("5k in, 1k report out", (5000, 1000)),
    ],
)
def test_both_sides_of_a_call_told_by_name_are_taken_at_once(said, sides):
    c = talk()
    walk(c, LETTERS, said)
    assert (c.answers["input_tokens"].value, c.answers["output_tokens"].value) == sides


@pytest.mark.parametrize("said", ["1 and 2", "1, 2", "1 or 2"])
def test_several_numbers_where_one_answer_is_taken_are_asked_back_with_what_they_mean(said):
    c = talk()
    walk(c, *before("eval_infra"))
    (error,) = c.answer(said).errors
    assert "only one of these is counted" in error.lower()
    assert '"it is not" or "people check samples"' in error


@pytest.mark.parametrize(
    "said",
    [
        "why do you ask?",
        "but why",
        "what does that mean",
        "what do you mean by bar",
        "huh?",
        "can you explain that?",
    ],
)
def test_a_question_back_is_answered_with_why_it_is_asked(said):
    assert commands.parse(said) == commands.Command("why")


@pytest.mark.parametrize(
    "said",
    [
        "explain why a customer is angry",
        "why, 300k a day",
        "what is in the prompt never changes",
        "like what we had",
    ],
)
def test_answers_that_begin_like_a_question_back_are_none(said):
    assert commands.parse(said) is None


@pytest.mark.parametrize(
    "said",
    ["i think so", "I think so, yes.", "ok, fine", "yep", "yes please", "sounds right", "that is correct"],
)
def test_a_proposal_is_taken_in_the_words_people_agree_with(said):
    c = talk()
    walk(c, *before("spec_stability"), "stabel")
    assert c.answer(said).facts == ("spec_stability",)


def test_what_was_read_back_waits_on_while_nothing_else_is_understood():
    c = talk()
    c.answer(f"perhaps {LETTERS}")
    waiting = c.proposal.answers.keys()
    for said in ("hmm", "blue elephants", "let me look"):
        assert c.answer(said).errors
        assert c.proposal.answers.keys() == waiting
    c.answer("y")
    assert waiting <= c.answers.keys()


def test_a_yes_or_no_that_is_read_back_says_of_what():
    c = talk()
    c.answer("300k/day, gpt-4o, 1500 in, 100 out, latency must be under 300ms")
    assert "first token critical: yes" in c.proposal.says


@pytest.mark.parametrize("said", ["no we only use gpt-4o", "we only ever used gpt-4o", "we just use gpt-4o"])
def test_who_only_uses_what_runs_today_has_measured_no_other_model(said):
    c = talk()
    walk(c, *before("models_tried"))
    done = c.answer(said)
    assert (done.facts, done.proposal, done.errors) == (("models_tried",), None, ())
    assert "models_tried" not in c.answers


def test_a_number_with_a_remark_counts_where_several_may_be_named():
    c = talk()
    c.edit("failure_cause")
    c.answer("3, it confuses permits")
    assert c.answers["failure_cause"].value == ("behaviour",)
    c.edit("failure_cause")
    assert c.answer("1, 3").facts == ("failure_cause",)
    assert c.answers["failure_cause"].value == ("missing-knowledge", "behaviour")
