"""The web server.

``serve`` says what is answered at which path. ``index`` answers a visit with the page's shell, and
``socket`` lets the page open its session, which ``application`` builds, through what
``message_filter`` lets in. ``quota`` counts the open pages, ``files`` sends scripts and styles.
``accept`` takes connections, and ``connections`` keeps them while something comes of them, as many
as ``room`` says there may be. ``workers`` keeps several such servers at one port.
"""
