"""Costs: those to learn by, and what makes a cost good."""
