"""The Neuron lab: one sigmoid neuron learns while its weight, bias, output and cost are watched.

The data flows one way::

    controls → settings → train → frames (history) → run source → plots and neuron

``controls`` holds what the reader chose, ``session`` does everything that follows from it,
``history`` is what the neuron has learned, ``plot_columns`` and ``feed`` turn it into messages,
``plots`` and ``view`` show it, ``words`` says it. ``sections`` is what is folded away until it is
asked for.
"""
