"""From a case to one verdict with its proof."""
