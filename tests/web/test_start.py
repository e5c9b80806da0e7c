"""A server listens soon: what the models need is loaded behind the start."""

import subprocess
import sys

CODE = """
import sys
from hotline.app import create_app
from hotline.config import read_settings
create_app(read_settings(data=sys.argv[1]), worker=True, writer=True)
print(sorted({"sklearn", "scipy.stats", "chinese_calendar"} & set(sys.modules)))
"""


def test_the_application_is_ready_to_listen_before_anybody_loads_what_the_models_need(tmp_path):
    command = [sys.executable, "-c", CODE, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
