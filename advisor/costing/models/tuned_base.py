"""How large a base a tune needs, by the measured gap, the breadth of the task and the length of its requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case.facts import TRIED
from advisor.case.models_tried import GAPS, ModelsTried
from advisor.costing.arrays import one_value
from advisor.costing.line_items import GIGA
from advisor.costing.models.fitness import modality_objection, window_objection
from advisor.costing.models.model_class import FRONTIER, SMALL, level, level_in
from advisor.text.value_labels import value_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Offer
    from advisor.knowledge.serving import Architecture
    from advisor.knowledge.store import Knowledge

OPEN_ENDED = ("agent", "reasoning")
"""Tasks whose steps nobody can list beforehand."""


def needs_large_base(inputs: Inputs) -> bool:
    """Whether a small base would not do: a large gap, a broad or open-ended task, or requests too long for one."""
    found: bool = inputs.ask_once(_needs_large_base, inputs.knowledge)
    return found


def _needs_large_base(facts: Mapping[str, Any], book: Knowledge) -> bool:
    return _hard_for_small(facts, book) or bool(too_long_for_small(facts, book))


def _hard_for_small(facts: Mapping[str, Any], book: Knowledge) -> bool:
    """Whether a small model would not do, however short the requests."""
    open_ended = facts.get("task") in OPEN_ENDED or facts.get("task_scope") == "broad"
    return open_ended or _large_gap(facts, book)


def too_long_for_small(facts: Mapping[str, Any], book: Knowledge) -> Any:
    """Whether requests are longer than a small model can be relied on for, whatever its context window."""
    return one_value(facts.get("input_tokens", 0.0) > book.assumption("small_model_reads").likely)


def only_too_long(inputs: Inputs) -> bool:
    """Whether only the length of the requests speaks against a small model."""
    facts, book = inputs.facts, inputs.knowledge
    return bool(too_long_for_small(facts, book)) and not _hard_for_small(facts, book)


def large_gap(inputs: Inputs) -> bool:
    """Whether the smallest measured models fall far short of the bar."""
    found: bool = inputs.ask_once(_large_gap, inputs.knowledge)
    return found


def _large_gap(facts: Mapping[str, Any], book: Knowledge) -> bool:
    tried = facts.get(TRIED)
    if not isinstance(tried, ModelsTried):
        return False
    found = [(_level(book, name), zones) for name, zones in tried.items()]
    least = min((size for size, _ in found), default=FRONTIER)
    sized = ModelsTried.of({str(i): zones for i, (size, zones) in enumerate(found) if size == least})
    return sized.best == GAPS[-1]


def _level(book: Knowledge, name: str) -> int:
    model = book.known_model(name)
    return FRONTIER if model is None else level_in(book, model) or FRONTIER


def far_short(inputs: Inputs) -> str:
    """Why no open model is a base here: one of the middle class or above, measured, fell far short; else empty."""
    found: str = inputs.ask_once(_far_short, inputs.knowledge)
    return found


def _far_short(facts: Mapping[str, Any], book: Knowledge) -> str:
    tried = facts.get(TRIED)
    if not isinstance(tried, ModelsTried):
        return ""
    missed = [book.known_model(name) for name, zones in tried.items() if zones == (GAPS[-1],)]
    named = [m.id for m in missed if m is not None and (level_in(book, m) or 0) > SMALL]
    return f"{named[0]}, at least as able untrained as an open base, fell far short" if named else ""


def open_sizes(inputs: Inputs) -> tuple[float, float]:
    """The smallest and the largest open base that is compared, in billions of parameters."""
    size = _size(bool(needs_large_base(inputs)))
    return tuple(float(inputs.use_assumption(f"{size}_params_b_{end}").value) for end in ("min", "max"))  # type: ignore[return-value]


def open_model(inputs: Inputs) -> Architecture:
    """The open model that is tuned and served where the route names none: the usual one of the size that is needed.

    Where that does not take the input or read the longest request, the smallest from that size on that does.
    """
    book, usual = inputs.knowledge, _usual_model(inputs)
    if _reads(inputs, usual):
        return usual
    least = book.assumption(f"{_size(needs_large_base(inputs))}_params_b_min").likely * GIGA
    able = [a for a in book.architectures if a.params >= least and not _not_taken(inputs, a)]
    able = [a for a in able if _reads(inputs, a)] or (able if _not_taken(inputs, usual) else [usual])
    return min(able, key=lambda a: (a.params, a.id), default=usual)


def _usual_model(inputs: Inputs) -> Architecture:
    book, large = inputs.knowledge, needs_large_base(inputs)
    return book.architecture(
        book.choice("self_host_large_architecture" if large else "self_host_architecture").value
    )


def _reads(inputs: Inputs, model: Architecture) -> bool:
    """Whether `model` takes the input, its longest request too."""
    return not (_not_taken(inputs, model) or window_objection(inputs, model.id, model.max_input_tokens))


def _not_taken(inputs: Inputs, model: Architecture) -> list[str]:
    """The kinds of input that `model` does not take."""
    return sorted(set(inputs.facts.get("modalities") or ()) - {"text"} - set(model.modalities))


def _size(large: bool) -> str:
    return "large_open_model" if large else "open_model"


def base_objections(inputs: Inputs, offer: Offer) -> tuple[str, ...]:
    """Why the base of `offer` cannot do this work: too small, too short a window, without the modality."""
    base = inputs.known_model(offer.base_model or offer.base)
    if base is None:
        whys = (open_window_objection(inputs, _usual_model(inputs)), _weights_objection(inputs, offer))
        return tuple(why for why in whys if why) if offer.kind == "open-weight" else ()
    small = level(inputs, base) == SMALL and needs_large_base(inputs)
    found = (
        f"{offer.base} is too small a base for this gap, this breadth or this length" if small else "",
        window_objection(inputs, base.id, base.max_input_tokens),
        modality_objection(inputs, base),
    )
    return tuple(why for why in found if why)


def _weights_objection(inputs: Inputs, offer: Offer) -> str:
    """What of the input open weights that several sell do not take, or are not known to take; else empty."""
    wanted = set(inputs.facts.get("modalities") or ()) - {"text"}
    if not wanted:
        return ""
    match = inputs.knowledge.find_model(offer.base)
    known = {kind for model in (*match.candidates, *match.elsewhere) for kind in model.modalities}
    kinds = " and ".join(value_label("modalities", kind) for kind in sorted(wanted - known))
    if not kinds:
        return ""
    return (
        f"{offer.base} does not take {kinds}" if known else f"whether {offer.base} takes {kinds} is not known"
    )


def open_model_objection(inputs: Inputs) -> str:
    """Why no open model that is priced on own GPUs takes this input; empty if one does."""
    lacking = _not_taken(inputs, open_model(inputs))
    if lacking:
        return f"no open model of the size this work needs is priced here that takes {' and '.join(lacking)}"
    return open_window_objection(inputs, open_model(inputs))


def open_window_objection(inputs: Inputs, model: Architecture) -> str:
    """Why the longest request does not fit this open model; empty if it does."""
    return window_objection(inputs, model.id, model.max_input_tokens)
