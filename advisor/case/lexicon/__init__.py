"""The words people use: their phrases as data, and where these stand in a sentence."""
