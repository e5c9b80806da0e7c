"""The demonstration: a believable, invented year of 示例市, made by the same casework as real
tickets.
"""
