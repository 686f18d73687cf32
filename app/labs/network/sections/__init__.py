"""The sections of the Network lab that unfold until a reader asks for them."""
