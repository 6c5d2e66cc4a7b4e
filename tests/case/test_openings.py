"""Descriptions of several sentences: what they say plainly is stored, and nothing else than they say."""

import functools
from pathlib import Path

import pytest
import yaml

from advisor.case.description import one_line
from advisor.case.models_tried import ModelsTried
from advisor.interview.price_lookup import PriceBook

FIXTURES = Path(__file__).parents[1] / "fixtures"
OPENINGS = yaml.safe_load((FIXTURES / "openings.yaml").read_text("utf-8"))
BY_OTHERS = yaml.safe_load((FIXTURES / "openings_by_others.yaml").read_text("utf-8"))
BOOK = PriceBook()


@functools.cache
def read(said):
    line = one_line.parse(said, BOOK.resolve, BOOK.tried)
    return line.found, line.found | line.doubtful


def agrees(answer, right):
    value = answer.value
    if isinstance(value, ModelsTried):
        return value.plain() == right
    if isinstance(value, tuple):
        return sorted(value) == sorted(right)
    if isinstance(value, bool | str) or isinstance(right, str):
        return str(value) in str(right).split("|") or str(value).endswith(f"/{right}")
    return value == pytest.approx(right, rel=0.01)


@pytest.mark.parametrize("opening", [*OPENINGS, *BY_OTHERS], ids=lambda o: o["said"][:40])
def test_nothing_of_an_opening_is_misread_silently(opening):
    stored, _ = read(opening["said"])
    means = opening["means"]
    assert {n: a.value for n, a in stored.items() if n in means and not agrees(a, means[n])} == {}


def test_most_of_what_openings_say_is_stored_at_once_and_nearly_all_is_read():
    told = [(o["said"], n, v) for o in OPENINGS for n, v in o["means"].items()]
    stored = [n for said, n, v in told if n in read(said)[0] and agrees(read(said)[0][n], v)]
    heard = [n for said, n, v in told if n in read(said)[1] and agrees(read(said)[1][n], v)]
    assert len(stored) >= 0.8 * len(told)
    assert len(heard) >= 0.9 * len(told)


def test_most_of_what_others_say_is_stored_or_read_back_right():
    told = [(o["said"], n, v) for o in BY_OTHERS for n, v in o["means"].items()]
    heard = [n for said, n, v in told if n in read(said)[1] and agrees(read(said)[1][n], v)]
    assert len(heard) >= 0.8 * len(told)


def test_numbers_that_count_other_things_are_no_calls():
    stored, _ = read("We file each transfer under one of 120 accounts. 6 million transfers a month.")
    assert stored["requests_per_month"].value == 6_000_000


def test_a_share_is_no_number_of_tokens():
    stored, _ = read("we translate 400 letters a day, it is wrong 1 of 4")
    assert "input_tokens" not in stored


def test_hours_that_citizens_ask_about_are_no_traffic_and_18_departments_no_calls():
    assert "traffic" not in read("We are a town council. Citizens ask about opening hours and permits.")[1]
    assert read("Wir fassen Gerichtsurteile zusammen, 18 Referate nutzen das.")[1].keys() == {"task"}


@pytest.mark.parametrize(
    ("said", "told", "never"),
    [
        ("We own 900k segment pairs, corrected by translators.", {"labelled_examples": 900_000}, "gpus"),
        ("Contracts are 8k tokens. The 50-page playbook gets pasted into each prompt, that's another 24k tokens.",
         {"corpus_in_prompt_tokens": 24_000}, "output_tokens"),
        ("Each ticket takes 25 calls and we do 300 tickets a day. Every call carries a 9k system prompt.",
         {"requests_per_month": 225_000}, "bill_today"),
        ("CV parsing, gemini-2.0-flash retired on us, so now gemini-2.5-flash-lite.",
         {"model": "gemini-2.5-flash-lite"}, "requests_per_month"),
        ("There's a pile of 80k tickets agents sorted by hand.", {"labelled_examples": 80_000}, "serving_today"),
        ("700 calls to the model a day.", {"requests_per_month": 21_000}, "horizon_months"),
        ("Eingabe 800 Token, davon 500 fester Systemprompt.", {"input_tokens": 800}, "requests_per_month"),
        ("Router for 20k mails a month, used in 5 departments.", {"requests_per_month": 20_000}, "label_count"),
        ("40k tickets a month. The steering group meets every quarter.", {}, "retrain_every_months"),
        ("40k tickets a month. We run the eval every two weeks.", {}, "retrain_every_months"),
        ("Chat assistant, 40k messages a month, p95 is 900 ms.", {"turnaround": "interactive"}, "ttft_target_ms"),
        ("80 answers a week are rated by QA, 40k questions a month.", {"requests_per_month": 40_000}, "label_count"),
        ("80 staff ask 20 questions a day.", {"task": "question-answering"}, "requests_per_month"),
        ("9k questions a month; 8 chunks of 350 tokens go to each call.", {"retrieved_tokens": 2800}, "input_tokens"),
        ("12k questions a month, each question gets 6 passages of 300 tokens.",
         {"requests_per_month": 12_000, "retrieved_tokens": 1800}, "input_tokens"),
        ("RAG bot, top-5 chunks of 400 tokens each plus a 1,200-token system prompt.",
         {"retrieved_tokens": 2000, "input_tokens": 3200}, "requests_per_month"),
        ("RAG bot, 9k questions a month, top_k=8, chunk size 500.", {"retrieved_tokens": 4000}, "input_tokens"),
        ("RAG bot, 9k questions a month, chunks of 500 tokens.", {"retrieval_in_place": True}, "input_tokens"),
        ("Hotel chat. Could be gpt-5-mini, could be gemini, undecided.", {"task": "chat"}, "requests_per_month"),
        ("System prompt is down to 90 tokens, the brief is 140, output 60.",
         {"input_tokens": 230, "output_tokens": 60}, "requests_per_month"),
        ("gemini-2.5-pro picks the 5 best moments.", {"model": "gemini-2.5-pro"}, "label_count"),
        ("600 letters on weekdays. Two senior physicians sample the letters each Friday.",
         {"requests_per_month": pytest.approx(600 * 150 / 7), "eval_infra": "manual"}, "label_source"),
        ("The llm decides the next step and calls APIs.", {"task": "agent"}, "model"),
        ("Fault notation that has grown over thirty years.", {}, "horizon_months"),
        ("Hits maybe 60 percent, that is not enough. 800 logs a day.", {"prompt_meets_bar": False}, "cache_hit_rate"),
        ("Time to first token is what kills us, 900 ms now and we need 300.",
         {"ttft_target_ms": 300}, "requests_per_month"),
        ("6 requests per second flat, day and night, machines file them.", {"traffic": "steady"}, "label_count"),
        ("We run deepseek-v3 for 40k calls a day.", {"model": "deepseek-v3"}, "bill_today"),
        ("open-mistral-nemo for 40k calls a day.", {"model": "open-mistral-nemo"}, "bill_today"),
        ("qwen2.5-7b-awq on our L40S, 40k calls a day.", {"model": "qwen2.5-7b-awq"}, "bill_today"),
        ("A glossary of 5k tokens is glued in front of every call.", {"shared_prefix_tokens": 5000}, "input_tokens"),
        ("The house style has rules nobody can really spell out.", {"describable": False}, "mlops"),
        ("One label out of 9. 1.4M calls a month.", {"label_count": 9}, "output_tokens"),
        ("Nothing live yet, there is a prototype on claude-haiku-4-5. 4k calls a day.",
         {"serving_today": "nothing-yet", "model": "claude-haiku-4-5"}, "bill_today"),
        ("1,200 mails a day in summer and 300 in winter come in by mail, 350 out.",
         {"requests_per_month": 22_500, "output_tokens": 350}, "input_tokens"),
        ("1,200 mails a day in high season, 300 in low season.", {"requests_per_month": 22_500}, "input_tokens"),
        ("40 mails a day in August and 10 otherwise.", {"requests_per_month": 375}, "input_tokens"),
        ("Claims rules are fixed by EU law. 4k calls a day.", {"requests_per_month": 120_000}, "residency"),
        ("Rules are fixed by EU law. 4k calls a day.", {"requests_per_month": 120_000}, "error_tolerance"),
        ("Museum guide, answers must come within 2 seconds.", {"turnaround": "interactive"}, "ttft_target_ms"),
        ("15k mails a day. 50k labelled by our clerks.", {"labelled_examples": 50_000}, "serving_today"),
        ("34 categories, changing every quarter. 15k mails a day.", {"label_set": "open"}, "calls_per_task"),
        ("Our agent does 12 steps on average; 800 tasks a day.",
         {"requests_per_month": 288_000, "calls_per_task": 12}, "label_count"),
        ("The form has 5 steps. 500 forms a day.", {"requests_per_month": 15_000}, "calls_per_task"),
        ("45k CVs a month, two passes each.", {"requests_per_month": 90_000, "calls_per_task": 2}, "epochs"),
        ("Toxicity filter on chat, want something under 50 ms.", {"task": "classification"}, "label_count"),
        ("We rewrite 1M product titles once and then 5k new ones a day.", {"task": "generation"}, "label_set"),
        ("We call gpt-4o-mini 3 times per order. 50k orders a month.",
         {"requests_per_month": 150_000, "calls_per_task": 3}, "peak_factor"),
        ("Each ticket is read three times by gpt-4.1-mini. 20k tickets a week.",
         {"model": "gpt-4.1-mini"}, "requests_per_month"),
        ("Each ticket goes through gpt-4o-mini twice. 50k tickets a month.",
         {"model": "gpt-4o-mini"}, "requests_per_month"),
        ("It is bound to be wrong now and then. 4k calls a day.", {"requests_per_month": 120_000}, "data_boundary"),
        ("20 RPS peak, 4 average, haiku-4.5, 900/40.", {"requests_per_month": 10_368_000, "peak_factor": 5}, "task"),
        ("It sees 40 pages (about 20k tokens) and returns a yes/no, 300 calls a day.",
         {"input_tokens": 20_000}, "output_tokens"),
        ("Costs went from 8k to 5k a month, volume 700k calls.",
         {"bill_today": 5000, "requests_per_month": 700_000}, "output_tokens"),
        ("22,000 explanations monthly, 250 words each, from 1,900 tokens of quote data.",
         {"input_tokens": 1900, "output_tokens": 365}, "label_count"),
        ("4 prompts chained, 12k runs a day.", {"requests_per_month": 1_440_000}, "peak_factor"),
        ("Haiku 4.5 scored 88 vs 91, 14 classes, 9k a day.", {"label_count": 14}, "labelled_examples"),
        ("Nobody evaluates anything. 12k reports a month.", {"eval_infra": "none"}, "mlops"),
        ("80k mails a month growing 5% monthly, 14 classes.", {"label_set": "fixed"}, "spec_stability"),
        ("2M calls a month next year; now it's 150k.", {"requests_per_month": 150_000}, "growth_per_month"),
        ("3 s to first token, they hate it. 15k calls a day.", {"requests_per_month": 450_000}, "ttft_target_ms"),
        ("We tested gpt-5-nano (bad), gemini-2.5-flash (good enough). 2M calls a month on gpt-5-mini.",
         {"model": "gpt-5-mini", "requests_per_month": 2_000_000}, "prompt_meets_bar"),
        ("In-house codegen for Lua quest scripts. 60k calls a day.", {"task": "code"}, "data_boundary"),
        ("Complaint mails about meter readings, 220k a year, volume is flat since years.",
         {"growth_per_month": 0}, "traffic"),
        ("40 logs per night, seven nights a week.", {"requests_per_month": 1200}, "traffic"),
        ("1,100 incidents a day. With fog the busiest hour goes 5x over average.", {"peak_factor": 5}, "task"),
        ("Two use cases, 40k calls a day.", {"requests_per_month": 1_200_000}, "calls_per_task"),
        ("600k captions. When that's done it's done, we'll never need it again.", {"one_off": True}, "label_count"),
        ("We check 200 contracts a day with gpt-5.2.", {"requests_per_month": 6000}, "eval_infra"),
        ("The agent goes through 7 steps per order, 500 orders a day.", {"calls_per_task": 7}, "eval_infra"),
        ("We plan a move to Azure next year. 5k calls a day on gpt-4.1.",
         {"serving_today": "vendor-api", "model": "gpt-4.1"}, "one_off"),
        ("Product matching, 3 million pairs once, 400 tokens a pair.", {"input_tokens": 400}, "labelled_examples"),
        ("Haiku first, the hard 15% go on to sonnet 4.5. 500k mails a month.", {"escalation_share": 0.15}, "model"),
        ("Tutor app, 15k chats a month, mornings are five times the night.", {"traffic": "variable"}, "peak_factor"),
        ("The router is wrong 1/4 of the time. 650 tickets a day.", {"requests_per_month": 19_500}, "output_tokens"),
        ("A small open model on own GPUs, sub-60ms, 3k calls a day.", {"serving_today": "own-gpus"}, "model"),
        ("We self-host an open model in fp8, 3k calls a day.", {"serving_today": "own-gpus"}, "model"),
        ("Qwen2.5-VL-7B on our own GPUs, 3k calls a day.", {"model": "qwen2.5-vl-7b"}, "bill_today"),
        ("Once a month 2,400 proposals get summarised.", {"requests_per_month": 2400}, "one_off"),
        ("Every October we summarise 2,400 proposals.", {"requests_per_month": 200}, "one_off"),
        ("Each spring we grade 12,000 exam papers.", {"requests_per_month": 1000}, "eval_infra"),
        ("Every November we rate 9,000 grant proposals.", {"requests_per_month": 750}, "eval_infra"),
        ("Each Advent we answer 60,000 letters.", {"requests_per_month": 5000}, "one_off"),
        ("12 queues, and every branch may open more.", {"label_set": "open"}, "calls_per_task"),
        ("18 types, tenants can add more. 3k mails a day.", {"label_set": "open"}, "calls_per_task"),
        ("Our e-mail autocomplete makes 40k suggestions a day.", {"requests_per_month": 1_200_000}, "task"),
        ("Three use cases on one base model, 40k calls a month.", {"tuned_use_cases": 3}, "calls_per_task"),
        ("A single wrong drug is not acceptable. 3k letters a day.", {"error_tolerance": "strict"}, "label_count"),
        ("Each wrong figure matters. 3 rps, flat day and night.",
         {"error_tolerance": "strict", "traffic": "steady"}, "label_count"),
    ],
)  # fmt: skip
def test_what_counts_or_names_something_else_is_not_taken_for_it(said, told, never):
    heard = {n: a.value for n, a in read(said)[1].items()}
    assert told.items() <= heard.items() and never not in heard


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Product A 30k calls a day, product B 12k.", "requests_per_month"),
        ("Batch at 2am, 300k records, gpt-4.1-mini, 800 in 40 out.", "requests_per_month"),
    ],
)
def test_a_number_that_may_not_be_all_is_read_back(said, name):
    stored, heard = read(said)
    assert name in heard and name not in stored


def test_one_task_of_many_is_read_back():
    stored, heard = read("We do everything: slogans, mails, SEO, summaries for customers, whatever comes.")
    assert "task" in heard and "task" not in stored


def test_a_region_is_no_model_and_words_around_a_model_are_not_called_unread():
    line = one_line.parse("We translate 500 letters a day. It runs on gpt-4o in us-east-1.", BOOK.resolve)
    assert line.found["model"].value == "gpt-4o"
    assert (line.errors, [u for u in line.unread if "runs on" in u]) == ([], [])


@pytest.mark.parametrize(
    "said", ["Nothing runs yet; we tried gpt-6-luna on 200 articles.", "gpt-6.1-terra measured good enough."]
)
def test_a_model_that_was_only_tried_is_not_the_one_that_runs(said):
    assert "model" not in read(said)[1]


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        (
            "task=email drafting; model=gpt-5-mini; rps=4 avg; in=1.1k; out=280",
            "requests_per_month",
            10_368_000,
        ),
        ("gpt-4.1 must choose 1 of the 5,400 codes. 2,600 shipments a day.", "label_count", 5400),
        ("700 defects a day, gpt-5-mini puts each under 1 of the 64 causes.", "label_count", 64),
        ("It says true positive, false positive or benign, nothing else. 9k alerts a day.", "label_count", 3),
        ("9k pics a day, 7 categories but the team invents a new one every month.", "label_set", "open"),
        ("Two PhDs annotated 1,100 abstracts for us. 4k abstracts a month.", "labelled_examples", 1100),
        ("600k new listings per day, one call for one listing.", "calls_per_task", 1),
        ("14k listings a day. The volume goes up 8% each month.", "growth_per_month", 0.08),
        ("0.7 rps on average, 5x that at lunchtime.", "peak_factor", 5),
        ("Chat assistant, p95 is 900 ms, target 500 ms.", "ttft_target_ms", 500),
        ("Currently 3 s to first token, SLA 2 s.", "ttft_target_ms", 2000),
        ("900 contracts a day, 12k in, 4k summary each.", "output_tokens", 4000),
        ("900 contracts a day, 12k in, 4k summary each.", "requests_per_month", 27_000),
        ("40k questions a month, 700 of instructions, users type about 60.", "input_tokens", 760),
        ("40k tickets a month, hardly anything at night.", "traffic", "variable"),
        ("4,000 pupils, 12 messages a day each on school days.", "requests_per_month", 1_028_571),
        ("Four H100 of our own run llama 3.3 70B, 27k letters a month.", "gpus", "owned"),
        ("9k notes a day. The pathologists complain about the tone.", "failure_cause", ("behaviour",)),
        (
            "9k notes a day. Our contract is with OpenAI and Google.",
            "contracted_vendors",
            ("openai", "google"),
        ),
    ],
)
def test_what_stands_in_a_description_is_heard(said, name, value):
    assert agrees(read(said)[1][name], value)


def test_prices_that_go_up_are_no_growth():
    assert "growth_per_month" not in read("14k listings a day. Our prices go up 4% a year.")[1]


def test_idle_gpus_beside_a_vendors_model_do_not_run_it():
    stored, heard = read("gpt-4o writes the reports, 3,200 a week. We have two L40S idle.")
    assert "serving_today" not in stored
    assert heard["serving_today"].value == "vendor-api"


def test_what_may_wait_a_minute_is_needed_within_minutes():
    stored, _ = read("A comment may wait a minute.")
    assert stored["turnaround"].value == "minutes"


def test_what_falls_short_is_read_back_as_not_good_enough():
    stored, heard = read("We write 500 letters a day with gpt-4o. The style does not fit our brand.")
    assert heard["failure_cause"].value == ("behaviour",)
    assert heard["prompt_meets_bar"].value is False
    assert "prompt_meets_bar" not in stored or not stored["prompt_meets_bar"].value


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "A call eats 30k tokens and gives back 900. 400 a day.",
            {"input_tokens": 30000, "output_tokens": 900},
        ),
        (
            "9,000 a day, each call consumes 3k tokens, spits out 200.",
            {"input_tokens": 3000, "output_tokens": 200},
        ),
        ("2M calls a month, four hundred tokens each way.", {"input_tokens": 400, "output_tokens": 400}),
        (
            "One claim triggers 8 LLM calls. 3,000 claims a week.",
            {"calls_per_task": 8, "requests_per_month": 102857},
        ),
        ("We have 140 nurses. A nurse dictates 20 notes a day.", {"requests_per_month": 84000}),
        ("6,000 staff, each asks twice per working day.", {"requests_per_month": 257143}),
        ("300 letters on each weekend day.", {"requests_per_month": 2571}),
        ("12,000 calls a day, so 5,000 each, and 450 coming back.", {"requests_per_month": 360000}),
        ("We pay twenty-eight thousand dollars a month.", {"bill_today": 28000}),
    ],
)
def test_numbers_of_calls_and_tokens_in_other_frames(said, means):
    _, heard = read(said)
    assert {n: heard[n].value for n in means} == pytest.approx(means, rel=0.001)


@pytest.mark.parametrize(
    "said", ["We did label 700 with two people.", "She gave us 5 years of them, about 1 million."]
)
def test_a_bare_number_far_from_the_calls_is_no_number_of_tokens(said):
    stored, _ = read(f"400 letters a day with gpt-4o. {said}")
    assert not {"input_tokens", "output_tokens"} & stored.keys()


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        (
            "It plans, searches and ranks, usually four model calls. 900 wishes a day.",
            {"requests_per_month": 108000},
        ),
        (
            "We are 14 hospitals with six GPUs leased by the hour. 2,100 letters each day, every day.",
            {"requests_per_month": 63000},
        ),
        ("70 radiologists, 55 reports each, 22 days a month.", {"requests_per_month": 84700}),
        ("From Oct to Dec 9k letters daily, then nothing.", {"requests_per_month": 270000}),
        ("6k letters a day, weekends off, two calls per letter.", {"requests_per_month": 257143}),
        ("gpt-5-mini, 150 in plus 1,000 instructions, 40 out.", {"input_tokens": 1150}),
        ("gpt-5-mini, 2k prompt + 800 question, 90 out.", {"input_tokens": 2800}),
    ],
)
def test_calls_that_are_worked_out_are_read_back(said, read_back):
    stored, heard = read(said)
    assert not stored.keys() & read_back.keys()
    assert {n: heard[n].value for n in read_back} == pytest.approx(read_back, rel=0.001)


@pytest.mark.parametrize(
    ("said", "tried"),
    [
        (
            "We tried gpt-5-nano, a hair worse, and phi-4 which was hopeless.",
            {"gpt-5-nano": "small", "azure/phi-4": "large"},
        ),
        (
            "gpt-5-nano was slightly off in the trial, gpt-5-mini hit the standard.",
            {"gpt-5-nano": "small", "gpt-5-mini": "none"},
        ),
        (
            "We compared: o4-mini is fine, gpt-5-nano falls just short.",
            {"o4-mini": "none", "gpt-5-nano": "small"},
        ),
    ],
)
def test_models_that_were_tried_are_not_the_one_that_runs(said, tried):
    stored, heard = read(f"400 letters a day. {said}")
    assert stored["models_tried"].value.plain() == tried
    assert "model" not in heard


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Picture a ferry company.", "modalities"),
        ("In my previous job we fine-tuned everything.", "model_is_tuned"),
        ("Per person thirty a day, 1 prompt each.", "input_tokens"),
        ("Chiara reads a dozen on Fridays.", "input_tokens"),
        ("An automated suite runs nightly over them.", "turnaround"),
        ("Nightly retrains of the recommender, so yes we can.", "turnaround"),
        ("Maybe thirty thousand in May, maybe fifty, it depends of the season.", "input_tokens"),
        ("People ask two things at once.", "turnaround"),
        ("We process all of them at once.", "turnaround"),
        ("They ask several questions at once.", "one_off"),
        ("A nightly regression set holds 800 of them.", "turnaround"),
    ],
)
def test_words_in_another_sense_store_nothing(said, name):
    assert name not in read(f"400 letters a day with gpt-4o. {said}")[0]


@pytest.mark.parametrize(
    "said",
    [
        "A golden set of 500 mails.",
        "Test set of 500, checked by lawyers.",
        "Nightly eval suite with 500 chats.",
    ],
)
def test_the_size_of_a_test_set_counts_labelled_examples(said):
    stored, heard = read(f"20k mails a day with gpt-4o. {said}")
    assert heard["labelled_examples"].value == 500
    assert stored["requests_per_month"].value == 600_000
    assert not {"label_count", "turnaround"} & heard.keys()


@pytest.mark.parametrize(
    "said", ["Text must not leave Europe.", "Nothing may leave the EU.", "It can never leave Germany."]
)
def test_what_stays_in_a_region_is_not_said_to_stay_inside(said):
    _, heard = read(f"45 scenes a day, claude-haiku-4-5. {said}")
    assert heard["residency"].value == "eu"
    assert "data_boundary" not in heard


def test_who_asks_each_or_all_together_is_asked_with_both_numbers():
    line = one_line.parse("80 staff ask 20 questions a day", BOOK.resolve)
    assert "20 a day in all" in line.errors[0].expected and "1,600 a day" in line.errors[0].expected
