"""What the name and the labels of a metric say: whether it counts tokens or calls, and of which model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.files import yaml_file
from advisor.usage.tables.role_names import plain_name, role_column

_TOKENS = ("written", "cached", "input", "output")


def metric_words() -> Mapping[str, Any]:
    """All that metric_series.yaml says."""
    return yaml_file.beside(__file__, "metric_series.yaml")


def role_of(metric: str, labels: Mapping[str, str]) -> str | None:
    """The role of what a metric counts; None for one that counts neither tokens nor calls.

    Its name may stand behind others, of a library or of a model; which tokens it counts may be said by a label.
    """
    name = own_name(metric)
    plain = plain_name(name)
    if (known := next((r for r, names in metric_words()["named"].items() if plain in names), "")) != "":
        return str(known)
    if plain in metric_words()["calls"]:
        return "requests" if labels.get("error", "").lower() in metric_words()["well"] else None
    if any(f"_{word}_" in f"_{plain}_" for word in metric_words()["not"]):
        return None
    kind = next((v for n, v in labels.items() if plain_name(n) in metric_words()["kinds"]), "")
    if "token" not in plain:
        return "requests" if plain != "count" and _is("requests", name) else None
    role = next((r for r in _TOKENS if _is(r, f"{kind}_tokens" if kind else name)), None)
    if not plain.endswith("usage_count"):
        return role
    return "requests" if role == "input" else None


def own_name(metric: str) -> str:
    """The name of a metric without the model or the library before it."""
    return metric.rpartition(" ")[2].rpartition("/")[2]


def model_in(metric: str, labels: Mapping[str, str]) -> str:
    """The model of a series: a label, or what stands before the name of its metric; empty for none."""
    column = role_column("model", [f".{name}" for name in labels], counted=False)
    return labels[column.name[1:]] if column is not None else metric.rpartition(" ")[0]


def _is(role: str, name: str) -> bool:
    return role_column(role, ["." + name.replace(":", ".")], counted=False) is not None
