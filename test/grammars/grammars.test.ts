// The wasm files: the installed ones are those of grammars/checksums.json, they load together, and they parse.
// Also pins down what this grammar does not know, so that a newer one is noticed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyGrammars, grammarFiles, readGrammar } from '../../grammars/copy.mjs';
import checksums from '../../grammars/checksums.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = [
  'tree-sitter.wasm',
  'tree-sitter-python.wasm',
  'tree-sitter-terraform.wasm',
  'tree-sitter-typescript.wasm',
] as const;
const scratch = mkdtempSync(join(tmpdir(), 'dynamolens-grammars-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

describe.each(names)('%s', (name) => {
  const { package: from, version } = checksums[name];

  test('package.json asks for exactly the tested version', () => {
    expect(readJson('package.json')).toHaveProperty(['devDependencies', from], version);
  });

  test('the installed package has the tested version', () => {
    expect(readJson(`node_modules/${from}/package.json`)).toHaveProperty('version', version);
  });

  test('the installed file has the listed checksum', () => {
    expect(readGrammar(name).length).toBeGreaterThan(50_000);
  });
});

describe('the copy step', () => {
  test('copies the listed files, byte for byte', () => {
    copyGrammars(scratch);
    for (const [index, name] of names.entries()) {
      const source = readFileSync(join(root, grammarFiles[index]!));
      expect(readFileSync(join(scratch, name)).equals(source), name).toBe(true);
    }
  });

  test('names a missing file and says what to do', () => {
    expect(() => readGrammar('tree-sitter-python.wasm', join(scratch, 'nothing'))).toThrow(
      /^tree-sitter-python\.wasm is missing: .* Run npm ci to install tree-sitter-wasms@0\.1\.13\.$/,
    );
  });

  test('refuses a file that differs in one byte', () => {
    const copy = join(scratch, 'changed');
    const place = grammarFiles[0]!;
    cpSync(join(root, place), join(copy, place));
    const bytes = readFileSync(join(copy, place));
    bytes[5000]! ^= 1;
    writeFileSync(join(copy, place), bytes);
    expect(() => readGrammar('tree-sitter.wasm', copy)).toThrow(
      /^tree-sitter\.wasm is not the file of web-tree-sitter@0\.25\.10 that was tested/,
    );
  });

  test('refuses a name that is not listed', () => {
    expect(() => readGrammar('tree-sitter-cobol.wasm')).toThrow(/does not list/);
  });
});

describe('the Python grammar', () => {
  let parser: Parser;
  beforeAll(async () => {
    await Parser.init({ wasmBinary: readGrammar('tree-sitter.wasm') });
    parser = new Parser().setLanguage(await Language.load(readGrammar('tree-sitter-python.wasm')));
  });
  afterAll(() => {
    parser.delete();
  });

  function parse(text: string): {
    readonly hasError: boolean;
    readonly statements: readonly string[];
  } {
    const tree = parser.parse(text);
    if (!tree) throw new Error('The parser has no language.');
    const { rootNode } = tree;
    const statements = rootNode.namedChildren.map((node) => node?.type ?? 'none');
    const result = { hasError: rootNode.hasError, statements };
    tree.delete();
    return result;
  }

  test.each([
    ['call', 'boto3.resource("dynamodb").Table(f"{stage}-orders").get_item(Key={"id": 1})\n'],
    [
      'async',
      'async def f():\n    async with table.batch_writer() as batch:\n        await g(batch)\n',
    ],
    [
      'match',
      'match kind:\n    case {"table": name} if name:\n        pass\n    case _:\n        pass\n',
    ],
    ['walrus', 'while (page := next(pages)):\n    print(page)\n'],
    ['type parameters', 'class Store[T]:\n    def get[K](self, key: K) -> T: ...\n'],
    ['nested f-string (3.12)', 'name = f"{stage!r:>{width}}-{"orders"}"\n'],
    ['except*', 'try:\n    f()\nexcept* ValueError as e:\n    pass\n'],
    ['positional only', 'def f(a, /, b, *, c): ...\n'],
  ])('knows: %s', (_name, text) => {
    expect(parse(text)).toMatchObject({ hasError: false, statements: { length: 1 } });
  });

  test.each([
    ['template strings (3.14)', 'name = t"{stage}-orders"\n'],
    ['defaults of type parameters (3.13)', 'class Store[T = int]: ...\n'],
  ])('does not know: %s', (_name, text) => {
    expect(parse(text).hasError).toBe(true);
  });
});

describe('the grammar of Terraform', () => {
  let parser: Parser;
  beforeAll(async () => {
    await Parser.init({ wasmBinary: readGrammar('tree-sitter.wasm') });
    parser = new Parser().setLanguage(
      await Language.load(readGrammar('tree-sitter-terraform.wasm')),
    );
  });
  afterAll(() => {
    parser.delete();
  });

  test.each([
    [
      'blocks',
      'resource "aws_dynamodb_table" "orders" {\n  attribute {\n    name = "id"\n  }\n}\n',
    ],
    [
      'templates',
      'locals {\n  a = "${var.stage}-orders"\n  b = <<-EOT\n    ${var.stage}\n  EOT\n}\n',
    ],
    ['for', 'locals {\n  a = { for k, v in var.m : k => v... if v != "" }\n}\n'],
    ['operators', 'locals {\n  a = !var.b && (var.c == 3) ? [1, 2][0] : -1\n}\n'],
    ['splat', 'locals {\n  a = aws_dynamodb_table.all[*].name\n  b = var.c.*.name\n}\n'],
  ])('knows: %s', (_name, text) => {
    const tree = parser.parse(text);
    expect(tree?.rootNode.hasError).toBe(false);
    tree?.delete();
  });
});
