"""
What the code of a workspace finds around itself: fake libraries, an empty environment, no network, no waiting.
Modules that are neither fake nor in the standard library nor in the workspace answer everything with probes.
"""

import builtins
import importlib.abc
import importlib.machinery
import os
import socket
import sys
import time
import types
from collections.abc import MutableMapping

from . import fake_aws
from .probe import Probe


class AnyModule(types.ModuleType):
    """A module that has every name."""

    __all__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Probe()


class AnyError(Exception):
    """Stands for every exception class of botocore."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args)
        self.response = fake_aws.Answer()


class Errors(AnyModule):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (AnyError,), {})


STUBS = ("mypy_boto3_dynamodb", "types_boto3_dynamodb", "types_aiobotocore_dynamodb", "types_boto3_lite_dynamodb")
STUB_TYPES = {
    "DynamoDBClient": fake_aws.Client,
    "DynamoDBServiceResource": fake_aws.ServiceResource,
    "Table": fake_aws.Table,
    "BatchWriter": fake_aws.BatchWriter,
    "QueryPaginator": fake_aws.QueryPaginator,
    "ScanPaginator": fake_aws.ScanPaginator,
}
SESSIONS = {
    "client": fake_aws.client,
    "resource": fake_aws.resource,
    "Session": fake_aws.Session,
    "get_session": fake_aws.Session,
}


SESSIONS["session"] = types.SimpleNamespace(**SESSIONS)


def _contents(name):
    """The names of a library module; None for a module that is no fake."""
    top, _, rest = name.partition(".")
    if top in ("boto3", "aioboto3", "botocore", "aiobotocore") and rest in ("", "session"):
        return SESSIONS
    if top in STUBS:
        return STUB_TYPES
    return None


class Libraries(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: makes every module that the workspace imports and nobody else found."""

    def __init__(self, is_workspace):
        self._is_workspace = is_workspace

    def find_spec(self, name, path=None, target=None):
        if not self._is_workspace(_importing(sys._getframe(1))):
            return None
        # A module that the package of the workspace does not have is missing.
        parent = sys.modules.get(name.rpartition(".")[0])
        if parent is not None and not isinstance(parent, AnyModule):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        kind = Errors if spec.name.endswith("core.exceptions") else AnyModule
        module = kind(spec.name)
        module.__dict__.update(_contents(spec.name) or {})
        return module

    def exec_module(self, module):
        pass


def _importing(frame):
    """The frame that an import statement stands in."""
    while frame.f_back and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame


class Environment(MutableMapping):
    """
    The environment as the workspace sees it: a variable that nothing set has the value `env:NAME`.
    Everybody else sees the real one.
    """

    def __init__(self, real, is_workspace):
        self._real, self._is_workspace, self._own = real, is_workspace, {}

    def forget(self):
        self._own.clear()

    def __getitem__(self, name):
        if name in self._own:
            return self._own[name]
        if not self._is_workspace(sys._getframe(1)):
            return self._real[name]
        return f"env:{name}"

    def get(self, name, default=None):
        if name in self._own:
            return self._own[name]
        if not self._is_workspace(sys._getframe(1)):
            return self._real.get(name, default)
        return f"env:{name}" if default is None else default

    def setdefault(self, name, default=None):
        return self._own.setdefault(name, default)

    def __setitem__(self, name, value):
        self._own[name] = value

    def __delitem__(self, name):
        self._own.pop(name, None)

    def __contains__(self, name):
        return name in self._own

    def __iter__(self):
        return iter([*self._real, *self._own])

    def copy(self):
        return dict(self._real, **self._own)

    def __len__(self):
        return len(self._real) + len(self._own)


def _no_network(*args, **kwargs):
    raise OSError("there is no network here")


def prepare(is_workspace):
    """Puts everything in place; `is_workspace` tells the frames of the code that is run. Returns the environment."""
    environment = Environment(os.environ, is_workspace)
    os.environ = environment
    os.getenv = environment.get
    sys.meta_path.append(Libraries(is_workspace))
    time.sleep = lambda seconds: None
    builtins.input = lambda *args: Probe()
    socket.create_connection = socket.getaddrinfo = _no_network
    return environment
