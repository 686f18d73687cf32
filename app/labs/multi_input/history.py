"""What a neuron with several inputs has learned: :mod:`app.training_lab.history` for such a one."""

from typing import TypeAlias

from app.training_lab import history
from app.training_lab.history import Learner
from core.multi_input.training import MultiInputFrame, MultiInputSettings, observe, record, start

History: TypeAlias = history.History[MultiInputSettings, MultiInputFrame]

LEARNER: Learner[MultiInputSettings, MultiInputFrame] = Learner(start, record, observe)
