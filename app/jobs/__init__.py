"""Long training, computed elsewhere than in the process that serves pages.

A job is a sequence of steps. ``scheduler`` has them done, one after the other and the pages in
turn, by time, as ``fair_queue`` says; ``job`` is what a job is and what it tells of itself. Who
does the steps is either of two executors: ``process_executor``, of this machine, or
``dask_executor``, of a Dask scheduler; ``child_process`` is what happens there. ``page_jobs`` is
where a lab's session finds all this.
"""
