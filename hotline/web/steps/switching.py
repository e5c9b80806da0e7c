"""What an administrator does to the model in force, declared once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.roles import Actor
from hotline.operation.model_switching import go_back, put_in_force
from hotline.web.body import Body
from hotline.web.steps.form import named, statement


class ModelForm(Body):
    model: Annotated[str, named("模型", longest=80)]
    note: Annotated[str, statement("理由", "写入启用记录和审计日志；不要写诉求人的姓名、电话")]


@dataclass(frozen=True)
class ModelStep:
    """`verb` takes session, actor, folder and desk, and by name the version and the reason."""

    noun: str
    verb: Callable[..., None]
    done: str
    form: type[Body] = ModelForm

    def take(
        self, session: Session, actor: Actor, folder: Path, desk: Desk, form: ModelForm
    ) -> None:
        self.verb(session, actor, folder, desk, version=form.model, note=form.note)


def step_of(noun: str) -> ModelStep:
    if noun not in MODEL_STEPS:
        raise NotFound(f"没有“{noun[:20]}”这项操作", remedy="请从智能建议页操作")
    return MODEL_STEPS[noun]


MODEL_STEPS = {
    step.noun: step
    for step in (
        ModelStep("uses", put_in_force, "已启用，新来的诉求由它阅读"),
        ModelStep("rollbacks", go_back, "已退回，新来的诉求由它阅读"),
    )
}
