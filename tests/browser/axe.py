"""axe-core inside the page: what a tool can find of WCAG 2.1 A and AA."""

from pathlib import Path

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# Of what passes neither selectors nor every node are asked for: that costs more than the rules.
RUN = """axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  resultTypes: ['violations'], selectors: false,
})"""


def violations(page) -> list[str]:
    """One line for each violation with the first place where it is."""
    page.evaluate(AXE.read_text())
    violations = page.evaluate(RUN)["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in violations
    ]
