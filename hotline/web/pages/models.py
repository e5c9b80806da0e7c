"""How right the machine is in real work: by week, by category, by unit,
and by pair what was changed; and which model is in force, for those who may change that.
"""

from pathlib import Path
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.live_model import models_folder
from hotline.domain.errors import HotlineError
from hotline.domain.roles import READS_MODEL_FIGURES, SWITCHES_MODELS, Actor
from hotline.operation.model_switching import check_usable
from hotline.storage.changed_suggestions import changed_pairs
from hotline.storage.model_registry import Registry, read_registry
from hotline.storage.suggestion_figures import by_key, by_week, in_all
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.page_labels import MODEL_NAME
from hotline.web.pages.forms import Form, Sent, checked, form_of, refused
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.reading.spans import read_span
from hotline.web.steps.switching import MODEL_STEPS, step_of
from hotline.web.steps.typed import read_typed

CHANGES = 20


@get("/models", guards=[only(*READS_MODEL_FIGURES)])
@reading
def show_models(
    session: Session, request: PageRequest, desk: AtDesk, actor: Signed
) -> Response[str]:
    return models_page(session, request, actor, desk)


@post("/models/{noun:str}", guards=[only(*SWITCHES_MODELS)], status_code=200)
@in_thread
def switch_model(
    request: PageRequest, noun: str, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """A model file takes a second to check: that is done before the transaction."""
    step, folder = step_of(noun), _folder(request)

    def show(session: Session, error: HotlineError) -> Response[str]:
        typed = refused(form_of(step, data), error)
        return models_page(session, request, actor, desk, typed, error)

    try:
        form = read_typed(step.form, checked(data))
        check_usable(folder, form.model)
    except HotlineError as error:
        with database.reading() as session:
            return show(session, error)

    def take(session: Session) -> None:
        step.take(session, actor, folder, desk, form)

    def then(_: None) -> Response[Any]:
        request.app.state.desks.look_again()
        return Redirect(f"/models?done={noun}-of-models", status_code=303)

    return taken_or_shown_again(database, take, show, then=then)


def models_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    span = read_span(request.query_params, desk.now().date())
    month, weeks = span.last_month, by_week(session, *span.times)
    return page(
        request,
        "models.html",
        desk,
        status=problem_of(error).status if error else 200,
        span=span,
        model=desk.classifier.version,
        fault=request.app.state.desks.model.fault,
        total=in_all(weeks),
        weeks=weeks,
        categories=by_key(session, "category", *span.times),
        units=by_key(session, "unit", *span.times),
        month=month,
        category_pairs=changed_pairs(session, actor, "category", *month.times),
        unit_pairs=changed_pairs(session, actor, "unit", *month.times),
        registry=_registry(_folder(request)),
        most_changes=CHANGES,
        model_names=MODEL_NAME,
        switches=actor.role in SWITCHES_MODELS,
        use=form if form and form.name == "uses" else form_of(MODEL_STEPS["uses"]),
        back=form if form and form.name == "rollbacks" else form_of(MODEL_STEPS["rollbacks"]),
    )


def _folder(request: PageRequest) -> Path:
    return models_folder(request.app.state.settings.data)


def _registry(folder: Path) -> Registry:
    """Empty where it cannot be read: what is wrong with it stands on the page already."""
    try:
        return read_registry(folder)
    except HotlineError:
        return Registry()


route_handlers = [show_models, switch_model]
