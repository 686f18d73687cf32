"""The web server, as far as it knows nothing of labs.

``site`` says what is answered at which path, ``visit`` answers a visit with the page's shell, and
``socket`` lets the page open its session, through what ``messages`` lets in. ``places`` counts the
open pages, ``files`` sends scripts and styles, ``workers`` keeps several such servers at one port.
"""
