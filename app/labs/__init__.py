"""The labs, a folder for each; :mod:`app.labs.registry` lists them."""
