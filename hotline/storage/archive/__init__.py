"""Backups: written while the hotline runs, checked whole before anything moves back."""
