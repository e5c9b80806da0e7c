"""Official sheets: what they say as plain data, and the printers that make files of it."""
