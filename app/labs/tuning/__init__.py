"""The Tuning lab: hyper-parameters are chosen by the cost on training and the validation set.

``spec`` describes it: ``knobs`` are what can be swept, ``settings`` what else can be set. A sweep
trains one network for each value of a knob, from several seeds, as :mod:`app.networks` does.
``plot_columns`` is what is drawn over the epochs, ``left_over`` what is drawn against the value,
``outcomes`` what has come of it, ``words`` and ``knob_words`` what is said, ``sections`` what is
folded away. The accuracy on the test is in none of these, but in the section that is to be opened
last.
"""
