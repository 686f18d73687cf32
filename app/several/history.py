"""What a neuron with several inputs has learned: :mod:`app.runs.history` for such a one."""

from typing import TypeAlias

from app.runs import history
from app.runs.history import Learner
from core.several import SeveralFrame, SeveralSettings, observe, record, start

History: TypeAlias = history.History[SeveralSettings, SeveralFrame]

LEARNER: Learner[SeveralSettings, SeveralFrame] = Learner(start, record, observe)
