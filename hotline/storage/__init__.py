"""Transactions, queries with names, vault, history chain, migrations.

A query that answers a list or a figure, or that two rooms use, has a name here; a verb may look up
the rows that it is about to change. The web asks by name only.
"""
