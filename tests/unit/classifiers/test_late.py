"""scikit-learn comes in by one thread, however many need it first."""

import subprocess
import sys

PROGRAM = """
import threading
faults, together = [], threading.Barrier(2)
threading.excepthook = lambda hook: faults.append(hook.exc_value)

def classify():
    from classifiers.predict import default_classifier
    together.wait()
    default_classifier()

def search():
    from analytics.short_texts import _grams
    together.wait()
    _grams(2)

threads = [threading.Thread(target=target) for target in (classify, search)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(faults)
"""


def test_two_threads_that_need_it_first_both_get_it():
    answer = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr
