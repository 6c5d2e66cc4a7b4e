"""Calls a month: out of heads, tasks, rates and schedules."""
