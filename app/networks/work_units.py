"""What of a training is done in one step: about half a second of it, or an epoch if that is less.

Work is counted in multiplications, so that the pieces are the same wherever they are done.
"""

from core.data.dataset import LabelledImages
from core.network.frames import until_frame
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, advance

MOST_WORK = 10**9
"""So much is done in a step, unless a frame alone takes more."""
FIRST_WORK = MOST_WORK // 25
"""So much in the first, so that a run is soon seen."""
OVERHEAD = 50_000
"""What an update takes besides its multiplications, in these."""
GRADIENT = 3
"""A gradient takes one multiplication forth, one back and one to sum for each weight and image."""


def update_work(mini_batch: int, weights: int) -> int:
    """Return the work of one update of so many weights."""
    return GRADIENT * mini_batch * weights + OVERHEAD


def evaluation_work(images: int, weights: int) -> int:
    """Return the work of asking a network of so many weights about images."""
    return images * weights


def next_unit(
    settings: NetworkSettings,
    state: NetworkState,
    training: LabelledImages,
    seen: int,
    tested: int,
) -> tuple[NetworkState, list[NetworkState]]:
    """Return the state after the next piece of an epoch, and those on the way that have a frame.

    For a frame the gradient is taken of ``seen`` images, and ``tested`` are answered.
    """
    weights = sum(layer.weights.size for layer in state.layers)
    update = update_work(settings.mini_batch, weights)
    frame = evaluation_work(GRADIENT * seen + tested, weights)
    epoch, left = state.epoch, MOST_WORK
    framed: list[NetworkState] = []
    while state.epoch == epoch and left > 0:
        count = until_frame(settings, state, training)
        work = count * update + frame
        if work > left and (count > 1 or left < MOST_WORK):
            # The last update and its frame may be a piece of their own.
            return advance(settings, state, training, min(count - 1, -(-left // update))), framed
        state = advance(settings, state, training, count)
        framed.append(state)
        left -= work
    return state, framed
