/*
 * Why a value from outside the workspace is not known: a name that nothing binds, Python itself, or another package.
 * The modules are those of `sys.stdlib_module_names` that give values: https://docs.python.org/3/library/
 */
import type { UnknownReason } from './reason.ts';

const STANDARD_MODULES: ReadonlySet<string> = new Set(
  (
    'abc argparse array ast asyncio base64 binascii bisect calendar cgi cmd codecs collections colorsys concurrent ' +
    'configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib email enum errno fileinput ' +
    'fnmatch fractions functools getopt getpass gettext glob graphlib gzip hashlib heapq hmac html http imaplib importlib ' +
    'inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox math mimetypes multiprocessing ' +
    'netrc numbers operator optparse os pathlib pickle pkgutil platform plistlib pprint pwd queue random re reprlib ' +
    'sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat ' +
    'statistics string struct subprocess sys sysconfig tarfile tempfile textwrap threading time timeit tkinter token ' +
    'tomllib traceback types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser xml xmlrpc ' +
    'zipfile zlib zoneinfo'
  ).split(' '),
);

const BUILTINS = 'builtins.';

/** The reason and what it is about, for something outside by its dotted name. */
export function outsideReason(name: string): readonly [UnknownReason, string] {
  if (name.startsWith(BUILTINS)) return ['unassigned-name', name.slice(BUILTINS.length)];
  const [module = name] = name.split('.');
  return [STANDARD_MODULES.has(module) ? 'computed-at-run-time' : 'external-module', name];
}
