/*
 * The process of the command `dynamolens`: connects the command line with the terminal, the disk and the clock.
 * It never ends itself early, so everything that was written arrives; a reader that goes away early is no error.
 */
import { runCommandLine } from './cli/run.ts';
import { scanFolders } from './workspace/scan.ts';

/** Whether writing failed only because nobody reads any more, as in `dynamolens scan | head`. */
function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && !isReaderGone(error)) reject(error);
      else resolve();
    });
  });
}

function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`dynamolens: ${message}\n`);
  process.exitCode = 2;
}

// The callbacks of `write` see the same errors; without a listener they would end the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

runCommandLine(process.argv.slice(2), {
  currentFolder: process.cwd(),
  out: (text) => write(process.stdout, text),
  err: (text) => {
    process.stderr.write(text);
  },
  outIsTerminal: process.stdout.isTTY,
  errIsTerminal: process.stderr.isTTY,
  columns: process.stdout.columns,
  noColor: (process.env.NO_COLOR ?? '') !== '',
  now: () => performance.now(),
  scan: scanFolders,
}).then((exitCode) => {
  process.exitCode ??= exitCode;
}, report);
