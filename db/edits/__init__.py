"""Every way a desk can change from the window, one frozen class each."""
