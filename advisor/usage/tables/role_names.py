"""Which role a column has, by its name: the words it is known by, the unit it counts in, and whether it is a mean."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.case.numerals.currency_words import CURRENCIES, SIGN, named_in
from advisor.files import yaml_file
from advisor.files.heading_words import in_english, in_latin
from advisor.usage.formats.places import INSIDE, path_parts

_PRICED = re.compile(r"[$€£¥₹]")
_MONEY_SIGN = re.compile(rf"(?<![^\W_]){SIGN}|(?<=[(\[ ])[^\W\d_]+(?=[)\]])", re.IGNORECASE)
_RATE = re.compile(r"per_(\d|k_|m_|thousand|million)")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_POINT = re.compile(r"\.(?![ )]|$)")
"""A point between the names of a path, and none behind a shortened word."""
_COUNTED = ("requests", "input", "output", "cached", "written", "reasoning", "total")
_MEANS = ("input", "output", "cached", "written", "reasoning")


@dataclass(frozen=True)
class RoleColumn:
    """A column: how many tokens or calls one of its units is, and whether it holds a mean a request.

    `others`: columns whose numbers are added to it; `beside`: those that tell the rest of a time.
    """

    name: str
    times: float = 1.0
    mean: bool = False
    others: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.others or self.beside:
            return " + ".join((self.name, *self.others, *(b for b in self.beside if b[0] != "=")))
        unit = f" times {self.times:,.0f}" if self.times > 1 else f" over {1 / self.times:,.0f}"
        unit = "" if self.times == 1 else unit
        return f"{self.name}{unit}{' times requests' if self.mean else ''}"


def role_words() -> Mapping[str, Any]:
    """All that roles.yaml says of names."""
    return yaml_file.beside(__file__, "roles.yaml")


@functools.cache
def roles() -> Mapping[str, tuple[str, ...]]:
    """The roles a column can have, each with the names it is known by."""
    return {role: tuple(names) for role, names in role_words()["roles"].items()}


def role_column(role: str, names: Sequence[str], *, counted: bool) -> RoleColumn | None:
    """The column that is named like `role`; the likeliest name first, and of paths the shortest.

    `counted`: whether another column counts requests, without which a mean is no sum.
    """
    return _role_column(role, tuple(names), counted)


@functools.lru_cache(maxsize=4096)
def _role_column(role: str, names: tuple[str, ...], counted: bool) -> RoleColumn | None:
    """By the names as they are, else without what tells whose they are (llm_input_tokens), else in English."""
    for other_name in (in_latin, _without_owner, in_english):
        others = {other: n for n in names if (other := other_name(n)) not in names or other == n}
        found = _by_name(role, tuple(others), counted)
        if found is not None:
            return replace(found, name=others[found.name])
    return None


def _without_owner(name: str) -> str:
    return _before().sub("", name)


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^({'|'.join(role_words()['before'])})[_ -]", re.IGNORECASE)


def _by_name(role: str, names: tuple[str, ...], counted: bool) -> RoleColumn | None:
    plain = {n: plain_name(n) for n in names if role == "spend" or not _PRICED.search(n)}
    found = _called(role, plain)
    if found is not None:
        return RoleColumn(found)
    if role == "spend":
        parts = {n: money_unit(n) for n in names}
        found = _called(role, {n: _without_currency(p) for n, (p, _) in parts.items()})
        found = found or _called(role, {n: plain_name(_without_sign(n)) for n in names})
        if found is not None or not counted:
            return None if found is None else RoleColumn(found, parts[found][1])
        means = {
            n: short
            for n, (p, _) in parts.items()
            for short, mean in [without_phrase(p, role_words()["means"])]
            if mean
        }
        found = _called(role, {n: _without_currency(p) for n, p in means.items()})
        return None if found is None else RoleColumn(found, parts[found][1], mean=True)
    measured = {n: _measured(n) if role in _COUNTED else (_typeless(n), 1.0, False) for n in plain}
    fits = {n: p for n, (p, _, mean) in measured.items() if not mean or (counted and role in _MEANS)}
    found = _called(role, fits) or _made_up(role, fits)
    return None if found is None else RoleColumn(found, *measured[found][1:])


def given_column(role: str, name: str, *, counted: bool) -> RoleColumn:
    """A column that the user gave this role, in the unit that its name says."""
    if role not in _COUNTED:
        return RoleColumn(name, money_unit(name)[1] if role == "spend" else 1.0)
    _, times, mean = _measured(in_english(name))
    return RoleColumn(name, times, mean and counted and role in _MEANS)


@functools.lru_cache(maxsize=4096)
def money_unit(name: str) -> tuple[str, float]:
    """The plain name of a column of money without the part of a currency that it counts in, and how much one is."""
    plain = plain_name(name)
    for times, units in role_words()["money_units"].items():
        shorter, found = without_phrase(plain, sorted(units, key=len, reverse=True))
        if found:
            return shorter, float(times)
    return plain, 1.0


def currency_in(heading: str) -> str:
    """The code of the currency that the heading of a column of money names, in lower case; empty for none."""
    units = [u for of in role_words()["money_units"].values() for u in of if "_" not in u]
    named = re.sub(rf"(?<![^\W_])({'|'.join(units)})(?![^\W_])", "", in_latin(heading), flags=re.IGNORECASE)
    return named_in(named)


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name in lower case, without accents, its words joined by _."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKD", in_latin(name))).lower()
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"[\u0300-\u036f]", "", words)).strip("_")


def _called(role: str, plain: Mapping[str, str]) -> str | None:
    for known in roles()[role]:
        exact = [n for n, p in plain.items() if p == known]
        ends = [
            n for n, p in plain.items() if _is_path(n) and p.endswith("_" + known) and _is_all_of(n, known)
        ]
        if exact or ends:
            return (exact or sorted(ends, key=len))[0]
    return None


def _made_up(role: str, plain: Mapping[str, str]) -> str | None:
    """The first name that is made of nothing but the words for counts of this role."""
    rule = role_words()["made_of"].get(role)
    return next((n for n, p in plain.items() if made_of(_last(n, p), rule)), None) if rule else None


def made_of(words: set[str], rule: Mapping[str, Any]) -> bool:
    """Whether these words are all of a rule's, and one of each list that it needs."""
    known = {*rule["may"], *(w for group in rule["needs"] for w in group)}
    return words <= known and all(words & set(group) for group in rule["needs"])


def _last(name: str, plain: str) -> set[str]:
    """The words of a name, of a path those of its last part."""
    last = plain_name(path_parts(name.replace(INSIDE, "."))[-1]) if _is_path(name) else plain
    return set(last.split("_"))


def _is_path(name: str) -> bool:
    return _POINT.search(name) is not None or INSIDE in name


def _is_all_of(path: str, known: str) -> bool:
    """Whether the end of a path is no part, bound or other kind of what goes by this name, as in max_output_tokens."""
    *around, last = map(plain_name, path_parts(path.replace(INSIDE, ".")))
    before, rest = last.rpartition(known)[::2]
    words = role_words()
    if rest:
        return True
    if not before:
        return known not in words["inside"] or not around or around[-1] in words["inside"][known]
    parts = [*words["limits"], *(words["sides"] if known in roles()["spend"] else ())]
    return known not in words["whole"] and before.rstrip("_").rpartition("_")[2] not in parts


@functools.cache
def _measured(name: str) -> tuple[str, float, bool]:
    """The plain name without its unit, how many one unit is, and whether the name is that of a mean."""
    words, plain = role_words(), _typeless(name.replace("/", " per "))
    plain = "_".join(words["compounds"].get(w, w) for w in without_sum(plain).split("_"))
    if _RATE.search(plain + "_"):
        return plain, 1.0, False
    plain, mean = without_phrase(plain, words["means"])
    for times, units in words["units"].items():
        known = units if _BRACKETED.search(name) else [*(f"in_{u}" for u in units), *units]
        shorter, found = without_phrase(plain, known)
        if found:
            return shorter, float(times), mean
    return "_".join(w for w in plain.split("_") if w not in words["sums"]), 1.0, mean


def without_sum(plain: str) -> str:
    """The plain name of a column of a pivot table without the words that say it is a sum."""
    return next(
        (plain.removeprefix(f"{w}_") for w in role_words()["sums_of"] if plain.startswith(f"{w}_")), plain
    )


def _typeless(name: str) -> str:
    """The plain name without the letter at its end that says what its cells hold: model_s."""
    plain = plain_name(name)
    return next(
        (plain.removesuffix(f"_{t}") for t in role_words()["types"] if plain.endswith(f"_{t}")), plain
    )


def without_phrase(plain: str, phrases: Iterable[str]) -> tuple[str, bool]:
    """The name without the first of these phrases that stands in it, and whether one does."""
    for phrase in phrases:
        left = f"_{plain}_".replace(f"_{phrase}_", "_", 1).strip("_")
        if left != plain and left:
            return left, True
    return plain, False


def _without_sign(name: str) -> str:
    """A heading without the sign of a currency that has letters in it: Custo (R$)."""
    return _MONEY_SIGN.sub(lambda m: "" if named_in(m[0]) else m[0], name)


def _without_currency(plain: str) -> str:
    parts = [part for part in plain.split("_") if part not in CURRENCIES]
    return "_".join(parts[:-1] if len(parts) > 1 and parts[-1] in role_words()["before_currency"] else parts)
