"""Files: strict YAML with lines, its cache, whole writes, where things lie."""
