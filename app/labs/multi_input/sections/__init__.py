"""The sections of the Several-inputs lab that unfold until a reader asks for them."""
