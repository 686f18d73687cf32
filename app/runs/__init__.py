"""What all labs share in which something learns: runs, their stream, plots, pins and parts.

Such a lab gives a :class:`app.runs.session.RunSession` what is its own: its controls, the functions
of the core that train it, what of a frame is drawn, and its words. The rest is here::

    controls → settings → train → frames (history) → run source → plots

``history`` is what was learned, ``path`` the way there; ``stream`` and ``feed`` turn it into
messages, ``limits`` and ``plots`` show it; ``pins``, ``pinned`` and ``pinned_curves`` keep runs on
the screen; ``panels`` are the parts folded away, ``wishes`` what is asked for there.
"""
