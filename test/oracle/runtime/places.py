"""
Where in a file a call stands: from a frame to the token that names what is called.
Works with the positions that Python keeps for each instruction (3.11 and newer) and the file's syntax tree.
Columns count UTF-16 units, lines and columns start at 1, and the end is not part of a place.
"""

import ast
import itertools
import re
import sys


class Places:
    """The places of one workspace: files below `root`."""

    def __init__(self, root):
        self._prefix = root + "/"
        self._files = {}

    def path_of(self, frame):
        """The path of a frame's file relative to the workspace; None for code from elsewhere."""
        name = frame.f_code.co_filename
        return name[len(self._prefix) :] if name.startswith(self._prefix) else None

    def nearest(self, frame):
        """The innermost frame of the workspace, and whether the given one is it already."""
        first = frame
        while frame is not None and self.path_of(frame) is None:
            frame = frame.f_back
        return frame, frame is first

    def of(self, frame):
        """What the frame is calling or reading just now, as `[line, column, end line, end column]`; None if unclear."""
        file = self._file(frame.f_code.co_filename)
        positions = frame.f_code.co_positions()
        at = next(itertools.islice(positions, frame.f_lasti // 2, None), None)
        if file is None or at is None or at[1] is None or at[3] is None:
            return None
        node = file.ends.get((at[1], at[3]))
        return file.place_of(node.func if isinstance(node, ast.Call) else node) if node else None

    def _file(self, name):
        if name not in self._files:
            try:
                with open(name, "rb") as opened:
                    self._files[name] = _File(opened.read())
            except (OSError, SyntaxError):
                self._files[name] = None
        return self._files[name]


class _File:
    def __init__(self, source):
        self._lines = re.split(rb"\r\n|\r|\n", source)
        # A call is the only node that ends where it ends; so is an attribute.
        self.ends = {
            (node.end_lineno, node.end_col_offset): node
            for node in ast.walk(ast.parse(source))
            if isinstance(node, (ast.Call, ast.Attribute))
        }

    def place_of(self, node):
        start = (node.lineno, node.col_offset)
        end = (node.end_lineno, node.end_col_offset)
        if isinstance(node, ast.Attribute):
            start = (end[0], end[1] - len(node.attr.encode()))
        return [*self._place(start), *self._place(end)]

    def _place(self, at):
        line, column = at
        before = self._lines[line - 1][:column].decode(errors="replace")
        return line, len(before.encode("utf-16-le")) // 2 + 1


def caller(depth=1):
    """The frame that called the function that asks."""
    return sys._getframe(depth + 1)
