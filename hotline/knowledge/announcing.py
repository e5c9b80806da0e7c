"""What may be announced to the public: nothing that says who reported or is meant."""

from classifiers.personal import find_personal
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.exposure import exposure_faults
from hotline.domain.knowledge import Content


def require_publishable(content: Content, desk: Desk) -> None:
    """Raise InvalidInput with every place that has personal data or tells of a day to come."""
    faults = exposure_faults(dict(content.guide), desk.now().date())
    for name, text in {"title": content.title, **content.guide}.items():
        places = [text[span.start : span.end] for span in find_personal(text)]
        faults += [(name, f"“{place}”像是个人信息；请删去或改写") for place in places]
    if faults:
        raise InvalidInput(
            f"有 {len(faults)} 处不能公开",
            remedy="公开的内容只写事情和单位，不写人",
            faults=tuple(faults),
        )
