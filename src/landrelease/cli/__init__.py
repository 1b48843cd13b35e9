"""The command line: one file per verb; verbs translate, the desk does the work."""
