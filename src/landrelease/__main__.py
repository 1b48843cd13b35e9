"""`python -m landrelease`: the same command as `landrelease`."""

from landrelease.cli.main import main

if __name__ == "__main__":
    main()
