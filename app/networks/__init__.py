"""What labs share in which networks learn digits elsewhere, several side by side.

``datasets`` are what they learn, ``side_by_side`` is how several are set. ``jobs`` begin and end
their training, ``results`` are what came of it, and ``trainer`` keeps both for a page, of any lab
that says in a ``NetworkLearning`` what it trains and shows. ``pinned`` trains what stays.
"""
