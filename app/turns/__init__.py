"""Long training, computed elsewhere than in the process that serves pages, in turns.

A run is a sequence of steps. ``turns`` has them done, one after the other and the pages in turn, by
time, as ``line`` says; ``run`` is what a run is and what it tells of itself. Who does the steps is
either of two executors: ``processes``, of this machine, or ``cluster``, of a Dask scheduler;
``child`` is what happens there. ``page`` is where a lab's session finds all this.
"""
