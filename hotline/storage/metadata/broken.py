"""The one error of the cleaners."""


class BrokenFile(Exception):
    """A file that does not keep to its format; the text says where, in Chinese."""
