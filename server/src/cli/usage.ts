/*
 * The help of the command line.
 */

/** What `--help` prints, and what wrong use is answered with. */
export const usage = `Usage: dynamolens scan [FOLDER...] [options]

Shows which DynamoDB tables the Python code in FOLDER touches, and how. The default folder is the current one.
Files are only read: nothing is run, no network is used.

Options:
  --format text|json    a table to read (default), or JSON for programs
  --fail-on SEVERITY    exit with 1 when there is a diagnostic of at least this severity:
                        error, warning, information or hint
  --color WHEN          auto (default: only on a terminal), always or never
  --include GLOB        Python files to read, relative to FOLDER; can be repeated (default: **/*.py)
  --exclude GLOB        files and folders to leave out; can be repeated
  -h, --help            print this help
  --version             print the version

Exit status: 0 when the scan was done, 1 when --fail-on found something, 2 for wrong use or a failed scan.
`;
