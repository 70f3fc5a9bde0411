"""Words for people: queries, what is picked, why nothing is shown."""
