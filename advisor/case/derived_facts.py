"""Facts that are worked out and never asked: of the money, of the models, and of the verdict itself."""

from __future__ import annotations

import math

from advisor.case.fact_kinds import choice, flag, number
from advisor.case.models_tried import GAPS
from advisor.case.routes import BANDS, ROUTES, TUNED, UNTRAINED

_CARRIES = ("growth", "falling-volume", "announced-price")
"""What money may hang on beside today's volume and prices."""

DERIVED = (
    choice("other_model_gap", "how far the best of the models tried falls short of the bar", *GAPS),
    number("tokens_per_month", "tokens/month", "input and output tokens a month", high=math.inf),
    number("examples_per_label", "examples", "labelled examples for each label", high=math.inf),
    flag("rival_tried", "another untrained model of a class near today's was measured on this task"),
    flag("good_model_tried", "an untrained model that was measured meets the bar and can do this work"),
    flag(
        "switch_pays", "moving to a measured model or route that meets the bar saves more than the move costs"
    ),
    flag("contract_holds", "moving repays its work, but not while the reserved GPUs are paid anyway"),
    flag("stronger_model", "a stronger model of today's vendor has not been measured yet"),
    flag("cheap_candidate", "an unmeasured model costs under half, and measuring it repays"),
    choice("verdict_route", "the route of the verdict", *ROUTES),
    flag("verdict_trained", "the verdict runs a model tuned for this task"),
    choice(
        "verdict_action",
        "what the verdict has one do",
        "host",
        "retrieve",
        "mend-retrieval",
        "shortlist",
        "split",
        "measure-inside",
        "faster",
        "start",
        "switch",
        "migrate",
        "measure",
        "find-cause",
        "structure",
        "train",
        "stay",
        "keep",
    ),
    flag("training_ahead", "the verdict trains, or does once candidates miss and what is open passes"),
    flag("vendor_called", "what the verdict has one run on, or measure next, is called at a vendor"),
    flag("price_waits", "what the verdict has one run on has no price, for want of an answer"),
    flag("cheaper_by_ratio", "by the ratio of list prices an untrained model costs at most half of the bill"),
    flag("switch_meanwhile", "a measured model or cascade repays the move to it within a month"),
    flag(
        "verdict_dearer",
        "the verdict costs more a month than what serves today as it could be run where it is",
    ),
    flag("tune_meets_bar", "the tune that runs today meets the bar, and ends with its base"),
    flag("few_requests", "a first share of the traffic brings too few answers a month to tell anything"),
    flag("bill_odd", "the bill that was said is far from what its tokens cost"),
    flag("rival_unmeasured", "an untrained model that could do the work was not measured yet"),
    flag(
        "evaluation_dear", "a first evaluation set costs more than the calls, and errors do not matter much"
    ),
    number("cache_saving_share", "fraction", "share of today's bill that caching the prefix would save"),
    number(
        "wait_saving_share",
        "fraction",
        "share of a job done once that batch jobs would save, were it to wait",
    ),
    number(
        "paste_saving_share",
        "fraction",
        "share of today's bill that caching the pasted text would save, were it the same in every call",
    ),
    flag(
        "tier_after_move",
        "the cheaper tier is for what takes today's model's place, or that ends within weeks",
    ),
    number(
        "bill_over_list",
        "fraction",
        "how far the bill that was said is above list price for these volumes; below 0 under it",
        low=-1,
        high=math.inf,
    ),
    number("month_days", "days", "the days that a month of calls is counted with"),
    number("region_premium", "fraction", "what keeping data in the region adds to the verdict's list price"),
    number("tier_saving_share", "fraction", "share of today's bill that batch or flex calls would save"),
    number(
        "prefix_month_usd",
        "USD/month",
        "what caching would save at most, where nobody said how much of the prompt is the same in every call",
        high=math.inf,
    ),
    number(
        "output_month_usd",
        "USD/month",
        "what the output tokens of the verdict cost at today's volume",
        high=math.inf,
    ),
    flag("output_outweighs", "a tenth of the output tokens costs more than caching would save at most"),
    number("peak_requests_per_minute", "requests/minute", "requests a minute at the peak", high=math.inf),
    number("peak_tokens_per_minute", "tokens/minute", "input tokens a minute at the peak", high=math.inf),
    choice("next_route", "the route that the next step is about", *ROUTES),
    flag("candidate_known", "an untrained model that could do the work is priced, open and not measured yet"),
    flag("own_row_open", "an open model on own GPUs that did not miss the bar is priced and open, untrained"),
    choice("move_hangs_on", "without what the move to the reference would not repay", *_CARRIES),
    choice(
        "band_hangs_on", "without what the break-even band of the tuned route would be another", *_CARRIES
    ),
    flag("today_closed", "today's model cannot do this work as answered: boundary, window or input"),
    flag("start_open", "where no model runs yet, one that could do the work is priced and open"),
    flag(
        "start_dearer", "what runs today without a model costs no more than any model that could do the work"
    ),
    flag("tuned_undercuts", "the tuned route costs less than what runs today without a model"),
    flag("start_repays", "a model in place of what runs today without one saves more than its hours cost"),
    flag(
        "runs_elsewhere", "what the verdict has one call or tune is on a platform that does not serve today"
    ),
    flag("runs_inside", "today's model is an open one on one's own GPUs"),
    flag("replacement_named", "a replacement of the model that ends is named and priced"),
    flag(
        "replacement_dearer",
        "the replacement of the model that ends costs more, so the old one runs to its end",
    ),
    flag("move_now", "a dearer replacement waits no longer: the model ends within weeks, or misses the bar"),
    flag("retrieval_suspected", "what retrieval brings was said, and not whether it runs"),
    flag("ends_at_once", "today's model ends sooner than a measurement takes"),
    flag("replacement_jumps", "the model has ended, and what is named in its place costs more than it did"),
    flag(
        "landing_known",
        "a measured model meets the bar, beside a replacement of today's that nobody measured",
    ),
    flag("landing_first", "it is moved to, since measuring that replacement would not repay beside it"),
    flag("lora_dedicated", "the lora route is served from a dedicated GPU"),
    flag("input_outpaces_retraining", "the inputs change faster than the team retrains"),
    flag("model_retires", "today's model is shut down within the horizon"),
    number(
        "per_call_saving_usd", "USD/request", "reference price less tuned price", low=-math.inf, high=math.inf
    ),
    number(
        "break_even_requests_per_month", "requests/month", "volume at which both cost the same", high=math.inf
    ),
    number("break_even_multiple", "times break-even", "volume over break-even volume", high=math.inf),
    choice("break_even_band", "where the volume lies against break-even", *BANDS),
    number(
        "payback_months", "months", "months until the one-time cost is repaid", low=-math.inf, high=math.inf
    ),
    number("usable_months", "months", "months the tuned model may run within the horizon"),
    choice("tuned_route", "the tuned route that is compared", *TUNED),
    flag("tuned_route_open", "at least one tuned route is open"),
    choice("reference_route", "the cheapest acceptable untrained route", *UNTRAINED, "self-host"),
    *(choice(f"{r.replace('-', '_')}_band", f"break-even band of {r} alone", *BANDS) for r in TUNED),
    *(flag(f"{r.replace('-', '_')}_outlives_payback", f"{r} lasts until it has paid back") for r in TUNED),
    *(flag(f"{r.replace('-', '_')}_offered", f"{r} is on offer to this customer") for r in TUNED),
)
