"""Rule files for tests, written as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from advisor.rules import RuleSet, load


class _Dumper(yaml.CSafeDumper):
    """Without anchors, which rule files refuse."""

    def ignore_aliases(self, data: object) -> bool:
        return True


SAYS = {"says": "A rule.", "cites": ["G7.100k"], "fires": [{}], "silent": [{}]}
FOR = {"for": ["prompt"], "strength": "weak"}


def rule(id_: str, when: Any, then: Any = FOR, **more: Any) -> dict[str, Any]:
    return {"id": id_, **SAYS, "when": when, "then": then, **more}


def write(folder: Path, *rules: dict[str, Any], figures: dict[str, Any] | None = None) -> Path:
    """One file a theme, the theme being the part of the id before the dot; figures in one of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    themes: dict[str, list[dict[str, Any]]] = {}
    for each in rules:
        themes.setdefault(str(each["id"]).split(".")[0], []).append(each)
    for theme, members in themes.items():
        text = yaml.dump({"theme": theme, "rules": members}, Dumper=_Dumper, sort_keys=False)
        (folder / f"{theme}.yaml").write_text(text)
    if figures:
        (folder / "figures.yaml").write_text(yaml.dump({"figures": figures}, Dumper=_Dumper))
    return folder


def loaded(folder: Path, *rules: dict[str, Any], figures: dict[str, Any] | None = None) -> RuleSet:
    return load([write(folder, *rules, figures=figures)])
