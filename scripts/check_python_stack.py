"""Judges drafted FastAPI and SQLAlchemy code: imports everything, creates the tables, builds the routes' schema.

    PYTHONPATH=PROJECT python3 scripts/check_python_stack.py PACKAGE

Every module of PACKAGE is imported, so that a model or a router counts although nothing registers it yet."""
import importlib
import pkgutil
import sys

from fastapi import APIRouter, FastAPI
from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import DeclarativeBase, configure_mappers


def main() -> None:
    """Ends with a traceback when the code is not accepted; prints tables and number of routes when it is."""
    package = importlib.import_module(sys.argv[1])
    names = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    modules = [importlib.import_module(name) for name in names]
    configure_mappers()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for base in DeclarativeBase.__subclasses__():
            base.metadata.create_all(connection)
        tables = inspect(connection).get_table_names()
    app = FastAPI()
    routers = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, APIRouter)}
    for router in routers.values():
        app.include_router(router)
    operations = sum(len(path) for path in app.openapi()["paths"].values())
    print(f"tables: {', '.join(tables)}; {operations} operations")


if __name__ == "__main__":
    main()
