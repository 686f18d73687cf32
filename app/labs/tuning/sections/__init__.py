"""What is folded away in the Tuning lab."""
