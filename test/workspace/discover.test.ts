/*
 * Which files belong to a workspace. The rules as a user meets them, in real folders.
 */
import { chmodSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FolderRules } from '../../server/src/workspace/discover.ts';
import { discover } from '../../server/src/workspace/discover.ts';
import { runAtOnce, runInSlices } from '../../server/src/workspace/slices.ts';
import { gitIndex } from './git-index.ts';
import type { TemporaryFolder } from './temporary-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Options = Partial<Omit<FolderRules, 'folder'>>;

function rulesFor(folder: string, options: Options = {}): FolderRules {
  const standard = { include: ['**/*.py'], exclude: [], hidden: [], maxFileSize: 1_000_000 };
  return { folder, ...standard, ...options };
}

/** What is found in a folder, relative to it. */
function found(folder: TemporaryFolder, options: Options = {}, only?: readonly string[]) {
  const { files, leftOut } = runAtOnce(
    discover([rulesFor(folder.path, options)], only?.map(folder.at)),
  );
  const relative = (path: string): string => path.slice(folder.path.length + 1);
  return {
    files: files.map(relative),
    leftOut: Object.fromEntries(leftOut.map(({ path, why }) => [relative(path), why])),
  };
}

describe('folders that hold no code of the project', () => {
  test('are left out by name, with a word about why', () => {
    const folder = temporaryFolder({
      'a.py': '',
      'node_modules/x/a.py': '',
      'lib/site-packages/a.py': '',
      'cdk.out/asset.1/a.py': '',
      '.aws-sam/build/a.py': '',
      '.tox/py/a.py': '',
      '.nox/py/a.py': '',
    });
    expect(found(folder)).toEqual({
      files: ['a.py'],
      leftOut: {
        node_modules: 'installed packages',
        'lib/site-packages': 'installed packages',
        'cdk.out': 'build output',
        '.aws-sam': 'build output',
        '.tox': 'environments of test tools',
        '.nox': 'environments of test tools',
      },
    });
  });

  test('are not worth a word when they never hold sources', () => {
    const folder = temporaryFolder({
      '.git/hooks/a.py': '',
      'pkg/__pycache__/a.py': '',
      '.mypy_cache/a.py': '',
      'pkg/a.py': '',
    });
    expect(found(folder)).toEqual({ files: ['pkg/a.py'], leftOut: {} });
  });

  test('virtual environments are known by what they hold, whatever they are called', () => {
    const folder = temporaryFolder({
      'env1/pyvenv.cfg': '',
      'env1/lib/a.py': '',
      'conda/conda-meta/history': '',
      'conda/a.py': '',
      'venv/a.py': '',
    });
    expect(found(folder)).toEqual({
      files: ['venv/a.py'],
      leftOut: { env1: 'virtual environment', conda: 'virtual environment' },
    });
  });

  test('a folder that was opened is read, even if it is such a one', () => {
    const folder = temporaryFolder({
      'pyvenv.cfg': '',
      'app.py': '',
      'lib/site-packages/a.py': '',
    });
    expect(found(folder).files).toEqual(['app.py']);
  });

  test('copies of the SDK are left out, modules that share its name are not', () => {
    const folder = temporaryFolder({
      'layer/boto3/__init__.py': '',
      'layer/boto3/session.py': '',
      'layer/boto3/resources/factory.py': '',
      'layer/botocore/__init__.py': '',
      'layer/botocore/session.py': '',
      'layer/botocore/client.py': '',
      'layer/botocore/loaders.py': '',
      'tests/boto3/__init__.py': '',
      'tests/boto3/session.py': '',
    });
    expect(found(folder)).toEqual({
      files: ['tests/boto3/__init__.py', 'tests/boto3/session.py'],
      leftOut: { 'layer/boto3': 'copy of boto3', 'layer/botocore': 'copy of botocore' },
    });
  });
});

describe('.gitignore', () => {
  test('files of variables count although git ignores them', () => {
    const folder = temporaryFolder({
      '.gitignore': '.env*\nsecret/\n*.json\n',
      '.env': 'A=1',
      'app/.env.dev': 'A=2',
      'app/template.json': '{}',
      'secret/.env': 'A=3',
    });
    const { documents } = runAtOnce(discover([rulesFor(folder.path)]));
    expect(documents).toEqual([folder.at('.env'), folder.at('app/.env.dev')]);
  });

  test('counts for its folder and below, and the innermost with an answer decides', () => {
    const folder = temporaryFolder({
      '.gitignore': '*_pb2.py\n/build/\n!kept_pb2.py\n',
      'a_pb2.py': '',
      'kept_pb2.py': '',
      'build/a.py': '',
      'pkg/build/a.py': '',
      'pkg/.gitignore': '!own_pb2.py\nlocal.py\n',
      'pkg/own_pb2.py': '',
      'pkg/local.py': '',
      'local.py': '',
    });
    const why = 'excluded by .gitignore';
    expect(found(folder)).toEqual({
      files: ['kept_pb2.py', 'local.py', 'pkg/build/a.py', 'pkg/own_pb2.py'],
      leftOut: { 'a_pb2.py': why, build: why, 'pkg/local.py': why },
    });
  });

  test('does not hide what git tracks all the same', () => {
    const folder = temporaryFolder({
      '.git/index': gitIndex(['lib/boto3_util.py', 'out/kept.py'], 2),
      '.gitignore': 'boto3*\nout/\n',
      'lib/boto3_util.py': '',
      'lib/boto3_local.py': '',
      'out/kept.py': '',
      'out/made.py': '',
    });
    const why = 'excluded by .gitignore';
    expect(found(folder)).toEqual({
      files: ['lib/boto3_util.py', 'out/kept.py'],
      leftOut: { 'lib/boto3_local.py': why, 'out/made.py': why },
    });
    const inside = runAtOnce(discover([rulesFor(folder.at('lib'))]));
    expect(inside.files).toEqual([folder.at('lib/boto3_util.py')]);
  });

  test('in folders above counts up to the top of the repository', () => {
    const folder = temporaryFolder({
      '.gitignore': 'outside.py\n',
      'repo/.git/info/exclude': 'private.py\n',
      'repo/.gitignore': 'ignored.py\n',
      'repo/app/private.py': '',
      'repo/app/ignored.py': '',
      'repo/app/outside.py': '',
    });
    const { files } = runAtOnce(discover([rulesFor(folder.at('repo/app'))]));
    expect(files).toEqual([folder.at('repo/app/outside.py')]);
  });

  test('of an outer repository ends where an inner one begins', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      '.gitignore': 'a.py\n',
      'module/.git': 'gitdir: elsewhere\n',
      'module/a.py': '',
      'other/a.py': '',
    });
    expect(found(folder).files).toEqual(['module/a.py']);
  });

  test('does not count above a folder that is ignored itself, because it was opened on purpose', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.py\n',
      'out/a.py': '',
    });
    const { files } = runAtOnce(discover([rulesFor(folder.at('out'))]));
    expect(files).toEqual([folder.at('out/a.py')]);
  });
});

describe('settings', () => {
  test('exclude and hidden files take away files and whole folders', () => {
    const folder = temporaryFolder({ 'a.py': '', 'tests/a.py': '', 'x/gen/a.py': '', 'b.py': '' });
    const options = { exclude: ['tests/**', './b.py'], hidden: ['**/gen'] };
    expect(found(folder, options)).toEqual({
      files: ['a.py'],
      leftOut: {
        tests: 'excluded by dynamolens.exclude',
        'b.py': 'excluded by dynamolens.exclude',
        'x/gen': 'excluded by files.exclude',
      },
    });
  });

  test('include names other files; without an extension it means Python files', () => {
    const folder = temporaryFolder({ 'a.py': '', 'a.pyi': '', 'src/a.py': '', 'src/a.md': '' });
    expect(found(folder, { include: ['src/**', '*.pyi'] }).files).toEqual(['a.pyi', 'src/a.py']);
  });

  test('files larger than the limit are left out and named', () => {
    const folder = temporaryFolder({ 'a.py': '12345', 'b.py': '123456' });
    expect(found(folder, { maxFileSize: 5 })).toEqual({
      files: ['a.py'],
      leftOut: { 'b.py': 'larger than 5 bytes' },
    });
  });
});

describe('symbolic links', () => {
  test('that lead back end there', () => {
    const folder = temporaryFolder({ 'pkg/a.py': '' });
    symlinkSync('..', folder.at('pkg/up'));
    symlinkSync('pkg', folder.at('alias'));
    symlinkSync('missing', folder.at('broken'));
    expect(found(folder)).toEqual({
      files: ['pkg/a.py'],
      leftOut: {
        'pkg/up': 'symbolic link into the workspace',
        alias: 'symbolic link into the workspace',
      },
    });
  });

  test('out of the workspace are followed once, the first by name', () => {
    const outside = temporaryFolder({ 'shared/a.py': '', 'one.py': '' });
    symlinkSync(outside.path, outside.at('shared/loop'));
    const folder = temporaryFolder({ 'z.py': '' });
    symlinkSync(outside.at('shared'), folder.at('second'));
    symlinkSync(outside.at('shared'), folder.at('first'));
    symlinkSync(outside.at('one.py'), folder.at('one.py'));
    expect(found(folder).files).toEqual(['first/a.py', 'first/loop/one.py', 'one.py', 'z.py']);
  });

  test('between two folders of the workspace are not followed', () => {
    const one = temporaryFolder({ 'a.py': '' });
    const two = temporaryFolder({ 'b.py': '' });
    symlinkSync(one.path, two.at('one'));
    const { files } = runAtOnce(discover([rulesFor(two.path), rulesFor(one.path)]));
    expect(files).toEqual([one.at('a.py'), two.at('b.py')].sort());
  });
});

test('a folder inside of another one is read once, with the rules of both', () => {
  const folder = temporaryFolder({ 'a.py': '', 'inner/b.py': '', '.gitignore': 'ignored' });
  folder.write({ 'ignored/c.py': '' });
  const both = [folder.path, folder.at('inner'), folder.at('ignored')].map((path) =>
    rulesFor(path),
  );
  const { files } = runAtOnce(discover(both));
  expect(files).toEqual(['a.py', 'ignored/c.py', 'inner/b.py'].map(folder.at));
});

test('a folder that does not exist or cannot be read costs only itself', () => {
  const folder = temporaryFolder({ 'a.py': '', 'closed/a.py': '' });
  const gone = folder.at('gone');
  chmodSync(folder.at('closed'), 0o000);
  const { files, leftOut } = runAtOnce(discover([rulesFor(gone), rulesFor(folder.path)]));
  chmodSync(folder.at('closed'), 0o755);
  expect(files).toContain(folder.at('a.py'));
  expect(leftOut).toContainEqual({ path: gone, why: 'cannot be read (ENOENT)' });
  // The superuser may read everything.
  if (process.getuid?.() !== 0) {
    expect(leftOut).toContainEqual({ path: folder.at('closed'), why: 'cannot be read (EACCES)' });
  }
});

describe('looking at single paths', () => {
  const files = {
    'a.py': '',
    'pkg/b.py': '',
    'pkg/deep/c.py': '',
    'venv/pyvenv.cfg': '',
    'venv/d.py': '',
    '.gitignore': 'e.py',
    'pkg/e.py': '',
  };

  test('decides as looking at everything does', () => {
    const folder = temporaryFolder(files);
    const all = found(folder).files;
    for (const path of Object.keys(files)) {
      expect(found(folder, {}, [path]).files).toEqual(all.filter((one) => one === path));
    }
  });

  test('takes in what is below a folder, and nothing beside it', () => {
    const folder = temporaryFolder(files);
    expect(found(folder, {}, ['pkg']).files).toEqual(['pkg/b.py', 'pkg/deep/c.py']);
    expect(found(folder, {}, ['pkg/deep', 'a.py']).files).toEqual(['a.py', 'pkg/deep/c.py']);
    expect(found(folder, {}, ['..']).files).toEqual(['a.py', 'pkg/b.py', 'pkg/deep/c.py']);
  });

  test('finds nothing where nothing is', () => {
    expect(found(temporaryFolder(files), {}, ['gone.py', 'gone/x.py']).files).toEqual([]);
  });
});

test('it stops when it is cancelled', async () => {
  const folder = temporaryFolder({ 'a/a.py': '' });
  expect(await runInSlices(discover([rulesFor(folder.path)]), AbortSignal.abort())).toBeNull();
});
