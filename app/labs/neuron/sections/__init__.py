"""The parts of the Neuron lab that are folded away until a reader asks for them: see why.

``names`` lists them; ``registry`` tells the browser what is in those that are unfolded, each made
by a module of its own (``questions``, ``prediction``, ``gradient``, ``standing``, ``slowdown``,
``pinned``); ``commands`` is what a reader asks for there, as changes of the controls.
``prediction`` and ``pins`` are values of the controls, too, and so travel in the address.
"""
