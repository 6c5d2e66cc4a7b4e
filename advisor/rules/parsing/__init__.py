"""From YAML to rules: every complaint with its file and line."""
