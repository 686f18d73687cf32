"""Labs in the cells of a notebook: ``from app.notebook import lab``, then ``lab("neuron")``.

``cell`` is what the notebook shows, ``server`` the process behind it, and ``origins`` says which
pages may frame that.
"""

from app.notebook.cell import lab

__all__ = ["lab"]
