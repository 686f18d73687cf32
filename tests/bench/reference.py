"""``python -m tests.bench.reference``: serves, with plain Panel, the page the design compares with.

Four figures, four widgets and a button in a column.
"""

import asyncio

import panel as pn
from bokeh.plotting import figure


def reference_page() -> pn.Column:
    """Build the page."""
    plots = []
    for _plot in range(4):
        plot = figure()
        plot.line([1, 2, 3], [1, 2, 3])
        plots.append(pn.pane.Bokeh(plot))
    sliders = [pn.widgets.FloatSlider(name=label) for label in "abc"]
    choice = pn.widgets.Select(name="d", options=["x", "y"])
    return pn.Column(*plots, *sliders, choice, pn.widgets.Button(name="Run"))


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
