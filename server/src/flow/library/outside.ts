/*
 * Why a value from outside the workspace is not known: a name that nothing binds, Python itself, or another package.
 * The modules are those of `sys.stdlib_module_names` that give values: https://docs.python.org/3/library/
 */
import type { UnknownReason } from '../value/reason.ts';

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

/** What starts like this comes from the command line, or is asked of whoever sits there. */
const COMMAND_LINE: readonly string[] = [
  'sys.argv',
  'builtins.input',
  'getpass.',
  'getopt.',
  'optparse.',
  'argparse.',
  'click.prompt',
  'typer.prompt',
  'docopt.',
  'absl.flags.',
  'fire.',
];

/** What starts like this is read from a file. */
const CONFIGURATION: readonly string[] = [
  'builtins.open',
  'configparser.',
  'dotenv.',
  'dynaconf.',
  'omegaconf.',
  'toml.',
  'tomli.',
  'tomlkit.',
  'tomllib.',
  'yaml.',
  'ruamel.yaml.',
];

function startsLike(name: string, starts: readonly string[]): boolean {
  return starts.some((start) =>
    start.endsWith('.') ? name.startsWith(start) : name === start || name.startsWith(`${start}.`),
  );
}

/** The reason and what it is about, for something outside by its dotted name. */
export function outsideReason(name: string): readonly [UnknownReason, string] {
  const plain = name.startsWith(BUILTINS) ? name.slice(BUILTINS.length) : name;
  if (startsLike(name, COMMAND_LINE)) return ['command-line-argument', plain];
  if (startsLike(name, CONFIGURATION)) return ['configuration-file', ''];
  if (name === 'os.environ' || name.startsWith('os.environ.')) return ['environment-variable', '?'];
  if (name.startsWith(BUILTINS)) return ['unassigned-name', plain];
  const [module = name] = name.split('.');
  return [STANDARD_MODULES.has(module) ? 'computed-at-run-time' : 'external-module', name];
}
