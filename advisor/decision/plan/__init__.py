"""The steps of the plan: the facts and words they are made of."""
