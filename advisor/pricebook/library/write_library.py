"""The library layer as files: one a provider, one model a line, and an index of all names."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.files import atomic
from advisor.knowledge.library import INDEX, model_from
from advisor.knowledge.names.name_index import index_models
from advisor.pricebook.library.genai_source import Record

Models = Mapping[str, Mapping[str, Record]]


def files_of(models: Models, words: Mapping[str, Any], read: Mapping[str, str]) -> dict[str, str]:
    """File name -> text. `read`: the versions and days of the libraries, kept in the index."""
    texts = {f"{provider}.json": _provider(found) for provider, found in models.items()}
    return {**texts, INDEX: _index(models, words, read)}


def write_files(texts: Mapping[str, str], folder: Path) -> None:
    """Write `texts` into `folder` and remove other JSON files there. Raises BadInput."""
    atomic.make_folder(folder)
    for name, text in texts.items():
        atomic.write(folder / name, text)
    for old in folder.glob("*.json"):
        if old.name not in texts:
            old.unlink()


def diff_lines(texts: Mapping[str, str], folder: Path) -> Iterator[str]:
    """What a person reviews: each model that came, went or changed, with its newest price and ends."""
    for name in sorted({*texts, *(p.name for p in folder.glob("*.json"))} - {INDEX}):
        path = folder / name
        before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        after = json.loads(texts.get(name, "{}"))
        for id_ in sorted({*before, *after}):
            if before.get(id_) != after.get(id_):
                yield from _change(id_, before.get(id_), after.get(id_))


def moved_ends(texts: Mapping[str, str], folder: Path) -> list[str]:
    """The ends of models whose day is another than in `folder`: a person must look at each."""
    found = []
    for name, text in texts.items():
        path = folder / name
        if name == INDEX or not path.is_file():
            continue
        before, after = json.loads(path.read_text(encoding="utf-8")), json.loads(text)
        for id_ in sorted({*before} & {*after}):
            was, now = _days(before[id_]), _days(after[id_])
            found += [f"{id_} on {p}: {was[p]} -> {now[p]}" for p in was if p in now and was[p] != now[p]]
    return found


def _days(record: Record) -> dict[str, str]:
    return {e["platform"]: str(e.get("shutdown") or e.get("earliest")) for e in record.get("ends", ())}


def _change(id_: str, before: Record | None, after: Record | None) -> Iterator[str]:
    for mark, record in (("-", before), ("+", after)):
        if record is not None:
            price = {k: v for k, v in record["prices"][-1].items() if k not in ("as_of", "checked")}
            ends = "; ".join(f"{p} {d}" for p, d in _days(record).items())
            yield (
                f"{mark} {id_}: "
                + ", ".join(f"{k} {v}" for k, v in price.items())
                + (f"; ends {ends}" if ends else "")
            )


def _provider(models: Mapping[str, Record]) -> str:
    lines = [f"{json.dumps(id_)}: {_json(models[id_])}" for id_ in sorted(models)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _index(models: Models, words: Mapping[str, Any], read: Mapping[str, str]) -> str:
    ours = [
        model_from(p, i, json.loads(_json(r)))
        for p, found in models.items()
        for i, r in sorted(found.items())
    ]
    index = index_models(ours, words)
    parts = {
        "read": dict(read),
        "providers": {p: sorted(found) for p, found in sorted(models.items())},
        "exact": {k: v for k, v in index.exact.items() if v != (k,)},
        "keys": index.keys,
        "dated": index.dated,
    }
    return "{\n" + ",\n".join(f"{json.dumps(k)}: {_json(v)}" for k, v in parts.items()) + "\n}\n"


def _json(value: Any) -> str:
    def plain(other: object) -> str:
        if isinstance(other, datetime.date):
            return other.isoformat()
        raise TypeError(type(other))

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)
