"""Gives files out."""
