"""Reports of test runners: TRX, NUnit, xUnit.net, Robot Framework, Cucumber, Behave and Playwright."""

import json

import pytest
from evalskit import report

from advisor.errors import BadInput

OUTCOMES = ["right"] * 25 + ["wrong"] * 10 + ["skipped"] * 3 + ["broken"] * 2
LOST = "System.Net.Http.HttpRequestException: status code 429 (Too Many Requests)"


def trx(n, said):
    outcome = {"right": "Passed", "wrong": "Failed", "skipped": "NotExecuted", "broken": "Failed"}[said]
    why = f"Test method T threw exception: {LOST}" if said == "broken" else "Assert.AreEqual failed."
    message = (
        f"<Output><ErrorInfo><Message>{why}</Message></ErrorInfo></Output>" if outcome == "Failed" else ""
    )
    return (
        f'<UnitTestResult testName="Routes(id: {n}, model: &quot;gpt-4.1&quot;)" outcome="{outcome}"'
        f' duration="00:00:01.5000000">{message}</UnitTestResult>'
    )


def nunit(n, said):
    outcome = {"right": "Passed", "wrong": "Failed", "skipped": "Inconclusive", "broken": "Failed"}[said]
    label = 'label="Error"' if said == "broken" else ""
    why = (
        f"<failure><message>{LOST if label else 'Expected'}</message></failure>"
        if outcome == "Failed"
        else ""
    )
    name = f"T.Routes({n},&quot;gpt-4.1&quot;)"
    return f'<test-case fullname="{name}" result="{outcome}" {label} duration="1.5">{why}</test-case>'


def xunit(n, said):
    outcome = {"right": "Pass", "wrong": "Fail", "skipped": "Skip", "broken": "Fail"}[said]
    why = LOST.replace(":", " :") if said == "broken" else "Assert.Equal() Failure"
    inside = f"<failure><message>{why}</message></failure>" if outcome == "Fail" else ""
    return f'<test name="T.Routes(id: {n})" result="{outcome}" time="1.5">{inside}<traits>{TRAIT}</traits></test>'


def robot(n, said):
    outcome = {"right": "PASS", "wrong": "FAIL", "skipped": "SKIP", "broken": "FAIL"}[said]
    why = {"broken": "Setup failed: no key", "wrong": "billing != cards"}.get(said, "")
    step = '<kw name="ask"><status status="PASS"/></kw>'
    inside = f'{step}<tag>gpt-4.1</tag><status status="{outcome}" elapsed="1.5">{why}</status>'
    return f'<test name="Ticket {n}">{inside}</test>'


TRAIT = '<trait name="model" value="gpt-4.1"/>'
XML = [
    (
        trx,
        '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{}</Results></TestRun>',
    ),
    (nunit, '<test-run><test-suite result="Failed">{}</test-suite></test-run>'),
    (xunit, "<assemblies><assembly><collection>{}</collection></assembly></assemblies>"),
    (robot, '<robot><suite name="Triage">{}<status status="FAIL"/></suite></robot>'),
]


@pytest.mark.parametrize(("test", "around"), XML)
def test_a_report_in_xml_tells_what_passed_and_what_told_nothing(tmp_path, test, around):
    tests = "".join(test(n, said) for n, said in enumerate(OUTCOMES))
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?>' + around.format(tests))
    (model,) = report(tmp_path / "a.xml").models
    assert (model.model, model.n, model.missing, model.calls.ms_median) == ("gpt-4.1", 35, 5, 1500)
    assert model.score == pytest.approx(25 / 35)


def test_a_test_that_holds_the_rows_of_its_data_is_none(tmp_path):
    rows = "".join(
        f'<UnitTestResult testName="Row {n}" outcome="{"Passed" if n < 28 else "Failed"}"/>'
        for n in range(40)
    )
    (tmp_path / "gpt-4.1.trx").write_text(
        '<TestRun><Results><UnitTestResult testName="Routes" outcome="Failed"><InnerResults>'
        f"{rows}</InnerResults></UnitTestResult></Results></TestRun>"
    )
    (model,) = report(tmp_path).models
    assert (model.model, model.n, model.score) == ("gpt-4.1", 40, 0.7)


def cucumber(duration):
    """Scenarios with their background, whose model a tag names."""
    status = {"right": "passed", "wrong": "failed", "skipped": "undefined", "broken": "skipped"}
    background = {"keyword": "Background", "steps": [{"name": "a model", "result": {"status": "passed"}}]}
    elements = []
    for n, said in enumerate(OUTCOMES):
        last = {"status": status[said], "duration": duration}
        steps = [{"result": {"status": "passed", "duration": duration}}, {"result": last}]
        elements += [background, {"keyword": "Scenario Outline", "name": "ticket", "line": n, "steps": steps}]
    return [{"keyword": "Feature", "name": "Triage", "tags": [{"name": "@gpt-4.1"}], "elements": elements}]


@pytest.mark.parametrize("duration", [750_000_000, 0.75])
def test_a_scenario_is_right_where_all_of_its_steps_passed(tmp_path, duration):
    (tmp_path / "a.json").write_text(json.dumps(cucumber(duration)))
    (model,) = report(tmp_path / "a.json").models
    assert (model.model, model.n, model.missing, model.calls.ms_median) == ("gpt-4.1", 35, 5, 1500)
    assert model.score == pytest.approx(25 / 35)


def test_the_last_run_of_a_test_of_playwright_counts_whatever_was_expected(tmp_path):
    runs = {"right": ["failed", "passed"], "wrong": ["failed"], "skipped": [], "broken": ["timedOut"]}
    specs = [
        {"title": f"ticket {n}", "tests": [{"projectName": "gpt-4.1", "expectedStatus": said == "wrong" and "failed",
         "results": [{"status": s, "duration": 1500} for s in runs[said]]}]}
        for n, said in enumerate(OUTCOMES)
    ]  # fmt: skip
    suites = [{"title": "a.spec.ts", "suites": [{"title": "triage", "specs": specs}]}]
    (tmp_path / "a.json").write_text(json.dumps({"config": {}, "suites": suites, "stats": {}}))
    (model,) = report(tmp_path / "a.json").models
    assert (model.model, model.n, model.missing) == ("gpt-4.1", 35, 5)
    assert model.score == pytest.approx(25 / 35)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", {"historyId": "h", "status": "passed", "stage": "finished", "name": "t"}, "Allure"),
        ("a.json", {"scores": [{"score_dict": {"grade": 0.6}, "number_of_shots": 0}]}, "BIG-bench"),
        ("a.ndjson", {"meta": {"protocolVersion": "22.0.0"}}, "messages of Cucumber"),
        ("a.xml", "<testng-results><suite/></testng-results>", "no report of tests"),
        ("a.csv", "rater,Cohen's kappa,n\na,0.8,50\nb,0.7,50\n", "how far raters"),
    ],
)
def test_reports_without_examples_are_called_so(tmp_path, name, text, says):
    (tmp_path / name).write_text(text if isinstance(text, str) else json.dumps(text) + "\n")
    with pytest.raises(BadInput, match=says):
        report(tmp_path / name)
