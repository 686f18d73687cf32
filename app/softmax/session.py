"""One reader's Softmax lab: sliders in, outputs and the address out."""

from collections.abc import Callable, Mapping
from functools import partial

from app.fields import Problem, Refused, read_fields, refusal, write_fields
from app.language import Translate
from app.softmax.controls import FIELD, START, Controls
from app.softmax.view import SoftmaxView, reset_button, sliders, state_of, texts
from app.widgets import in_turn


class SoftmaxSession:
    """The Softmax lab of one page.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``on_problem(problem)`` what the reader should know.
    """

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        on_problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        values, problems = read_fields(query, [FIELD], {"z": START}, _)
        for problem in problems:
            on_problem(problem)
        self._translate = _
        self._on_address = on_address
        self._on_problem = on_problem
        self.controls = Controls(z=values["z"])
        self._touched: int | None = None
        self._before = self.controls.z
        self._sliders = sliders()
        self.view = SoftmaxView(
            sliders=self._sliders,
            reset=[reset_button(lambda _event: in_turn(self.reset), _)],
            texts=texts(_),
            sizing_mode="stretch_width",
        )
        self._show()
        for index, slider in enumerate(self._sliders):
            slider.on_move(partial(self.accept, index), self.commit)

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return write_fields({"z": self.controls.z}, [FIELD], {"z": START})

    def accept(self, index: int, given: object) -> None:
        """Set z number ``index`` to what the reader gave, or to its default and say why."""
        z = list(self.controls.z)
        if given == z[index]:
            return
        if index != self._touched:
            self._touched, self._before = index, self.controls.z
        try:
            self.controls.z = FIELD.read([*z[:index], given, *z[index + 1 :]])
            self._on_problem(Problem(FIELD.name))
        except Refused:
            used = [*z[:index], START[index], *z[index + 1 :]]
            told = refusal(FIELD, given, used, self._translate)
            self._on_problem(Problem(FIELD.name, told))
            self.controls.z = FIELD.read(used)
        self._show()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()

    def reset(self) -> None:
        """Go back to the book's values."""
        self.controls.z = self._before = START
        self._touched = None
        self._show()
        self.commit()

    def _show(self) -> None:
        """Make sliders and outputs say what the controls are."""
        for index, slider in enumerate(self._sliders):
            z = list(self.controls.z)
            if not FIELD.means([*z[:index], slider.value, *z[index + 1 :]], self.controls.z):
                slider.present(z[index])
        self.view.state = state_of(self.controls.z, self._before, self._touched, self._translate)
