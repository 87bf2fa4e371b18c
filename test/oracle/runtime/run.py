"""
The runtime oracle: runs small workspaces under a fake boto3 and prints which operations happened where.
Reads from stdin, as JSON, a list of `{"id", "roots", "files": [{"path", "text"}]}`; prints a list of
`{"id", "failures", "events"}`. Each module is run in a process state of its own: as an import, and as the main program.
"""

import contextlib
import importlib
import io
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
import types

from . import fake_aws, surroundings
from .drive import ENOUGH, Driver, Enough, guarded
from .places import Places

SECONDS_PER_MODULE = 10
TEST_FILE = re.compile(r"(^|/)(tests?/|test_[^/]*$|conftest\.py$|[^/]*_test\.py$)")


class Recorder:
    """Notes the operations of one workspace, each once."""

    def __init__(self, root, roots):
        self.places = Places(root)
        self._roots = [f"{path}/" if path else "" for path in roots]
        # Whether a module of tests is being run.
        self.in_test = False
        self._seen = set()
        self.events = []
        self._since_start = 0
        self._batches = 0

    def start(self):
        self._since_start = 0

    def now_and_then(self):
        self._batches += 1
        return self._batches % 2 == 1

    def place(self, frame):
        """The file and place of what a frame of the workspace is doing; None for other frames."""
        nearest, is_direct = self.places.nearest(frame)
        place = self.places.of(nearest) if nearest is not None and is_direct else None
        return place and (self.places.path_of(nearest), *place)

    def record(self, api, tables, frame, taken):
        at = self.place(frame)
        places = tuple(dict.fromkeys(place for place in (at, taken) if place))
        self._since_start += 1
        if places and not self._is_test_of_production(frame, places[0][0]):
            names = tuple(sorted(fake_aws.table_of(name) for name in tables))
            event = (api, names, places)
            if event not in self._seen:
                self._seen.add(event)
                self.events.append({"api": api, "tables": names, "places": places})
        if self._since_start > ENOUGH:
            raise Enough()

    def _is_test_of_production(self, frame, path):
        """What only tests pass to the program is kept apart from what the program does."""
        if self.is_test(path):
            return False
        while frame is not None and not self.in_test:
            name = self.places.path_of(frame)
            if name is not None and self.is_test(name):
                return True
            frame = frame.f_back
        return self.in_test

    def is_test(self, path):
        """Whether a file is a test: by its name, or by a folder below the one that is open."""
        root = max((root for root in self._roots if path.startswith(root)), key=len, default="")
        return TEST_FILE.search(path[len(root) :]) is not None


class Workspace:
    """One workspace in a folder of its own."""

    def __init__(self, root, section):
        self.root, self.files = root, section["files"]
        self.roots = [os.path.join(root, path).rstrip("/") for path in section["roots"]]
        for file in self.files:
            path = os.path.join(root, file["path"])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="", errors="surrogatepass") as opened:
                opened.write(file["text"])
        texts = "\n".join(re.sub(r"\b(def|class)\s+\w+", "", file["text"]) for file in self.files)
        self.called = set(re.findall(r"(\w+)\s*\(", texts))

    def run(self):
        """Runs every module. Returns the modules that fail, with the reason."""
        failures = []
        for file in self.files:
            if file["path"].endswith(".py"):
                error = self._run_module(file["path"], "__main__" in file["text"])
                if error:
                    failures.append({"path": file["path"], "reason": error})
        return failures

    def _run_module(self, path, is_program):
        name, search = self._import_name(path)
        known, found = set(sys.modules), list(sys.path)
        sys.path[:0] = search
        sys.argv = [os.path.join(self.root, path)]
        signal.setitimer(signal.ITIMER_REAL, SECONDS_PER_MODULE, 0.2)
        fake_aws.recorder.in_test = fake_aws.recorder.is_test(path)
        try:
            fake_aws.recorder.start()
            module = importlib.import_module(name)
            Driver(self.root, self.called, fake_aws.recorder.start).module(module)
            if is_program:
                guarded(lambda: self._run_program(path, module.__package__))
            return None
        except (Exception, SystemExit) as error:
            return f"{type(error).__name__}: {error}".replace(self.root, "")
        except Enough:
            return "does not end"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.path[:] = found
            for own in [other for other in set(sys.modules) - known if self._is_own(sys.modules[other])]:
                del sys.modules[own]

    def _run_program(self, path, package):
        full = os.path.join(self.root, path)
        with open(full, "rb") as opened:
            code = compile(opened.read(), full, "exec")
        module = types.ModuleType("__main__")
        module.__dict__.update(__file__=full, __package__=package)
        fake_aws.recorder.start()
        exec(code, module.__dict__)

    def _is_own(self, module):
        paths = [getattr(module, "__file__", None), *getattr(module, "__path__", [])]
        library = isinstance(module, surroundings.AnyModule)
        return library or any(path and path.startswith(self.root) for path in paths)

    def _import_name(self, path):
        """The name to import a file by, and the folders to look in: its own first, unless it lies in a package."""
        root = next((root for root in self.roots if os.path.join(self.root, path).startswith(root + "/")), self.root)
        full = os.path.join(self.root, path)
        folders = []
        folder = os.path.dirname(full)
        while folder.startswith(root):
            folders.append(folder)
            folder = os.path.dirname(folder)
        top = next((at for at in folders if not os.path.exists(os.path.join(at, "__init__.py"))), root)
        with open(full, encoding="utf-8", errors="replace") as opened:
            if re.search(r"^\s*from\s+\.", opened.read(), re.M) and top == folders[0]:
                top = root
        name = os.path.relpath(full, top).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        search = [at for at in folders if at == top or not os.path.exists(os.path.join(at, "__init__.py"))]
        others = [other for other in self.roots if other != root]
        return name, [top, *[at for at in search if at != top], *others]


def end_call(signum, frame):
    raise Enough()


def main():
    sections = json.load(sys.stdin)
    output, sys.stdout = sys.stdout, io.StringIO()
    complaints, sys.stderr = sys.stderr, io.StringIO()
    sys.dont_write_bytecode = True
    # The folder of this package is nothing that the code should find.
    del sys.path[0]
    base = os.path.realpath(tempfile.mkdtemp(prefix="oracle-"))
    environment = surroundings.prepare(lambda frame: frame.f_code.co_filename.startswith(base + "/"))
    signal.signal(signal.SIGALRM, end_call)
    results = []
    try:
        for index, section in enumerate(sections):
            root = os.path.join(base, str(index))
            os.mkdir(root)
            os.chdir(root)
            environment.forget()
            importlib.invalidate_caches()
            fake_aws.recorder = Recorder(root, section["roots"])
            failures = Workspace(root, section).run()
            results.append({"id": section["id"], "failures": failures, "events": fake_aws.recorder.events})
    except BaseException:
        traceback.print_exc(file=complaints)
        raise
    finally:
        os.chdir("/")
        with contextlib.suppress(OSError):
            shutil.rmtree(base)
    json.dump(results, output)
    output.flush()
    # Threads of a workspace that never end do not keep this process.
    os._exit(0)


main()
