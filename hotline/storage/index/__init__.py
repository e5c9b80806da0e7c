"""What feeds the search index, whether it agrees with the database, and who answers without it."""
