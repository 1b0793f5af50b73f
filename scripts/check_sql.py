"""Applies SQL files to an empty SQLite database in memory, each in the given order.

    python3 scripts/check_sql.py FILE…"""
import pathlib
import sqlite3
import sys


def main() -> None:
    """Exit 1 with the file's name and SQLite's message at the first statement that is refused."""
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA foreign_keys = ON")
    for name in sys.argv[1:]:
        try:
            database.executescript(pathlib.Path(name).read_text())
        except sqlite3.Error as error:
            sys.exit(f"{name}: SQLite {sqlite3.sqlite_version}: {error}")
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    print(f"SQLite: {', '.join(tables)}")


if __name__ == "__main__":
    main()
