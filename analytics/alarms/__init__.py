"""Warnings out of what came in: surges, slow rises, repeats, crowds, matters closed too soon."""
