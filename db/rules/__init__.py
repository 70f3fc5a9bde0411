"""Rules that propose how claims bear on each other. They decide nothing."""
