"""What arrives becomes an IncomingReport: one module per channel, all with `CHANNEL`, `parse` and
`example`; `line` is for many reports at once.
"""
