"""What was changed, by whom, when: kept by triggers, sealed in a chain, only ever added to."""
