"""What whoever takes the steps has to be, on this machine or elsewhere."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any, Protocol


class StepExecutor(Protocol):
    """An executor of ``concurrent.futures`` that can take ``count`` steps at a time.

    The future of a step that is lost with who took it ends with BrokenExecutor; the step can be
    submitted again.
    """

    @property
    def count(self) -> int: ...

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]: ...

    def shutdown(self, wait: bool = ..., *, cancel_futures: bool = ...) -> None: ...


class CannotReach(BrokenExecutor):
    """Those who should take the steps cannot be reached."""
