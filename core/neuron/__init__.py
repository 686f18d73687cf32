"""One neuron with one input, and how it is trained and observed."""
