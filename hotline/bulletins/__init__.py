"""Bulletins for those who lead: 日报, 周报, 月报, 专报, written from the figures of a period."""
