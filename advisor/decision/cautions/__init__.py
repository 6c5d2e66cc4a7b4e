"""What a reader has to take care of, one kind a module, gathered by `warnings`."""
