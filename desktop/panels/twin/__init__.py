"""The table that shows what a picture shows."""
