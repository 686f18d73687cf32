"""The Costs lab: what makes a cost good.

``curves`` has C, ∂C/∂a and ∂C/∂z of each cost over the output a, and the cost made from the ∂C/∂z
that a reader asks for; ``words`` says what is to be seen at one a; ``controls``, ``session`` and
``view`` are as in every lab.
"""
