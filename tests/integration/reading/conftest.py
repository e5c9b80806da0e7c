from tests.support.each_engine import desk, session  # noqa: F401
