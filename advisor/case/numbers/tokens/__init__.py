"""Tokens of a call: on which side they are, of which parts, in which texts they are counted."""
