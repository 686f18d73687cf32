"""What is folded away in the Overfitting lab."""
