"""The sections of the Softmax lab that unfold; each is made by a module of its own."""
