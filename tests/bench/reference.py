"""``python -m tests.bench.reference``: serves, with plain Panel, the page the design compares with.

Four figures, four widgets and a button on the page of panel-material-ui.
"""

import asyncio

import panel as pn
import panel_material_ui as pmui
from bokeh.plotting import figure


def reference_page() -> pmui.Page:
    """Build the page."""
    plots = []
    for _plot in range(4):
        plot = figure()
        plot.line([1, 2, 3], [1, 2, 3])
        plots.append(pn.pane.Bokeh(plot))
    sliders = [pmui.FloatSlider(label=label) for label in "abc"]
    choice = pmui.Select(label="d", options=["x", "y"])
    return pmui.Page(main=[*plots, *sliders, choice, pmui.Button(label="Run")], title="reference")


async def serve() -> None:
    """Serve it at a free port, which is printed, until this process is ended."""
    server = pn.serve(
        {"/": reference_page}, address="127.0.0.1", port=0, show=False, start=False, verbose=False
    )
    server.start()
    print(f"http://127.0.0.1:{server.port}/", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
