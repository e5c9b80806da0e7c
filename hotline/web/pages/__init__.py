"""The pages: `route_handlers` is what the application serves."""

from hotline.web.pages import home, intake, models, overview, progress, queues, report, sign_in, ticket, tickets

route_handlers = [
    home.home,
    sign_in.show_sign_in,
    sign_in.sign_in,
    sign_in.leave,
    report.show_form,
    report.send_report,
    report.suggest,
    progress.show_progress,
    progress.look_up,
    intake.show_intake,
    intake.suggest,
    intake.end_call,
    queues.show_triage,
    queues.show_inbox,
    queues.show_review,
    queues.show_callbacks,
    overview.show_overview,
    models.show_models,
    tickets.list_tickets,
    ticket.show_ticket,
    ticket.show_clock,
    ticket.open_personal,
    ticket.take_deed,
]
