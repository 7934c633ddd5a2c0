"""python -m cadre_desk."""

import sys

from cadre_desk.cli import main

sys.exit(main())
