"""示例市 with other settings, in force in a running application."""

from hotline.city.loading import load_pack
from hotline.city.pack_reading import read_pack_texts
from tests.support.web import Web


def change_city(web: Web, section: str) -> None:
    """Load the city again with this section at the end of city.toml."""
    desks = web.app.state.desks
    files = desks().city.files
    texts = {**files, "city.toml": f"{files['city.toml']}\n{section}"}
    reading = read_pack_texts(texts, today=web.now.date())
    assert reading.pack is not None, [str(fault) for fault in reading.faults]
    with web.app.state.database.writing() as session:
        load_pack(session, reading.pack, by="tests")
    desks.look_again()
