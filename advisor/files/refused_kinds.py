"""Files of kinds that are known and not read, and what to give in their place."""

from __future__ import annotations

import re
from pathlib import Path

_CSV = "the table itself, saved as CSV (pandas: to_csv)"
_BY_ENDING = {".ipynb": ("a notebook", _CSV), ".html": ("a web page", _CSV), ".htm": ("a web page", _CSV)}
_BY_TEXT = (
    (re.compile(r"\A\s*((--|/\*|SET ).*\s+)*INSERT INTO ", re.IGNORECASE), "statements of SQL",
     "the rows as CSV: COPY (SELECT ...) TO STDOUT WITH CSV HEADER, or the database's own export"),
    (re.compile(r"^COPY [^()\n]+ \(.*\) FROM stdin;$", re.MULTILINE), "a dump of PostgreSQL",
     "the table as CSV: psql -c \"\\copy TABLE TO 'calls.csv' CSV HEADER\""),
    (re.compile(r'"nodeid"\s*:\s*"[^"]*::'), "pytest's report in JSON",
     "its report in XML: pytest --junitxml=report.xml"),
    (re.compile(r"\A=+ test session starts =+|\A\S+::\S+ (PASSED|FAILED|ERROR)\b"), "the output of pytest",
     "its report: pytest --junitxml=report.xml"),
    (re.compile(r"\ATAP version \d+|\A1\.\.\d+\n(not )?ok 1\b"), "a report of the Test Anything Protocol",
     "the report in XML (JUnit), which names each test and why it failed"),
    (re.compile(r'\A\{"meta":\s*\{[^\n]*"protocolVersion"'), "messages of Cucumber, a step each",
     "its report in JSON: cucumber --format json:report.json"),
    (re.compile(r'"score_dict"\s*:\s*\{.*"number_of_shots"', re.DOTALL), "scores of BIG-bench by number of shots",
     "a row for each sample with its input, the number of shots as variant, and whether it was right"),
    (re.compile(r"^\[\d+ rows x \d+ columns\]\s*\Z", re.MULTILINE), "what pandas prints of a table",
     "the table itself, saved with to_csv"),
    (re.compile(r"\A\s*precision +recall +f1-score +support|\A\s*\{.*\"f1-score\".*\"support\"", re.DOTALL),
     "a report by class: means, no row an example", "a row for each example, with its label and its prediction"),
    (re.compile(r"\A.*Avg prompt throughput: [\d.]+ tokens/s"), "rates of tokens a second, without calls",
     "the server's metrics (/metrics), or a log of its calls"),
    (re.compile(r"^.*\beval time += +[\d.]+ ms / +\d+ (tokens|runs)", re.MULTILINE),
     "the log of llama.cpp: of a prompt only the tokens that no cache held, and no times of calls",
     "the answers of the server, which count them (usage), or its metrics (--metrics, /metrics)"),
    (re.compile(r"(?ims)\A.*\binvoice\b.*^ *(amount|total) due\b"), "the text of an invoice",
     "the vendor's usage export, or the lines of the invoice as CSV: description, quantity, amount"),
    (re.compile(r"Prefill batch\. #new-seq: \d+"), "SGLang's log: batches of several calls, without their answers",
     "the server's metrics (--enable-metrics, /metrics), or a log of its calls"),
    (re.compile(r"\A.*[\"']?target[\"']?\s*[:=]\s*[\"']?text_generation_router"),
     "the log of Text Generation Inference: times of calls, no tokens",
     "the server's metrics (/metrics), or a log of its calls"),
    (re.compile(r"^\[GIN\] \d{4}/\d\d/\d\d - [\d:]+ \|", re.MULTILINE), "a log of requests, without their tokens",
     "the answers of the server, which count them (Ollama: prompt_eval_count and eval_count)"),
)  # fmt: skip


def refused_kind(path: Path, head: str) -> tuple[str, str] | None:
    """What the file is and what is expected in its place; None for a file that may be read."""
    ending = _BY_ENDING.get(path.suffix.lower()) if head.lstrip()[:1] in ("<", "{") else None
    return ending or next(((says, wanted) for found, says, wanted in _BY_TEXT if found.search(head)), None)
