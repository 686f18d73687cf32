"""The Several-inputs lab: a neuron with up to eight inputs learns from a table of examples.

``spec`` describes it: ``settings`` are the fields of a run, ``table`` is how examples travel in an
address; ``history`` is what is learned and drawn, ``words`` what is said, ``sections`` what is
folded away. Everything else is as in every lab with runs: see :mod:`app.training_lab`.
"""
