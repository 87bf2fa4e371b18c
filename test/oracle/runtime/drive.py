"""
Runs what a module offers: its functions, its classes and their methods, and what those return.
Parameters get probes, or what their annotations say. Errors of the code end a call, not the drive.
"""

import asyncio
import inspect
import re
import types
import typing

from . import fake_aws
from .probe import Probe
from .surroundings import STUB_TYPES

# So many operations of one call are enough: loops without an end end here.
ENOUGH = 60


class Enough(BaseException):
    """Ends a call that does not end by itself. Not an `Exception`, so that the code does not catch it."""


def guarded(action):
    """Runs one call of the workspace's code; None when it fails."""
    try:
        return action()
    except (Exception, Enough, SystemExit, asyncio.CancelledError):
        return None


class Driver:
    """`called` are the names that the workspace calls itself: their defaults are for those calls to use or not."""

    def __init__(self, root, called, start):
        self._root, self._called, self._start = root, called, start

    def module(self, module):
        own = [value for value in list(vars(module).values()) if getattr(value, "__module__", None) == module.__name__]
        for value in sorted(own, key=_first):
            if inspect.isclass(value):
                self._class(value)
            elif isinstance(inspect.unwrap(value) if callable(value) else value, types.FunctionType):
                self._function(value)

    def _class(self, owner):
        for holds in (True, False):
            instance = self._call(owner, holds)
            if instance is None:
                continue
            names = [name for name in dir(owner) if not name.startswith("__") or name in ("__enter__", "__call__")]
            members = [guarded(lambda: getattr(instance, name)) for name in names]
            for member in sorted(members, key=_first):
                if self._is_own(member):
                    self._function(member, (holds,))

    def _is_own(self, member):
        """Whether a member is a function or method that the workspace wrote, and not a library."""
        if not inspect.ismethod(member) and not inspect.isfunction(member):
            return False
        code = getattr(inspect.unwrap(getattr(member, "__func__", member)), "__code__", None)
        return code is not None and code.co_filename.startswith(self._root)

    def _function(self, function, variants=(True, False)):
        for holds in variants:
            self._result(self._call(function, holds), holds)
        self._result(self._call(function, True, everything=True), True)

    def _call(self, function, holds, everything=False):
        name = getattr(function, "__name__", "")
        every = everything or name in self._called
        try:
            args, kwargs = self._arguments(function, holds, every)
        except (TypeError, ValueError):
            return None
        self._start()
        return guarded(lambda: function(*args, **kwargs))

    def _arguments(self, function, holds, every):
        args, kwargs = [], {}
        hints = self._hints(function)
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if parameter.default is not parameter.empty and not every:
                continue
            value = value_for(hints.get(name), holds)
            if parameter.kind is parameter.KEYWORD_ONLY:
                kwargs[name] = value
            elif len(args) == 0 or parameter.kind is parameter.POSITIONAL_ONLY or not kwargs:
                args.append(value)
        return args, kwargs

    def _hints(self, function):
        target = function.__init__ if inspect.isclass(function) else function
        target = inspect.unwrap(target)
        try:
            return typing.get_type_hints(target)
        except Exception:
            return dict(getattr(target, "__annotations__", {}))

    def _result(self, result, holds, depth=0):
        """Goes on with what a call returned, if that is something still to be run."""
        if inspect.iscoroutine(result):
            self._start()
            self._result(guarded(lambda: asyncio.run(result)), holds, depth)
        elif inspect.isasyncgen(result):
            self._start()
            guarded(lambda: asyncio.run(exhaust(result)))
        elif inspect.isgenerator(result):
            self._start()
            guarded(lambda: [None for _, _ in zip(range(ENOUGH), result)])
        elif isinstance(result, types.FunctionType) and depth < 3:
            self._result(self._call(result, holds), holds, depth + 1)
        elif hasattr(type(result), "__enter__") and hasattr(type(result), "gen"):
            self._start()
            guarded(lambda: result.__exit__(None, None, None) if result.__enter__() else None)


def _first(value):
    """What prepares tests comes before them."""
    return not re.match("set_?up", getattr(value, "__name__", ""), re.I)


async def exhaust(generator):
    async for _ in generator:
        pass


def value_for(hint, holds):
    """An object of a fake library where the annotation asks for one, or else a probe."""
    if isinstance(hint, str):
        names = re.findall(r"\w+", hint)
        return next((STUB_TYPES[name]() for name in names if name in STUB_TYPES), Probe(holds))
    for option in (hint, *typing.get_args(hint)):
        if inspect.isclass(option) and option.__module__ == fake_aws.__name__:
            return guarded(option)
    return Probe(holds)
