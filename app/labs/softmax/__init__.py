"""The Softmax lab: four weighted inputs, outputs that always sum to 1 (equations 78 to 84).

``spec`` describes it: ``settings`` are the fields of a run and ``controls`` hold them, ``history``
is what is learned and drawn, ``view`` what the browser gets, ``words`` what is said, ``sections``
what is folded away. Everything else is as in every lab with runs: see :mod:`app.training_lab`.
"""
