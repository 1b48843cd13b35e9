"""The bench: our engines and the peers side by side on the same synthetic nation, in one run."""
