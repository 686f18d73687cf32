"""``python -m tests.faults [WORD…]``: small faults, put into a copy of the checkout one at a time.

A good suite catches each: the test files that are named beside it must fail. With words, only the
faults are tried whose path has one of them in it. It prints a line for each, and ends with
status 1 where one was not caught.
"""

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
COPIED = ("app", "assets", "core", "docs", "tests", "pyproject.toml", "README.md", "Makefile")


@dataclass(frozen=True)
class Fault:
    """``old``, which is once in the file at ``path``, becomes ``new``; ``tests`` must fail."""

    path: str
    old: str
    new: str
    tests: str

    def put_into(self, checkout: Path) -> None:
        """Write the fault into the file."""
        path = checkout / self.path
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.path} has {self.old!r} {text.count(self.old)}×"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def is_caught(self) -> bool:
        """Return whether the tests that are named fail with it in a copy of the checkout."""
        with TemporaryDirectory() as folder:
            for name in COPIED:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                copy(ROOT / name, Path(folder) / name)
            self.put_into(Path(folder))
            options = ("-n", "0", "-x", "-q", "-p", "no:cacheprovider", *self.tests.split())
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options],
                cwd=folder,
                check=False,
                capture_output=True,
                text=True,
            )
        # 1: a test failed. Anything else, such as no tests at all, is a mistake in the list.
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.returncode == 1


ZH = "assets/locale/zh/LC_MESSAGES/neuron-lab.po"
EN = "assets/locale/en/LC_MESSAGES/neuron-lab.po"
SCRIPTS = "tests/test_browser_scripts.py"

FAULTS = (
    # core
    Fault(
        "core/sigmoid.py",
        "return output, output * (output * decay)",
        "return output, output * (1.0 - output)",
        "tests/test_core_sigmoid.py",
    ),
    Fault(
        "core/sigmoid.py",
        "LARGEST_EXPONENT = 709.0",
        "LARGEST_EXPONENT = 710.0",
        "tests/test_core_sigmoid.py",
    ),
    Fault(
        "core/costs/costs.py",
        "return (output - y) * slope",
        "return (y - output) * slope",
        "tests/test_core_costs_costs.py",
    ),
    Fault(
        "core/costs/costs.py",
        "PUBLISHED_LARGEST_EXPONENT = 40.0",
        "PUBLISHED_LARGEST_EXPONENT = 30.0",
        "tests/test_core_costs_costs.py",
    ),
    Fault(
        "core/softmax.py",
        "identity - outputs[..., None, :]",
        "identity + outputs[..., None, :]",
        "tests/test_core_softmax.py",
    ),
    Fault(
        "core/neuron/training.py",
        "return State(epoch + epochs, weight, bias)",
        "return State(epochs, weight, bias)",
        "tests/test_core_neuron_training.py",
    ),
    Fault(
        "core/multi_input/boundary.py",
        "np.clip(-away,",
        "np.clip(away,",
        "tests/test_core_multi_input_boundary.py",
    ),
    Fault(
        "core/numbers.py",
        'float(plain.replace(",", ".")) + 0.0',
        'float(plain.replace(",", "."))',
        "tests/test_core_numbers.py",
    ),
    Fault(
        "core/data/drawing.py",
        "first = ((MNIST_SIDE + 1) * total",
        "first = (MNIST_SIDE * total",
        "tests/test_core_data_drawing.py",
    ),
    Fault(
        "core/network/hidden_neurons.py",
        "error *= output * (1.0 - output)",
        "error *= output",
        "tests/test_core_network_backpropagation.py",
    ),
    Fault(
        "core/network/regularisation.py",
        "each[..., :-1, :] += decay * derivative(matrix[..., :-1, :])",
        "each += decay * derivative(matrix)",
        "tests/test_core_network_update.py",
    ),
    Fault(
        "core/network/dropout.py",
        "            each *= mask\n",
        "            pass\n",
        "tests/test_core_network_update.py",
    ),
    Fault(
        "core/network/momentum.py",
        "velocity *= momentum",
        "velocity *= abs(momentum)",
        "tests/test_core_network_momentum.py",
    ),
    Fault(
        "core/network/no_improvement.py",
        "progress._replace(best=accuracy, waited=0)",
        "progress._replace(best=accuracy)",
        "tests/test_core_network_no_improvement.py",
    ),
    Fault(
        "core/data/expansion.py",
        "cosine * y - sine * x",
        "cosine * y + sine * x",
        "tests/test_core_data_expansion.py",
    ),
    Fault(
        "core/data/wrong_labels.py",
        "random.randint(1, images.classes, count)",
        "random.randint(0, images.classes, count)",
        "tests/test_core_data_wrong_labels.py",
    ),
    # jobs
    Fault(
        "app/jobs/fair_queue.py",
        "max(self._used.get(job.owner, 0.0), self._level)",
        "self._used.get(job.owner, 0.0)",
        "tests/test_jobs_fair_queue.py",
    ),
    Fault(
        "app/jobs/fair_queue.py",
        "min(self._used[owner] + seconds, self._level + MOST_AHEAD)",
        "self._used[owner] + seconds",
        "tests/test_jobs_fair_queue.py",
    ),
    Fault(
        "app/jobs/scheduler.py",
        "if job.losses > MOST_LOSSES:",
        "if job.losses >= MOST_LOSSES:",
        "tests/test_jobs_scheduler.py",
    ),
    Fault(
        "app/jobs/scheduler.py",
        "        job.losses = 0\n",
        "",
        "tests/test_jobs_scheduler.py",
    ),
    Fault(
        "app/jobs/scheduler.py",
        "going_on.count(owner) >= self._most_per_owner",
        "going_on.count(owner) > self._most_per_owner",
        "tests/test_jobs_scheduler.py",
    ),
    # training_lab
    Fault(
        "app/training_lab/words.py",
        'return "\\n".join([*curves',
        'return " ".join([*curves',
        "tests/test_browser_neuron.py -k side_by_side",
    ),
    Fault(
        "app/training_lab/streaming.py",
        "end + one_second < last",
        "end < last",
        "tests/test_training_lab_chunking.py",
    ),
    Fault(
        "app/training_lab/lean_models.py",
        'lean(GlyphRenderer, "view")',
        "lean(GlyphRenderer)",
        "tests/test_training_lab_plots.py",
    ),
    Fault(
        "app/training_lab/streaming.py",
        "max(sent + 2 * one_second, 2 * sent - begun)",
        "max(sent + one_second, 2 * sent - begun)",
        "tests/test_training_lab_chunking.py",
    ),
    Fault(
        "app/training_lab/streaming.py",
        "slice(first, last + 1)",
        "slice(first, last)",
        "tests/test_training_lab_chunking.py",
    ),
    Fault(
        "app/training_lab/axis_limits.py",
        "            low = 0.0\n",
        "            high = high\n",
        "tests/test_training_lab_axis_limits.py",
    ),
    Fault(
        "app/training_lab/axis_limits.py",
        "max(high, second[name][1])",
        "second[name][1]",
        "tests/test_training_lab_axis_limits.py",
    ),
    Fault(
        "app/training_lab/history.py",
        "count = epoch - self.begin + 1",
        "count = epoch - self.begin",
        "tests/test_training_lab_history.py",
    ),
    # labs
    Fault(
        "app/labs/neuron/words.py",
        "if oscillates(frame, x, y):",
        "if False and oscillates(frame, x, y):",
        "tests/test_labs_neuron_words.py",
    ),
    Fault(
        "core/neuron/approach.py",
        "first = int(left[-1]) + 1 if len(left) else 0",
        "first = int(left[-1]) if len(left) else 0",
        "tests/test_labs_neuron_words.py",
    ),
    Fault(
        "app/labs/costs/curves.py",
        "np.clip(np.asarray(values, dtype=float), -FAR, FAR)",
        "np.asarray(values, dtype=float)",
        "tests/test_labs_costs.py",
    ),
    Fault(
        "app/networks/work_units.py",
        "frame = evaluation_work(GRADIENT * seen + tested, weights)",
        "frame = 0",
        "tests/test_networks_work_units.py",
    ),
    Fault(
        "app/labs/softmax/controls.py",
        "elif place != self.moved.place:",
        "else:",
        "tests/test_labs_softmax.py",
    ),
    Fault(
        "app/labs/softmax/sections/inversion.py",
        "min(high, max(low, by))",
        "by",
        "tests/test_labs_softmax_sections.py",
    ),
    Fault(
        "core/softmax_costs.py",
        "return np.asarray(outputs * (errors - mean))",
        "return np.asarray(outputs * errors)",
        "tests/test_core_softmax_costs.py",
    ),
    # ui
    Fault(
        "core/numerals.py",
        'return "∞" if exact > 0 else "−∞"',
        'return "∞"',
        "tests/test_ui_numbers.py",
    ),
    Fault(
        "app/ui/fields.py",
        "else float(format(value, self.digits)) + 0.0",
        "else float(value) + 0.0",
        "tests/test_ui_fields.py",
    ),
    Fault(
        "app/ui/language.py",
        'if tag and tag != "*" and quality > 0:',
        'if tag and tag != "*" and quality >= 0:',
        "tests/test_ui_language.py",
    ),
    # page
    Fault(
        "app/page/shell.py",
        'translate = translator(found["lang"])',
        "translate = translator(default)",
        "tests/test_page_shell.py",
    ),
    Fault(
        "app/page/page.py",
        "list(self._problems.values())[-MOST_PROBLEMS:]",
        "list(self._problems.values())",
        "tests/test_page_page.py",
    ),
    Fault(
        "app/ui/session.py",
        "return not locked",
        "return True",
        "tests/test_page_class_link.py",
    ),
    Fault(
        "app/training_lab/session.py",
        "self._starts_over = anew and self.trainer.has_run",
        "self._starts_over = False",
        "tests/test_labs_neuron_session.py",
    ),
    Fault(
        "app/training_lab/session.py",
        'return self.there(value) if name == "open" else value',
        "return value",
        "tests/test_page_class_link.py",
    ),
    Fault(
        "app/page/sheet.py",
        'return url.lower().startswith(("http://", "https://"))',
        "return super().validateLink(url)",
        "tests/test_page_sheet.py",
    ),
    Fault(
        "app/page/sharing.py",
        "if not self._drawing:",
        "if self._waiting:",
        "tests/test_page_sharing.py",
    ),
    # server
    Fault(
        "app/server/compression.py",
        "if not _is_nothing(weight)",
        "if name",
        "tests/test_server_compression.py",
    ),
    Fault(
        "app/server/quota.py",
        "neighbours >= self.most_per_address",
        "neighbours > self.most_per_address",
        "tests/test_server_quota.py",
    ),
    Fault(
        "app/server/origins.py",
        "parts.netloc.lower() == host.lower()",
        'parts.hostname == host.partition(":")[0].lower()',
        "tests/test_server_origins.py",
    ),
    Fault(
        "app/server/message_filter.py",
        'known = "id" not in value and value',
        "known = value",
        "tests/test_server_message_filter.py",
    ),
    Fault(
        "app/server/message_filter.py",
        "patched.clear()",
        "patched.copy()",
        "tests/test_server_message_filter.py",
    ),
    Fault(
        "app/server/in_order.py",
        "async def send_message(",
        "async def send_in_one_go(",
        "tests/test_server_in_order.py",
    ),
    Fault(
        "app/server/origins.py",
        "return self.serve(host) and (origin is None or same_origin(origin, host))",
        "return origin is None or same_origin(origin, host)",
        "tests/test_server_origins.py",
    ),
    Fault(
        "app/server/listening.py",
        "address = None if where.address == EVERY_ADDRESS else where.address",
        "address = where.address",
        "tests/test_server_listening.py",
    ),
    # options
    Fault(
        "app/options/parser.py",
        "defaults | from_environment(reader, environment) | given",
        "defaults | given | from_environment(reader, environment)",
        "tests/test_options_environment.py",
    ),
    Fault(
        "app/options/values.py",
        'plain not in (".", "..")',
        'text not in (".", "..")',
        "tests/test_options_values.py",
    ),
    # cli
    Fault(
        "app/options/parser.py",
        "options.trainers < options.workers:",
        "options.trainers < 0:",
        "tests/test_cli.py -k trainer",
    ),
    Fault(
        "app/cli.py",
        "tuple(each + (number < more) for number",
        "tuple(each + (number <= more) for number",
        "tests/test_cli.py -k trainer",
    ),
    # notebook
    Fault(
        "app/notebook/server.py",
        "if not is_running or not origins <= self.origins:",
        "if not is_running:",
        "tests/test_notebook.py",
    ),
    Fault(
        "app/notebook/server.py",
        "start_new_session=True,",
        "",
        "tests/test_notebook.py",
    ),
    # scripts
    Fault(
        "assets/js/dom.js",
        "other.label.length - one.label.length",
        "one.label.length - other.label.length",
        SCRIPTS,
    ),
    Fault(
        "assets/js/dom.js",
        "text.includes(each)",
        "text === each",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/plot-notes.js",
        "levels?.[this.quantity]",
        "levels?.output",
        "tests/test_browser_overfitting.py",
    ),
    Fault(
        "assets/js/run-words.js",
        "const {cost, label: name} = run.curves[index];",
        "const {cost, label: name} = run.curves[0];",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/css/lab.css",
        ".run-lab .readout:not(.elsewhere) {",
        ".run-lab .readout {",
        "tests/test_browser_overfitting.py",
    ),
    Fault(
        "app/labs/neuron/words.py",
        '0.0: (marked("σ′ cancels',
        '2.0: (marked("σ′ cancels',
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/run-words.js",
        "slope <= bound ? flat : steeper",
        "slope > bound ? flat : steeper",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/run-words.js",
        "[flat, steeper] = through[cost]",
        "[flat, steeper = flat] = through.quadratic ?? []",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/end-column.js",
        "one.y - other.y",
        "other.y - one.y",
        "tests/test_browser_network.py",
    ),
    Fault(
        "assets/js/live-plots.js",
        "leaveRoom(figure, width, besides)",
        "leaveRoom(figure, width, 0)",
        "tests/test_browser_network.py",
    ),
    Fault(
        "assets/js/end-column.js",
        '"↑ "',
        '""',
        "tests/test_browser_tuning.py",
    ),
    Fault(
        "assets/js/costs-charts.js",
        'curve !== "swapped" || !curves.swapped_is_infinite',
        "true",
        "tests/test_browser_costs.py",
    ),
    Fault(
        "assets/js/phone.js",
        "top <= 0 || ",
        "",
        "tests/test_browser_phone.py",
    ),
    Fault(
        "assets/css/phone.css",
        "  .neuron-lab:not(.presenting) .pushes { order: 1; }\n",
        "",
        "tests/test_browser_phone.py",
    ),
    Fault(
        "app/labs/network/words.py",
        'if each not in "".join(found)',
        "if each",
        "tests/test_labs_network_words.py",
    ),
    Fault(
        "app/training_lab/sections.py",
        "        self._told.pop(name, None)\n        self._done",
        "        self._done",
        "tests/test_training_lab_sections.py",
    ),
    Fault(
        "assets/js/plot-notes.js",
        "off(other) >= off(end)",
        "off(other) >= 0",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/numbers.js",
        "power >= SMALLEST && power <= LARGEST",
        "power >= SMALLEST && power < LARGEST",
        SCRIPTS,
    ),
    Fault(
        "assets/js/frames.js",
        "if (!(columns.epoch[row] > last[curve])) continue;",
        "",
        SCRIPTS,
    ),
    Fault(
        "assets/js/playhead.js",
        "this.position = Math.min(this.position + ahead, this.available);",
        "this.position = this.position + ahead;",
        SCRIPTS,
    ),
    Fault(
        "assets/js/live-plots.js",
        "frame.x_scale.compute(epoch[reach])",
        "frame.x_scale.compute(epoch.at(-1))",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/live-plots.js",
        "    this.settle();\n",
        "",
        "tests/test_browser_plots.py",
    ),
    Fault(
        "assets/js/sections/predict.js",
        "lab.expect([...draft]);",
        "lab.expect(draft);",
        "tests/test_browser_phone.py",
    ),
    Fault(
        "assets/js/session-storage.js",
        "if (isLeaving) return;",
        "",
        "tests/test_browser_network.py -k comes_back_as_it_was",
    ),
    Fault(
        "app/server/pauses.py",
        "            yield\n",
        "        yield\n",
        "tests/test_server_pauses.py",
    ),
    Fault(
        "app/page/page.py",
        "            self.link.opened = [*self._sessions, name]\n",
        "",
        "tests/test_browser_keyboard.py -k tabs_are_one_stop",
    ),
    Fault(
        "assets/js/header.js",
        "    await firstDrawn;\n",
        "",
        "tests/test_browser_address.py -k first_instant",
    ),
    # catalogues
    Fault(
        ZH,
        'msgstr "第 0–{epochs} 轮："',
        'msgstr "第 0–{epoch} 轮："',
        "tests/test_ui_language.py",
    ),
    Fault(
        EN,
        'msgid "From epoch {epoch} on every answer is right."',
        'msgid "From epoch {epoch} on all answers are right."',
        "tests/test_ui_language.py",
    ),
)


def main() -> int:
    """Try the faults that the command line chooses, or all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    words = parser.parse_args().words or [""]
    chosen = [each for each in FAULTS if any(word in each.path for word in words)]
    caught = 0
    for fault in chosen:
        is_caught = fault.is_caught()
        caught += is_caught
        said = "caught" if is_caught else "NOT CAUGHT"
        print(f"{said}: {fault.path}: {fault.old.strip()} → {fault.new.strip()}", flush=True)
    print(f"{caught} of {len(chosen)} faults are caught")
    return int(caught < len(chosen))


if __name__ == "__main__":
    sys.exit(main())
