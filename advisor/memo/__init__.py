"""What leaves the tool: one decision as terminal text, JSON, Markdown memo or HTML page."""
