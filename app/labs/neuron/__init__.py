"""The Neuron lab: one sigmoid neuron learns while its weight, bias, output and cost are watched.

``spec`` describes it: ``settings`` are the fields of a run, ``history`` is what is learned and
drawn, ``view`` what the browser gets, ``words`` what is said, ``sections`` what is folded away
until it is asked for. Everything else is as in every lab with runs: see :mod:`app.training_lab`.
"""
