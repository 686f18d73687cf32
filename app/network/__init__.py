"""The Network lab: networks of many neurons learn handwritten digits, side by side.

``settings`` and ``networks`` say what can be set, ``training`` is what another process does for
one epoch, ``trainings`` what has come of it so far. ``stream`` is what is drawn, ``words`` what is
said, ``parts`` what is folded away. Everything else is as in every lab with runs: :mod:`app.runs`.
"""
