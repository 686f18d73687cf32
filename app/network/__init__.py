"""The Network lab: a whole network learns handwritten digits, with four pairings."""
