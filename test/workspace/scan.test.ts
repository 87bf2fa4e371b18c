/*
 * One look at some folders. The engine is a small fake.
 */
import { expect, test } from 'vitest';
import type { ScanOptions, ScanResult } from '../../server/src/workspace/scan.ts';
import { scanFolders } from '../../server/src/workspace/scan.ts';
import { createFakeAnalysis, tableNames } from './fake-analysis.ts';
import type { TemporaryFolder } from './temporary-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function scan(
  folder: TemporaryFolder,
  options: Partial<ScanOptions> = {},
): Promise<ScanResult> {
  return scanFolders({
    folders: [folder.path],
    include: ['**/*.py'],
    exclude: [],
    maxFileSize: 100,
    analysis: createFakeAnalysis(),
    ...options,
  });
}

const files = {
  'app.py': '# dynamodb\nuse names.MOVIES\n',
  'names.py': 'MOVIES = Movies\n',
  'sub/b.py': 'movies.scan()\nuse B\n',
  'idle.py': 'use Idle\n',
  'large.py': `# dynamodb\n${'#'.repeat(100)}`,
};

test('gives the facts of what was parsed, by path', async () => {
  const folder = temporaryFolder(files);
  const result = await scan(folder);
  expect(result.files.map((facts) => [facts.file, tableNames(facts)])).toEqual([
    [folder.at('app.py'), ['Movies']],
    [folder.at('names.py'), []],
    [folder.at('sub/b.py'), ['B']],
  ]);
  expect(result).toMatchObject({
    indexed: 4,
    parsed: 3,
    leftOut: [{ path: folder.at('large.py'), why: 'larger than 100 bytes' }],
    errors: [],
  });
  expect(result.milliseconds).toBeGreaterThan(0);
});

test('a file that the engine cannot do costs only itself', async () => {
  const folder = temporaryFolder(files);
  const analysis = createFakeAnalysis(folder.at('sub/b.py'));
  const result = await scan(folder, { analysis });
  expect(result.files.map(({ file }) => file)).not.toContain(folder.at('sub/b.py'));
  expect(result.files).toHaveLength(2);
  expect(result.errors).toEqual([{ path: folder.at('sub/b.py'), message: 'broken' }]);
});

test('says how far it is, and ends with everything done', async () => {
  const steps: [number, number][] = [];
  await scan(temporaryFolder(files), { onProgress: (done, total) => steps.push([done, total]) });
  expect(steps.length).toBeGreaterThan(4);
  expect(steps.every(([done, total]) => done <= total)).toBe(true);
  const [done, total] = steps.at(-1)!;
  expect(done).toBe(total);
});

test('can be cancelled', async () => {
  const signal = AbortSignal.abort();
  await expect(scan(temporaryFolder(files), { signal })).rejects.toThrow('cancelled');
});

test('a folder that does not exist is left out with the reason', async () => {
  const folder = temporaryFolder();
  const { indexed, leftOut } = await scan(folder, { folders: [folder.at('none')] });
  expect({ indexed, leftOut }).toEqual({
    indexed: 0,
    leftOut: [{ path: folder.at('none'), why: 'cannot be read (ENOENT)' }],
  });
});
