"""Asterisk's manager interface (AMI): lines of `Key: value`, a blank line after each message."""
