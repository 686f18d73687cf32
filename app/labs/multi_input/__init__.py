"""The Several-inputs lab: a neuron with up to eight inputs learns from a table of examples.

``settings`` says what a run can be set to, ``table`` how examples travel in an address,
``controls`` what a reader chose; ``plot_columns`` is what is drawn, ``words`` what is said,
``sections`` what is folded away. Everything else is as in every lab with runs: see
:mod:`app.training_lab`.
"""
