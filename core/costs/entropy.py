"""Surprise: −ln p, where p is the probability that was given to what then happened.

What is certain is no surprise, and what was held impossible an infinite one. Averaged over what
may happen, it is the cross-entropy; and that is smallest, and called the binary entropy, when
what happens has the probabilities that were given. Everything broadcasts, probabilities are from
0 to 1, and 0 ln 0 is 0: results may be infinite but are never NaN, and there are no warnings.
"""

import numpy as np

from core.sigmoid import Numbers


def surprise(probability: Numbers) -> Numbers:
    """−ln p, of the shape of p: 0 for what is certain, infinite for what is impossible."""
    with np.errstate(divide="ignore"):
        # Not -ln p, which would be -0.0 for what is certain.
        return 0.0 - np.log(probability)


def average_surprise(output: Numbers, target: Numbers) -> Numbers:
    """−[y ln a + (1 − y) ln(1 − a)]: the surprise to expect, of the shape of both together.

    a, `output`, is the probability given to an answer of 1, and y, `target`, the one it has.
    This is the cross-entropy of one training example (eq. 57).
    """
    with np.errstate(divide="ignore"):
        of_zero = 0.0 - np.log1p(-output)
    return weighted(target, surprise(output)) + weighted(1.0 - target, of_zero)


def binary_entropy(target: Numbers) -> Numbers:
    """−[y ln y + (1 − y) ln(1 − y)], the least there can be of average surprise (eq. 64).

    It has the shape of y, is 0 at 0 and 1, and largest, ln 2, at 1/2.
    """
    return average_surprise(target, target)


def weighted(weight: Numbers, amount: Numbers) -> Numbers:
    """The product of the two, and 0 wherever the weight is 0, even if the amount is infinite."""
    return weight * np.where(np.equal(weight, 0.0), 0.0, amount)
