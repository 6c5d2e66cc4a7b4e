"""`python -m advisor`."""

from advisor.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
