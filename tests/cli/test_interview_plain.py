"""The plain front, driven through pipes like a script or a screen reader would."""

import io
import os
import sys

import pytest
from appkit import decision
from interview_kit import CORE, before, talk

from advisor.case import case as cases
from advisor.cli import main
from advisor.cli.plain_files import slug
from advisor.cli.plain_interview import PlainInterview
from advisor.cli.plain_lines import InterviewLeft, PlainLines
from advisor.decision.decision import Next, Verdict
from advisor.interview import commands


def typed(lines, out):
    """What a person types, on a terminal."""
    return PlainLines(io.StringIO("\n".join(lines) + "\n"), out, terminal=True)


@pytest.fixture
def advisor(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(lines, *arguments, terminal=False):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), write_through=True))
        code = main.main(["interview", "--plain", "--as-of", "2026-04-30", *arguments])
        return code, sys.stdout.buffer.getvalue().decode(), capsys.readouterr().err

    return run


ALL = "".join(f"{line}\n" for line in CORE)


def test_a_pipe_of_answers_ends_in_a_case_file_and_a_verdict(advisor, tmp_path):
    code, out, _ = advisor(ALL, "triage.case.yaml")
    assert code == 0
    assert "9,000,000 calls/month · gpt-4o · 1,500 in · 100 out" in out
    assert "10 of 10" in out
    assert "12 months" in out[out.index("Written: triage.case.yaml") :]
    case = cases.load(tmp_path / "triage.case.yaml")
    assert case.title == "triage"
    assert len(case.facts) == 21


def test_the_result_of_each_model_named_is_asked_for_once(advisor):
    said = (CORE[0], "/set models_tried gpt-4.1 and gpt-4.1-mini", "not measured", "a bit worse", "3k", "yes")
    _, out, _ = advisor("\n".join(said) + "\n")
    assert out.count("How good was") == 2
    assert "gpt-4.1-mini: slightly short" in out


def test_the_input_may_end_before_the_interview_and_be_resumed(advisor, tmp_path):
    code, out, _ = advisor("".join(f"{line}\n" for line in CORE[:5]), "t.case.yaml")
    assert code == 2
    assert "--resume" in out
    assert not (tmp_path / "t.case.yaml").exists()
    code, out, _ = advisor("".join(f"{line}\n" for line in CORE[5:]), "--resume", "--", "t.case.yaml")
    assert code == 0
    assert len(cases.load(tmp_path / "t.case.yaml").facts) == 21


def test_a_case_file_is_gone_on_with_and_overwritten_only_on_yes(advisor, tmp_path):
    path = tmp_path / "t.case.yaml"
    text = "advisor: 1\ntitle: T\nanswers: {task: code}\n"
    path.write_text(text)
    assert advisor("", "t.case.yaml")[0] == 2
    rest = "".join(f"{line}\n" for line in CORE if line not in ("classification", "fixed", "24"))
    code, out, _ = advisor(rest + "no\nno\n", "t.case.yaml")
    assert code == 2
    assert "exists. Overwrite it?" in out
    assert path.read_text() == text
    assert advisor(rest + "no\nyes\n", "t.case.yaml")[0] == 0
    assert cases.load(path).facts["task"] == "code"
    assert cases.load(path).facts["mlops"] is True


def test_without_a_file_the_title_names_it(advisor, tmp_path):
    code, out, _ = advisor(ALL + "no\nTicket triage, EU!\n")
    assert code == 0
    assert cases.load(tmp_path / "ticket-triage-eu.case.yaml").title == "Ticket triage, EU!"
    assert "Ticket triage, EU!" in out


def test_commands_in_between(advisor, tmp_path):
    (tmp_path / "dir.md").mkdir()
    lines = [
        "?",
        "/vedict",
        CORE[0],
        "/whatif model gpt-4o-mini",
        "/whatif modle x",
        "/whatif 20k a day on gpt-4o-mini instead",
        "/whatif haiku instead",
        "/set mlops yes",
        "/undo",
        "/back",
        "/skip",
        "/title A [b]bold[/b] name",
        "/export memo.md",
        "/export dir.md",
        "/export missing/x.md",
        "/export a\0b.md",
        "/export " + "x" * 300 + ".md",
        "/export x.pdf",
        "/verdict",
        "/help",
        "/quit",
    ]
    code, out, _ = advisor("\n".join(lines) + "\n", "t.case.yaml")
    assert code == 0
    for said in (
        "[L.inputs, G1.formula, G7.100k, P.retries]",
        "did you mean /verdict?",
        "With model gpt-4o-mini (nothing is changed; costs are over 12 months):",
        "did you mean model?",
        "With 600,000 calls/month · gpt-4o-mini (nothing is changed",
        'Several models go by this name: "haiku"',
        "Taken back: yes.",
        "Title: A [b]bold[/b] name.",
        "Written: memo.md",
        "this is a directory",
        "cannot write here",
        "not a usable file name",
        "this ending means no format",
        "/whatif",
    ):
        assert said.lower() in out.lower(), said
    assert (tmp_path / "memo.md").read_text().strip()
    assert not (tmp_path / "t.case.yaml").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [("advisor: 1\nanswers: {tsak: code}\n", "did you mean task"), ("", "empty"), ("\x00", "YAML")],
)
def test_a_bad_case_file_stops_before_the_first_question(advisor, tmp_path, content, says):
    path = tmp_path / "t.case.yaml"
    path.write_text(content)
    code, out, err = advisor(ALL, "t.case.yaml")
    assert (code, out) == (2, "")
    assert says in err
    assert "t.case.yaml:" in err
    assert path.read_text() == content


def test_an_unknown_interview_is_refused(advisor):
    assert "no unfinished interview" in advisor("", "--resume")[2]
    code, _, err = advisor("", "--resume", "nosuch")
    assert code == 2
    assert "no saved interview" in err


def test_a_description_in_place_of_whether_to_go_on_begins_a_new_interview_with_it(advisor):
    advisor("we sort mails with some model of ours, 300k/day\n")
    _, out, _ = advisor("yse\nwe tag 9,000 photos a day\n/quit\n", terminal=True)
    assert out.count('Go on with "we sort mails with some model of ours') == 2
    assert out.count("Neither yes nor no") == 1
    assert "270,000 calls/month" in out[out.index("One question at a time") :]


def test_a_correction_in_place_of_whether_to_refine_is_heard(advisor):
    said = (*CORE, "wait, it's 200k a day", "yes", "no", "", "no")
    _, out, _ = advisor("\n".join(said) + "\n", terminal=True)
    assert "6,000,000 calls/month, in place of 9,000,000 calls/month. Take that?" in out
    assert out.count("Enough for a verdict") == 2
    assert "= 6,000,000 calls/month" in out


def test_a_folder_that_refuses_the_case_is_said_and_the_log_kept(advisor, tmp_path):
    code, out, _ = advisor(ALL, "missing/t.case.yaml")
    assert code == 2
    assert "cannot write here" in out
    assert "--resume" in out


def test_a_directory_and_a_name_too_long_are_no_case_files(advisor, tmp_path):
    assert "directory" in advisor(ALL, str(tmp_path))[2]
    code, _, err = advisor(ALL, "x" * 300)
    assert code == 2
    assert "not a usable file name" in err
    assert "Traceback" not in err


def test_without_a_terminal_it_is_plain(monkeypatch, tmp_path):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"/quit\n")))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), write_through=True))
    assert main.main(["interview"]) == 0
    assert b"1 of 10" in sys.stdout.buffer.getvalue()


def decided(route, settled, facts=None):
    verdict = Verdict(route, False, "H.", "policy.x", Next("prompt", ""), settled, ())
    return decision(verdict=verdict, facts=facts or {})


def test_on_a_terminal_it_stops_once_nothing_can_change_the_verdict():
    out = io.StringIO()

    def decide(case):
        return decided("self-host", settled="data_boundary" in case.facts)

    lines = [*before("data_boundary"), "air-gapped", "yes", "overnight", "/quit"]
    PlainInterview(talk(), decide, typed(lines, out)).run(None)
    said = out.getvalue()
    assert said.count("Nothing that is still open can change the verdict.") == 1
    assert "Not asked: turnaround" in said
    assert said.index("Not asked") > said.index("where data may go: an air-gapped network")
    assert "turnaround: overnight is fine" in said


def test_on_a_terminal_what_cannot_matter_yet_waits_and_is_said_once():
    from advisor.interview.relevance import Needed

    def needed(found):
        return Needed("eval_infra" in found.facts, ("eval_infra",))

    def decide(case):
        return decided("prompt", settled=False, facts=case.facts)

    out = io.StringIO()
    lines = [CORE[0], "automated", "yes", "$3k", "/quit"]
    front = PlainInterview(talk(), decide, typed(lines, out), needed=needed)
    front.run(None)
    said = out.getvalue()
    assert said.count("Passed over for now: bill, good enough, other models, specification,") == 1
    assert said.index("Passed over") < said.index("quality checks: tests that run by themselves")
    assert said.index("quality checks: tests that run by themselves") < said.index("Not asked: bill")
    assert "bill: $3,000" in said


def test_a_disk_that_refuses_is_said_once_and_the_interview_goes_on(tmp_path):
    (tmp_path / "file").write_text("")
    out = io.StringIO()
    conversation = talk(tmp_path / "file" / "log.jsonl")
    lines = PlainLines(io.StringIO("\n".join([*before("prompt_baseline"), "/quit"]) + "\n"), out)
    front = PlainInterview(conversation, lambda case: decided("prompt", False), lines)
    assert front.run(None) == 74
    assert out.getvalue().count("The interview goes on.") == 1
    last = out.getvalue().splitlines()[-1]
    assert "not saved (Not a directory)" in last or "not saved (File exists)" in last
    assert conversation.case().facts["input_shift"] == "rarely"


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/set input_tokens 2 to 4k", commands.Command("set", "input_tokens", "2 to 4k")),
        ("/set input_tokens=3k", commands.Command("set", "input_tokens", "3k")),
        (" /WHATIF model  gpt-4o", commands.Command("whatif", "model", "gpt-4o")),
        ("/edit task", commands.Command("edit", "task")),
        ("/export a b.md", commands.Command("export", "", "a b.md")),
        ("/back", commands.Command("back")),
        ("300k/day", None),
        ("no / maybe", None),
    ],
)
def test_command_lines(line, command):
    assert commands.parse(line) == command


@pytest.mark.parametrize(
    "line", ["/", "/vedict", "/set", "/set task", "/edit", "/title", "/what if", "/" + "x" * 10**6]
)
def test_commands_that_cannot_be_used(line):
    with pytest.raises(cases.BadInput) as caught:
        commands.parse(line)
    assert len(str(caught.value)) < 400


def test_file_names_from_titles():
    assert slug("Ticket triage (EU)") == "ticket-triage-eu"
    assert slug("../../etc") == "etc"
    assert slug("字") == "untitled"
    assert os.sep not in slug("a/b")


def test_a_verdict_says_what_still_waits_for_a_yes(advisor, tmp_path):
    lines = [CORE[0], "/set prompt_meets_bar mostly", "/verdict", "y", "/verdict", "/quit"]
    _, out, _ = advisor("\n".join(lines) + "\n", "triage.case.yaml")
    assert out.count("Not counted yet: ") == 1
    assert "= good enough: " in out.partition("Not counted yet: ")[2]


def test_what_waits_for_a_yes_is_asked_before_the_end(advisor, tmp_path):
    lines = [CORE[0], "/set growth_per_month plus 4 percent every month so far", *CORE[1:]]
    code, out, _ = advisor("\n".join([*lines, "y", "y", ""]), "triage.case.yaml")
    assert code == 0 and "y takes it" in out


def test_finish_ends_with_the_verdict_before_all_is_asked(advisor, tmp_path):
    code, out, _ = advisor("\n".join([*CORE[:3], "/set label_source no", "/finish", ""]), "triage.case.yaml")
    assert code == 0
    assert "12 months" in out[out.index("Written: triage.case.yaml") :]
    assert "source of labels: there is no source" in out
    assert cases.load(tmp_path / "triage.case.yaml").facts["requests_per_month"] == 9_000_000


def test_a_person_who_says_neither_yes_nor_no_is_asked_again():
    out = io.StringIO()
    lines = PlainLines(io.StringIO("maybe\n3\nyes\nquit\n"), out, terminal=True)
    assert lines.yes("Refine it?") and out.getvalue().count("Refine it?") == 3
    with pytest.raises(InterviewLeft):
        lines.yes("Refine it?")
    assert not PlainLines(io.StringIO("maybe\n"), out).yes("Refine it?")


@pytest.mark.parametrize(("said", "offers"), [("/finish\n", 1), ("/title Mails\n/finish\n", 2)])
def test_a_command_at_the_offer_to_refine_is_obeyed(said, offers, advisor):
    code, out, _ = advisor(f"{ALL}{said}", "t.case.yaml", terminal=True)
    assert code == 0 and "12 months" in out[out.index("Written: t.case.yaml") :]
    assert "neither yes nor no" not in out.lower() and out.count("Refine it by") == offers


def test_a_question_at_the_end_is_wrapped_like_every_other(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = io.StringIO()
    lines = PlainLines(io.StringIO("yes\n"), out, terminal=True)
    assert lines.yes("Enough for a verdict. Refine it by 29 more questions?")
    assert max(map(len, out.getvalue().split("\n"))) <= 40 and out.getvalue().endswith("(yes or no) ")
