"""Spans of time in months, and the words that name them: "quarter", "wk", "daily", "rps", "every Sunday"."""

from __future__ import annotations

from fractions import Fraction

DAYS_PER_MONTH = 30
"""A month of requests; weeks and days become months by it (design decision, cited as an assumption)."""
MONTHS_PER_YEAR = 12

_DAY = Fraction(1, DAYS_PER_MONTH)
SPANS: dict[str, Fraction] = {
    "second": _DAY / 86_400,
    "minute": _DAY / 1_440,
    "hour": _DAY / 24,
    "day": _DAY,
    "weekday": _DAY * Fraction(7, 5),
    "weekend day": _DAY * Fraction(7, 2),
    "week": 7 * _DAY,
    "fortnight": 14 * _DAY,
    "month": Fraction(1),
    "quarter": Fraction(3),
    "semester": Fraction(6),
    "year": Fraction(MONTHS_PER_YEAR),
}
_SHORT = {
    "s": "second", "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "h": "hour",
    "hr": "hour", "hrs": "hour", "d": "day", "w": "week", "wk": "week", "wks": "week", "mo": "month",
    "mos": "month", "mth": "month", "mths": "month", "mnth": "month", "mnths": "month", "mon": "month",
    "q": "quarter", "qtr": "quarter", "quater": "quarter",
    "y": "year", "yr": "year",
    "yrs": "year", "annum": "year", "fiscal year": "year", "fiscal years": "year", "calendar year": "year",
    "calendar years": "year", "workday": "weekday", "workdays": "weekday", "working day": "weekday",
    "working days": "weekday", "business day": "weekday", "business days": "weekday", "office day": "weekday",
    "werktag": "weekday", "werktage": "weekday", "arbeitstag": "weekday", "werkdag": "weekday",
    "jour ouvré": "weekday", "jours ouvrés": "weekday",
    "jour ouvrable": "weekday", "jour ouvre": "weekday", "jours ouvres": "weekday", "día laborable": "weekday",
    "dia laborable": "weekday",
    "día hábil": "weekday", "dia habil": "weekday",
    "dia util": "weekday", "giorno lavorativo": "weekday", "dia útil": "weekday",
    "día": "day", "días": "day", "año": "year", "giorno": "day", "settimana": "week", "mese": "month",
    "anno": "year", "maand": "month", "jaar": "year", "dag": "day", "mês": "month", "ano": "year",
    "année": "year", "trimestre": "quarter", "quartal": "quarter",
    "shift day": "day", "shift": "day", "shifts": "day",
    "night": "day", "nights": "day", "tag": "day", "woche": "week", "monat": "month", "jahr": "year",
    "sekunde": "second", "sekunden": "second", "minuten": "minute", "stunde": "hour", "stunden": "hour",
    "tage": "day", "tagen": "day", "wochen": "week", "monate": "month", "monaten": "month", "jahre": "year",
    "jahren": "year", "seconde": "second", "secondes": "second", "heure": "hour", "heures": "hour",
    "jour": "day", "jours": "day",
    "semaine": "week", "semaines": "week", "mois": "month", "ans": "year", "segundo": "second",
    "segundos": "second", "minuto": "minute", "minutos": "minute", "hora": "hour", "horas": "hour",
    "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month",
}  # fmt: skip
_DAYS_NAMED = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend")
ONCE_A_WEEK = frozenset({*_DAYS_NAMED, *(f"{d}s" for d in _DAYS_NAMED)})
TIMES = {**{w: w for w in SPANS}, **{f"{w}s": w for w in SPANS}, **_SHORT}
ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "quaterly": "quarter",
    "montly": "month", "anually": "year",
    "yearly": "year", "annually": "year", "annual": "year", "yoy": "year", "qoq": "quarter", "mom": "month",
}  # fmt: skip
RATES = {
    "rps": "second", "qps": "second", "rpm": "minute", "qpm": "minute", "rph": "hour", "rpd": "day",
    "rpw": "week",
}  # fmt: skip
