"""The library layer: the models of genai-prices, checked against litellm's table, as files of the price book."""
