"""Where places and roads are drawn: pure geometry, without Qt."""
