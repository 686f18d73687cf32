"""The Overfitting lab: what a network learns by heart, and what is done about it (eqs. 85 to 98).

``spec`` describes it: ``settings`` are the fields of a run and ``networks`` those of each network,
``plot_columns`` what of it is drawn, ``view`` what the browser gets, ``words`` what is said, and
``sections`` what is folded away. Networks of several seeds are trained as stacks, by jobs: see
:mod:`app.networks`.
"""
