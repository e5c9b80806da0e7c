"""Times said in words, read against the time of the report."""
