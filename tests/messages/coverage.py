"""Which functions of a package say something: those that return a document or a form."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import get_type_hints

from bot.messages.document import Document
from bot.messages.form import Form


def speaking(package: ModuleType) -> set[str]:
    """`module.function` of every public one, its modules' and not what they import."""
    modules = [
        importlib.import_module(f"{package.__name__}.{one.name}")
        for one in pkgutil.iter_modules(package.__path__)
        if not one.ispkg
    ]
    return {name for module in modules for name in speaking_in(module)}


def speaking_in(module: ModuleType) -> Iterator[str]:
    """The same of one module."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        own = function.__module__ == module.__name__ and not name.startswith("_")
        if own and get_type_hints(function).get("return") in (Document, Form):
            yield f"{module.__name__.rpartition('.')[2]}.{name}"
