"""What is read once at the start stays for good: the collector need not look at it again and again."""

import gc


def settle() -> None:
    """Call it when models and tables are read. Each full collection over them stops the process for a fifth of a second."""
    gc.collect()
    gc.freeze()
