"""The Softmax lab: four weighted inputs, four outputs that always sum to 1 (equations 78, 79).

``controls`` holds the four z, ``session`` computes what follows with the core, ``view`` shows it.
"""
