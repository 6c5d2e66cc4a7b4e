"""Sample prompts: their shapes, and their tokens counted offline."""
