"""What a neuron with several inputs has learned: :mod:`app.training_lab.history` for such a one."""

from typing import TypeAlias

from app.training_lab import history
from app.training_lab.history import Learner
from core.multi_input.training import SeveralFrame, SeveralSettings, observe, record, start

History: TypeAlias = history.History[SeveralSettings, SeveralFrame]

LEARNER: Learner[SeveralSettings, SeveralFrame] = Learner(start, record, observe)
