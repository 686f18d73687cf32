"""The sections of the Neuron lab that unfold until a reader asks for them: see why.

``names`` lists them; ``registry`` tells the browser what is in those that are unfolded, each made
by a module of its own (``questions``, ``predict``, ``why``, ``where``, ``map``,
``pinned``); ``commands`` is what a reader asks for there, as changes of the controls.
``predict`` and ``pins`` are values of the controls, too, and so travel in the address.
"""
