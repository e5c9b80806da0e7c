"""Among the reasons for a hidden caller's report is no word that the stars of its text hide."""

import pytest

from tests.web.hiding.markers import bring_to_unit

READERS = ("street_clerk", "leader", "supervisor", "reviewer", "dispatcher")
# Each with the words that a segmenter cuts the name into.
TEXTS = {
    "路灯不亮三盏，我叫阿不都热依木，请派人来修。": ("阿不都", "热依木"),
    "路灯坏了，联系人田明，路灯不亮。": ("田明",),
    "路灯不亮了，本人欧阳 修，请派人来修路灯。": ("欧阳修", "欧阳"),
    "路灯不亮了，我叫艾合买提，请派人来修路灯。": ("艾合", "买提"),
    "路灯不亮了，联系人次仁旺堆，请派人来修路灯。": ("旺堆", "次仁"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_nobody_reads_a_part_of_the_callers_name_among_the_reasons(web, text):
    no = bring_to_unit(web, text, TEXTS[text][0])
    for who in READERS:
        shown = web.get(who, f"/api/v1/tickets/{no}").json()
        lines = [*shown["suggestion"]["reasons"], *shown["suggestion"].get("brief", [])]
        page = web.get(who, f"/tickets/{no}").text
        assert any("路灯" in line for line in lines), lines
        for word in TEXTS[text]:
            assert word not in "".join(lines), (who, lines)
            assert word not in page, (who, word)
