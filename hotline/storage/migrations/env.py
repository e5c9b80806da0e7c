"""Alembic's entry: runs on the connection that `Database.migrate` hands over."""

from alembic import context

from hotline.domain import models

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=models.Ticket.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
