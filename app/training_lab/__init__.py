"""What all labs share in which something learns: runs, their stream, plots, pins and sections.

Such a lab is one :class:`app.training_lab.spec.LabSpec`: what can be set, what trains it, what of a
frame is drawn, its sections and its words. :class:`app.training_lab.session.TrainingSession` makes
the lab of a page from it; ``schema`` and ``controls`` are what is set there::

    controls → settings → train → frames (history) → run source → plots

``sliced_trainer`` has runs trained that take no time, by ``training``; ``history`` is what was
learned, ``schedule`` the way there; ``streaming`` turns it into messages, ``axis_limits`` and
``plots`` show it in the ``view``. ``pins`` and ``run_pin`` say what a pin is made from,
``pinned_runs`` trains it and ``pinned`` shows it. ``sections`` are those that unfold, ``commands``
what a reader asks for.
"""
