"""A decision is plain data: it can be kept, sent to another process, and compared by value."""

import pickle

import pytest
from workloads import APRIL, NOVEMBER, decided, shipped


@pytest.mark.parametrize("name", ["guide-classifier", "promptunit", "legal-clauses"])
def test_a_decision_comes_back_from_a_pickle_and_equals_itself(name):
    once, again = (decided(shipped(name), NOVEMBER) for _ in range(2))
    assert pickle.loads(pickle.dumps(once)) == once == again
    assert decided(shipped(name), APRIL) != once
