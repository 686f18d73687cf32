"""The Network lab: networks of many neurons learn handwritten digits, side by side.

``spec`` describes it: ``settings`` and ``networks`` say what can be set, ``trainer`` has the
networks trained elsewhere, ``step`` is what another process does for one epoch, ``results`` what
has come of it so far. ``plot_columns`` is what is drawn, ``words`` what is said, ``sections`` what
is folded away. Everything else is as in every lab with runs: :mod:`app.training_lab`.
"""
