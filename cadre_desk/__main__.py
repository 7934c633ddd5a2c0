"""python -m cadre_desk: the window, or one command of the command line."""

import sys

if sys.argv[1:2] == ["--read-spreadsheet"]:  # a frozen program starts itself as the child that reads spreadsheets
    from cadre_desk.exchange import reader

    sys.exit(reader.main(sys.argv[2:]))

from cadre_desk.cli import main
from cadre_desk.storage.process import harden

harden()
sys.exit(main())
