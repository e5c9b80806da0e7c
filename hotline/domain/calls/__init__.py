"""A call: what its events make of it, who sits where, what is counted. Pure rules."""
