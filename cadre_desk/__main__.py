"""python -m cadre_desk: the window, or one command of the command line."""

import sys


def main() -> int:
    """What stands on the command line; the exit code. Each way loads only its own libraries."""
    if sys.argv[1:2] == ["--read-spreadsheet"]:  # a frozen program starts itself as the child that reads spreadsheets
        from cadre_desk.exchange import reader

        return reader.main(sys.argv[2:])
    if len(sys.argv) == 1:
        from cadre_desk import app

        return app.window()
    from cadre_desk import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
