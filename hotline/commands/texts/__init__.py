"""Commands that read a text or a file of texts: classify, route, mask."""
