"""A network of neurons in layers, and how it is trained and observed."""
