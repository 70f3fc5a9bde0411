"""Makes a fictional desk."""
