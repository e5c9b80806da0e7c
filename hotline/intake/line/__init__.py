"""Many reports at once: the way of a report from the body of a request to its row.

1. `web.api.reports` reads the body, `intake.api.parse` makes an IncomingReport of it: every field
   checked, every fault named at once.
2. `door.Door.submit` makes it a Submission (actor, report, key) and sends those of one turn of the
   event loop over a socket (`link`) to the reader. The request waits for its number.
3. `reader` takes what waits as a group; `groups.read_group` finds category, place and unit by
   `casework.prepared`: a Prepared for each, handed on to the writer.
4. `writer` takes what waits as a group; `groups.GroupWriter` opens one transaction.
5. `casework.receive.store` finds repeats by key and reference; `casework.ticket_opening` makes the
   rows: ticket, history, suggestion, assignment, caller. `storage.bulk` writes them by table.
6. The commit; when it is on the disk, the Receipt of each report goes back to the door.
7. `Door` answers the request that waits under the number; `web.api.reports` shows the receipt.

`processes` starts reader and writer, `own_process` opens what each needs. When either dies, whoever
waits gets an error, and a new line is started.
"""
