"""A spelled model id taken apart: who sells it, where, whether it is a tune, and the words of its name.

`us.anthropic.claude-haiku-4-5-20251001-v1:0` is sold by aws in the us and named {claude, haiku, 4.5}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

_ARN = r"arn:[^:]*:(bedrock|sagemaker)[^:]*:[^:]*:[^:]*:(.*)"
_TUNED = r"ft:([^:]+)(?::.*)?"
_AZURE_TUNE = r"(.+?)\.ft-[0-9a-z-]+"
_CUSTOM = r"custom-model/(.+)/[^/]+"
_PREFIX = r"([a-z0-9_.@-]+):(?=[a-z][^:]*[-.:])"
_VERSION_TAG = (
    r":(?:beta|thinking|exacto|free)$|(?:(?<=.)-v[01]|(?<=\d{8})-v\d+):\d+(:[0-9]+k)?$"
    r"|(?<=\d)-v1$|(?:-1)?:\d+(:[0-9]+k)?$"
)
_AT = r"@(?:\d{3,8}|default|latest)$"
_DATE = r"-(?:preview-)?(?:20\d{2}-[01]\d-[0-3]\d|20\d{2}[01]\d[0-3]\d|[01]\d-(?:[0-3]\d|20\d{2}))(?=$|[-:])"
_BUILD = r"-00\d$"
_PIECE = re.compile(r"\d+x\d+b|\d+(?:\.\d+)?b(?![a-z])|\d+[a-z](?![a-z])|\d+|[a-z]+")
_OLLAMA_TAG = r":(?:latest|e?\d+(?:\.\d+)?[bm]|\d+x\d+b)(?:-(?!.*cloud$)[a-z0-9_.-]+)?$"
_POINT = r"(?<=\d)p(?=\d)"


class NameParts(Struct, frozen=True):
    """What a spelling says.

    `words`: of the name, sorted, in one form; `dated`: a snapshot's date was left out; `self_hosted`: it is written as
    where weights run on one's own machine.
    """

    asked: str
    core: str
    seller: str | None = None
    maker: str | None = None
    region: str | None = None
    tuned: bool = False
    dated: bool = False
    self_hosted: bool = False
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The words as one text: equal for two spellings of one name."""
        return " ".join(self.words)


def take_apart(spelling: str, known: Mapping[str, Any]) -> NameParts:
    """The parts of `spelling`; `known` are the words of names.yaml."""
    written = _billed(_plain(spelling), known)
    plain = _slashed(known["nicknames"].get(written, written), known)
    parts = _served_at(_dotted(_segments(_tune(NameParts(spelling, plain)), known), known), known)
    parts = parts if parts.seller else _spoken(parts, known)
    core = parts.core
    if re.search(_OLLAMA_TAG, core):
        parts = replace(parts, self_hosted=True)
    if ":" in core or "-v" in core or "@" in core:
        core = re.sub(_AT, "", re.sub(_VERSION_TAG, "", core))
    undated = re.sub(_BUILD, "", re.sub(_DATE, "", core))
    parts = replace(parts, core=core, dated=undated != core)
    return replace(parts, words=words_of(undated, known))


def without_mode(parts: NameParts, known: Mapping[str, Any]) -> NameParts | None:
    """`parts` without how the weights are packed or how long it thinks; None if the name says neither."""
    unpacked = core = _unpacked(parts.core, known)
    if re.match("|".join(known["thinking_families"]), core):
        core = re.sub(rf"(?<=.)-(?:{'|'.join(known['efforts'])})$", "", core)
    if core == parts.core:
        return None
    packed = parts.self_hosted or unpacked != parts.core
    words = words_of(re.sub(_BUILD, "", re.sub(_DATE, "", core)), known)
    return replace(parts, core=core, words=words, self_hosted=packed)


def in_digits(spelling: str, known: Mapping[str, Any]) -> str:
    """`spelling` with a version or a size that is spelled out in digits: "opus four point six"."""
    figures = known["figures"]
    spelled = rf"(?<![a-z\d])(?:{'|'.join(figures)})(?![a-z\d])"
    text = re.sub(spelled, lambda m: str(figures[m[0]]), spelling.casefold())
    text = re.sub(r"(?<![\d.])([2-9])0[ -](?=[1-9](?![\d.]))", r"\1", text)  # "thirty two"
    return re.sub(r"(?<=\d)[ -]point[ -](?=\d)", ".", text)


def without_deployment(spelling: str, known: Mapping[str, Any]) -> str:
    """A name without the stage and the region that a deployment of one's own is called by: `gpt-4o-prod-eastus2`."""
    stage = "|".join(known["stages"])
    around = rf"-(?:{stage}|{'|'.join(known['cloud_regions'])})(?:-?\d{{1,2}})?"
    return re.sub(rf"^(?:(?:{stage})-)+|(?:{around})+$", "", _plain(spelling))


def is_packed(parts: NameParts, known: Mapping[str, Any]) -> bool:
    """Whether the name says how its weights are packed."""
    return _unpacked(parts.core, known) != parts.core


def other_kind(parts: NameParts, known: Mapping[str, Any]) -> str | None:
    """What it is instead of a language model, as its name tells: "an embedding model"; None if it tells nothing."""
    name = _billed(_plain(parts.asked), known).replace("_", "-").replace(" ", "-")
    for kind, words in known["other_kinds"].items():
        if re.search(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])", name):
            return str(kind)
    return None


def without_size_tag(parts: NameParts, known: Mapping[str, Any]) -> NameParts | None:
    """`parts` without the size behind a colon, as in `phi4:14b`; None if there is none."""
    core = re.sub(_OLLAMA_TAG, "", parts.core)
    return None if core == parts.core else replace(parts, core=core, words=words_of(core, known))


def _unpacked(core: str, known: Mapping[str, Any]) -> str:
    return re.sub(rf"(?<=.)(?:[-.](?:{'|'.join(known['precisions'])}))+$", "", core)


def words_of(name: str, known: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of a bare name: noise left out, version figures joined (`4-6` is `4.6`, `4.0` is `4`), sorted."""
    words: list[str] = []
    version: list[str] = []
    for piece in [*_PIECE.findall(re.sub(_POINT, ".", name)), ""]:
        if piece.isdigit() and len(piece) <= 2:
            version.append(piece)
            continue
        if version:
            words.append(re.sub(r"(\.0)+$", "", ".".join(version)))
            version = []
        if piece:
            words.append(piece)
    said = [w for w in words if w not in known["noise"]]
    return tuple(sorted(said or words))


def _plain(spelling: str) -> str:
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", spelling.strip().strip("\"'`").casefold())
    text = re.sub(r"^(\w+)['\u2019]s\s+", r"\1 ", text.replace("+", "-plus"))
    return text if "/" in text else re.sub(r"[\s_()]+", "-", text).strip("-")


def _billed(text: str, known: Mapping[str, Any]) -> str:
    """A name as bills and tools write it in the form of a model's id."""
    return _rewritten(text, known["billed_as"])


def probably(spelling: str, known: Mapping[str, Any]) -> str:
    """The name that is meant where figures stand for letters: `04-mini`; "" for all others."""
    plain = _plain(spelling)
    meant = _rewritten(plain, known["probably"])
    return meant if meant != plain else ""


def _rewritten(text: str, forms: Sequence[Mapping[str, str]]) -> str:
    for form in forms:
        if found := re.fullmatch(form["written"], text):
            text = found.expand(form["means"])
    return text


def _slashed(text: str, known: Mapping[str, Any]) -> str:
    """Sellers and kinds of call before a colon (`openai:chat:gpt-4o`) as before a slash."""
    found = re.match(_PREFIX, text) if ":" in text else None
    names = {n for n in (found[1], found[1].replace("-", "_")) if n in known["sellers"]} if found else set()
    if found is None or not (names or found[1] in known["gateways"]):
        return text
    return f"{min(names, default=found[1])}/{_slashed(text[found.end() :], known)}"


def _spoken(parts: NameParts, known: Mapping[str, Any]) -> NameParts:
    """A seller said before or after the name: `azure gpt-4o`, `claude sonnet 4.6 on AWS Bedrock`."""
    brand, service = "|".join(known["spoken_brands"]), "|".join(known["spoken_services"])
    who = rf"(?:(?:{brand})-)?(?P<who>{'|'.join(known['spoken_sellers'])})(?:-(?:{service}))?"
    for pattern in (rf"{who}-(?P<name>.+)", rf"(?P<name>.+?)-(?:(?:on|via|in|at|through|from)-)?{who}"):
        if found := re.fullmatch(pattern, parts.core):
            return replace(parts, core=found["name"], seller=known["sellers"][found["who"]])
    return parts


def _tune(parts: NameParts) -> NameParts:
    if not any(mark in parts.core for mark in ("arn:", "ft:", ".ft-")):
        return parts
    if arn := re.fullmatch(_ARN, parts.core):
        custom = re.fullmatch(_CUSTOM, arn[2])
        parts = replace(parts, core=custom[1] if custom else arn[2], seller="aws", tuned=custom is not None)
    head, slash, rest = parts.core.rpartition("/")
    if found := re.fullmatch(_TUNED, rest) or re.fullmatch(_AZURE_TUNE, rest):
        return replace(parts, core=head + slash + found[1], tuned=True)
    if found := re.fullmatch(_TUNED, parts.core):
        return replace(parts, core=found[1], tuned=True)
    return parts


def _segments(parts: NameParts, known: Mapping[str, Any]) -> NameParts:
    """The part after the last slash, and what the parts before it say of seller and maker.

    What passes calls on as well as selling its own (`cloudflare/openai/gpt-4o`) gives way to a seller named after it.
    """
    *before, core = [s for s in parts.core.split("/") if s] or [parts.core]
    seller, maker, passes = parts.seller, parts.maker, False
    for segment in before:
        word = segment.replace("_", "-") if segment not in known["sellers"] else segment
        if (seller is None or passes) and word in known["sellers"] and segment not in known["gateways"]:
            seller, passes = known["sellers"][word], word in known["passing_on"]
        elif segment in known["self_hosted"]:
            parts = replace(parts, self_hosted=True)
        elif word in known["makers"]:
            maker = word
        elif word in known["regions"]:
            parts = replace(parts, region=known["regions"][word])
    return replace(parts, core=core.replace("_", "-"), seller=seller, maker=maker)


def _served_at(parts: NameParts, known: Mapping[str, Any]) -> NameParts:
    """A seller after an at sign: `llama-3.1-8b@together-ai`."""
    name, at, who = parts.core.rpartition("@")
    word = who if who in known["sellers"] else who.replace("-", "_")
    if at and name and word in known["sellers"]:
        return replace(parts, core=name, seller=known["sellers"][word])
    return parts


def _dotted(parts: NameParts, known: Mapping[str, Any]) -> NameParts:
    """Region and maker before dots, as Bedrock writes them."""
    core, seller, maker, region = parts.core, parts.seller, parts.maker, parts.region
    head, dot, rest = core.partition(".")
    if dot and head in known["regions"]:
        core, region = rest, known["regions"][head]
        head, dot, rest = core.partition(".")
    if dot and head in known["makers"] and not head[-1].isdigit():
        core, maker, seller = rest, head, seller or "aws"
    return replace(parts, core=core, seller=seller, maker=maker, region=region)


__all__ = [
    "NameParts",
    "in_digits",
    "is_packed",
    "other_kind",
    "probably",
    "take_apart",
    "without_deployment",
    "without_mode",
    "without_size_tag",
    "words_of",
]
