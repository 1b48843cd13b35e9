"""Land and statements as files and pages for people and other programs."""
