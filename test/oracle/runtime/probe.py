"""
A value that answers everything: what the oracle passes where nobody says what to pass.
It is a text with a mark in it, so a table's name that was made of it can be told from one that the code wrote.
"""

import dis
import sys

MARK = "\u2042"


class Probe(str):
    """Any attribute, any item, any call is another probe. `holds` is what it is in a condition or a comparison."""

    def __new__(cls, holds=True):
        probe = super().__new__(cls, MARK)
        probe.__dict__["holds"] = holds
        return probe

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Probe(self.holds)

    def __call__(self, *args, **kwargs):
        # As a decorator it leaves what it decorates as it is.
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Probe):
            return args[0]
        return Probe(self.holds)

    def __mro_entries__(self, bases):
        return ()

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __getitem__(self, key):
        return Probe(self.holds)

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __iter__(self):
        return iter([Probe(self.holds)] * _wanted(sys._getframe(1), 1 if self.holds else 0))

    def __contains__(self, item):
        return self.holds

    def __len__(self):
        return 1 if self.holds else 0

    def __bool__(self):
        return self.holds

    def __eq__(self, other):
        return self.holds

    def __ne__(self, other):
        return not self.holds

    def __lt__(self, other):
        return self.holds

    __gt__ = __le__ = __ge__ = __lt__

    def __hash__(self):
        return hash(MARK)

    def __int__(self):
        return 1

    __index__ = __int__

    def __float__(self):
        return 1.0

    def __str__(self):
        return MARK

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    def __await__(self):
        return self
        yield

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return False

    def __aiter__(self):
        return _async_iterator(self)

    def __sub__(self, other):
        return Probe(self.holds)

    __rsub__ = __truediv__ = __rtruediv__ = __and__ = __or__ = __ror__ = __rand__ = __matmul__ = __sub__
    __floordiv__ = __pow__ = __lshift__ = __rshift__ = __sub__


async def _async_iterator(probe):
    for item in probe:
        yield item


def _wanted(frame, otherwise):
    """How many values an unpacking wants; `otherwise` when it is none."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if dis.opname[code[at]] == "UNPACK_SEQUENCE" else otherwise
