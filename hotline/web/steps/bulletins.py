"""What a person does with a drafted bulletin, declared once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from hotline.bulletins import signing
from hotline.web.body import Body
from hotline.web.steps.form import named, statement


class BulletinSigningForm(Body):
    remark: Annotated[
        str, named("按语", "写在正文之前；不写个人信息", longest=signing.LONGEST_REMARK)
    ] = ""


class BulletinDroppingForm(Body):
    reason: Annotated[str, statement("作废理由")]


@dataclass(frozen=True)
class BulletinStep:
    """`verb` takes session, actor, the number, desk and the fields by name."""

    noun: str
    name: str
    form: type[Body]
    verb: Callable[..., None]
    done: str
    hint: str = ""
    is_final: bool = False

    def take(self, session: Any, actor: Any, number: int, desk: Any, form: Body) -> None:
        fields = {name: getattr(form, name) for name in form.__struct_fields__}
        self.verb(session, actor, number, desk, **fields)


BULLETIN_STEPS = {
    step.noun: step
    for step in (
        BulletinStep(
            "signatures",
            "签发",
            BulletinSigningForm,
            signing.sign,
            done="已签发，已发给名单上的岗位和单位",
            hint="签发后发给名单，不能收回；请先核对数字。",
        ),
        BulletinStep(
            "droppings",
            "作废",
            BulletinDroppingForm,
            signing.drop,
            done="已作废，不发给任何人",
            is_final=True,
        ),
    )
}
