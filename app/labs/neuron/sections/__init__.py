"""The sections of the Neuron lab that unfold until a reader asks for them: see why.

Each is made by a module of its own. ``predict`` and ``pins`` are values of the controls, too, and
so travel in the address.
"""
