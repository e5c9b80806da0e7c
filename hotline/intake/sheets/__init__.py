"""Readers of the files that offices exchange: CSV, XLSX and JSON lines, each as numbered records
of named cells.
"""
