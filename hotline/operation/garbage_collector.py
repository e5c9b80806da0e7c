"""What is read once at the start stays for good: the collector need not look at it again and
again.
"""

import gc

RARELY = 50_000


def freeze_startup_objects(*, rarely: bool = False) -> None:
    """Call it when models and tables are read.

    Each full collection over them stops the process for a fifth of a second.

    rarely  for a process that makes thousands of mappings without cycles at a time: looking through
    them took a tenth of it
    """
    gc.collect()
    gc.freeze()
    if rarely:
        gc.set_threshold(RARELY, 20, 20)
