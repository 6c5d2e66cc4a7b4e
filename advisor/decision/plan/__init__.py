"""What to do first and then: the facts that the steps of a plan rest on."""
