"""`python -m core`; see `core.command_line`."""

from core.command_line import main

raise SystemExit(main())
