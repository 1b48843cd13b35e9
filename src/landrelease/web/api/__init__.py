"""The HTTP API for programs: REST over the verbs of the desk, and OGC API - Features over the layers."""
