"""What all labs share in which something learns: runs, their stream, plots, pins and sections.

Such a lab gives a :class:`app.training_lab.session.TrainingSession` what is its own: its controls,
the functions of the core that train it, what of a frame is drawn, and its words. The rest is here::

    controls → settings → train → frames (history) → run source → plots

``history`` is what was learned, ``schedule`` the way there; ``chunking`` and ``streamer`` turn it
into messages, ``axis_limits`` and ``plots`` show it; ``pins``, ``pinned`` and ``pinned_curves``
keep runs on the screen; ``sections`` are the sections that unfold, ``commands`` what is asked for
there.
"""
