"""Floors that are functions as well: `posecoach.review` is a package, and calling it reviews a recording.

The public face has functions with the names of three floors of the house, and importing a floor sets its name in the
package. So the floors themselves can be called.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

_FUNCTIONS: dict[str, tuple[str, str]] = {}


class _CallableFloor(ModuleType):
    """A package that can be called as a function of its own; the function is imported with the first call."""

    @property
    def __signature__(self) -> inspect.Signature:
        """That of the function, for `help` and editors."""
        return inspect.signature(_function(self.__name__))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function."""
        return _function(self.__name__)(*arguments, **named)


def callable_floor(floor: str, module: str, function: str) -> None:
    """Make a package callable as a function of one of its modules."""
    _FUNCTIONS[floor] = module, function
    sys.modules[floor].__class__ = _CallableFloor


def _function(floor: str) -> Callable[..., Any]:
    module, name = _FUNCTIONS[floor]
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function
