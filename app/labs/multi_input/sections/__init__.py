"""The parts of the Several-inputs lab that are folded away until a reader asks for them."""
