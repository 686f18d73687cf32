"""The parts of the Network lab that are folded away until a reader asks for them."""
