"""`hotline model`: train, try, measure and switch models."""
