"""Calls: what a phone system tells, whose sheet a call is on, who is rung back, what is checked."""
