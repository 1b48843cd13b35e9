"""Documents that came in, the origins that they rest on, and what each of them says."""
