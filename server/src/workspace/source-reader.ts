/*
 * Reads source files from disk and turns their bytes into text.
 * One buffer is used again and again, because most files are looked at once and are of no interest.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes of a file, or why there are none. The bytes are good until the next file is read. */
export type SourceBytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'error'; readonly message: string };

/** Reads the bytes of one file after the other. */
export type ReadBytes = (path: string, maxFileSize: number) => SourceBytes;

const firstSize = 256 * 1024;

/** Makes a reader with a buffer of its own. */
export function createReader(): ReadBytes {
  let buffer = Buffer.allocUnsafe(firstSize);
  return (path, maxFileSize) => {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      let length = 0;
      for (;;) {
        const read = readSync(file, buffer, length, buffer.length - length, null);
        length += read;
        if (length > maxFileSize) {
          return { kind: 'error', message: `larger than ${maxFileSize} bytes` };
        }
        if (read === 0 || length < buffer.length) break;
        buffer = Buffer.concat([buffer], buffer.length * 2);
      }
      return { kind: 'bytes', bytes: buffer.subarray(0, length) };
    } catch (error) {
      return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}

const codingLine = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/u;

/**
 * The text of a Python file as an editor shows it: without a byte order mark.
 * It is UTF-8 unless a comment in the first two lines says otherwise; what cannot be decoded becomes U+FFFD.
 */
export function decodeSource(bytes: Buffer): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) return bytes.toString('utf8', 3);
  const encoding = declaredEncoding(bytes);
  if (encoding === null) return bytes.toString('utf8');
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** The encoding that a comment declares, as the web names it; null when it is UTF-8 or nothing is declared. */
function declaredEncoding(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 400);
  if (!head.includes('coding')) return null;
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/u, 2);
  const match =
    codingLine.exec(first) ?? (/^[ \t\f]*(?:#.*)?$/u.test(first) ? codingLine.exec(second) : null);
  const name = match?.[1]?.toLowerCase().replaceAll('_', '-');
  if (name === undefined || /^utf-?8/u.test(name)) return null;
  if (/^(?:latin-?1|iso-?8859-1|l1)(?:-|$)/u.test(name)) return 'latin1';
  return name.replace(/^cp(?=125\d$)/u, 'windows-').replace(/^iso8859-/u, 'iso-8859-');
}
