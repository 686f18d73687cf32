"""A neuron with several inputs, and the tables of examples that it learns from."""
