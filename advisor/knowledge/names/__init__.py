"""From any spelling of a model to the model."""
