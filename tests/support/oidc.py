"""A real OpenID Connect provider for the tests: oidc-provider under Node, on a port of its own."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.ports import free_port
from tests.support.required import missing

SOURCE = Path(__file__).parent.parent / "oidc"
BUILT = Path(__file__).parents[2] / "build" / "oidc"
FILES = ("package.json", "package-lock.json", "provider.mjs")
CLIENT, SECRET = "hotline", "known to both of them"


@contextmanager
def oidc_provider(redirect: str) -> Iterator[str]:
    """The issuer of a running provider; skips or fails where Node or npm are missing."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            missing("oidc", f"no {program} was found")
    _install()
    port = free_port()
    command = ["node", "provider.mjs", str(port), redirect, CLIENT, SECRET]
    process = subprocess.Popen(
        command, cwd=BUILT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        lines = iter(process.stdout.readline, "")
        assert any("ready" in line for line in lines), "the provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def sign_in_there(address: str, name: str) -> str:
    """Sign in as `name` and agree, as a browser does; the address to which it is sent back."""
    with httpx.Client(follow_redirects=False, timeout=30) as browser:
        answer = browser.get(address)
        for _ in range(12):
            while answer.is_redirect:
                target = str(answer.next_request.url)
                if "code=" in target or "error=" in target:
                    return target
                answer = browser.send(answer.next_request)
            action = re.search(r'action="([^"]+)"', answer.text)[1]
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
            form = {"prompt": prompt, "login": name, "password": "any"}
            answer = browser.post(str(answer.url.join(action)), data=form)
    raise AssertionError("the provider sent nobody back")


def _install() -> None:
    """From the lock file, once; anew when the lock file changes."""
    BUILT.mkdir(parents=True, exist_ok=True)
    lock, done = (SOURCE / "package-lock.json").read_bytes(), BUILT / "node_modules/.hotline"
    for name in FILES:
        shutil.copy(SOURCE / name, BUILT / name)
    if done.is_file() and done.read_bytes() == lock:
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    result = subprocess.run(command, cwd=BUILT, capture_output=True, text=True)
    if result.returncode != 0:
        missing("oidc", f"npm ci failed: {result.stderr.strip()[-300:]}")
    done.write_bytes(lock)
