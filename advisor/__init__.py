"""advisor: one priced, audited verdict for each LLM workload."""

__version__ = "0.1.0"
