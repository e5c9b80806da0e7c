"""A chart as a picture, for Word, which shows no SVG everywhere."""

import typst

from hotline.papers.bars import draw_bars
from hotline.papers.paper import Bars
from hotline.papers.pdf import require_font

_TEMPLATE = (
    b"#set page(width: 160mm, height: auto, margin: 2mm)\n"
    b'#image(bytes(sys.inputs.chart), format: "svg", width: 100%)'
)
_DOTS_PER_INCH = 200


def draw_picture(chart: Bars) -> bytes:
    """PNG, 160 mm wide. Raises Unavailable where the machine has no Chinese font."""
    require_font()
    picture: bytes = typst.compile(
        _TEMPLATE, format="png", ppi=_DOTS_PER_INCH, sys_inputs={"chart": draw_bars(chart)}
    )
    return picture
