"""The options of the command: what each may be, and where it is given.

What the command line says comes first, then the environment (:mod:`app.options.environment`), then
the defaults of :func:`app.options.parser.parser`.
"""
