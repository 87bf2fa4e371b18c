/*
 * From bytes to text, as Python reads its sources.
 */
import { describe, expect, test } from 'vitest';
import { createReader, decodeSource } from '../../server/src/workspace/source-reader.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('decoding', () => {
  const latin = (text: string): string => decodeSource(Buffer.from(text, 'latin1'));

  test('is UTF-8, with or without a byte order mark', () => {
    expect(decodeSource(Buffer.from("T = 'Tür 😀'"))).toBe("T = 'Tür 😀'");
    expect(decodeSource(Buffer.from("\uFEFFT = 'Tür'"))).toBe("T = 'Tür'");
  });

  test('follows the comment in the first two lines', () => {
    expect(latin("# -*- coding: latin-1 -*-\nT = 'Tür'")).toContain("'Tür'");
    expect(latin("#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nT = 'Tür'")).toContain(
      "'Tür'",
    );
    expect(latin("#\r\n# coding: cp1252\r\nT = 'Tür'")).toContain("'Tür'");
  });

  test('does not follow it elsewhere', () => {
    expect(latin("\n\n# coding: latin-1\nT = 'Tür'")).toContain("'T\uFFFDr'");
    expect(latin("x = 1\n# coding: latin-1\nT = 'Tür'")).toContain("'T\uFFFDr'");
  });

  test('an encoding that nobody knows is read as UTF-8', () => {
    expect(decodeSource(Buffer.from("# coding: rot13\nT = 'Tür'"))).toContain("'Tür'");
  });
});

describe('reading', () => {
  test('gives the bytes of files of any length, one after the other', () => {
    const long = 'x'.repeat(700_000);
    const folder = temporaryFolder({ 'long.py': long, 'short.py': 'short', 'empty.py': '' });
    const read = createReader();
    const text = (name: string): string => {
      const source = read(folder.at(name), 1_000_000);
      return source.kind === 'bytes' ? source.bytes.toString() : source.message;
    };
    expect(text('short.py')).toBe('short');
    expect(text('long.py') === long).toBe(true);
    expect(text('empty.py')).toBe('');
    expect(text('short.py')).toBe('short');
  });

  test('says why there are none', () => {
    const folder = temporaryFolder({ 'a.py': '123456', 'folder.py/x': '' });
    const read = createReader();
    expect(read(folder.at('a.py'), 5)).toEqual({ kind: 'error', message: 'larger than 5 bytes' });
    expect(read(folder.at('none.py'), 5)).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('ENOENT') as string,
    });
    expect(read(folder.at('folder.py'), 5)).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('EISDIR') as string,
    });
  });
});
