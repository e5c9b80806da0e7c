from litestar._parsers import parse_url_encoded_form_data
from litestar.testing import TestClient

from hotline.app import create_app


def test_nothing_of_a_form_stays_in_memory_after_its_answer(settings):
    with TestClient(create_app(settings)) as client:
        client.post("/report", data={"text": "东湖区路灯不亮", "phone": "13800138000"})
        client.post("/progress", data={"ticket_no": "1", "query_code": "2"})
    assert parse_url_encoded_form_data.cache_info().currsize == 0
