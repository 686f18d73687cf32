"""What all labs share in which something learns: runs, their stream, plots, pins and sections.

Such a lab is one :class:`app.training_lab.spec.LabSpec`: its controls, what trains it, what of a
frame is drawn, its sections and its words. :class:`app.training_lab.session.TrainingSession` makes
the lab of a page from it::

    controls → settings → train → frames (history) → run source → plots

``sliced_trainer`` trains what takes no time, ``history`` is what was learned, ``schedule`` the way
there; ``streaming`` turns it into messages, ``axis_limits`` and ``plots`` show it; ``pins``,
``pinned`` and ``pinned_runs`` keep runs on the screen; ``sections`` are the sections that unfold,
``commands`` what is asked for there.
"""
