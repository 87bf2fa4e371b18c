// Whatever is in a file of Terraform: reading it ends, throws nothing, and loses nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../server/src/syntax/document/read-document.ts';
import { readHcl } from '../../server/src/syntax/hcl/read-hcl.ts';
import { loadTerraform, plain } from './terraform.ts';

const { parser, read } = await loadTerraform();

const TABLE = 'resource "aws_dynamodb_table" "orders" {\n  name = "orders"\n}\n';

function namesIn(text: string): readonly unknown[] {
  return read({ 'main.tf': text })('main.tf').tables.map(({ name }) => plain(name));
}

/** Declarations `l0`, `l1` and so on, each made of the one before. */
function locals(count: number, make: (before: string) => string): string {
  const lines = Array.from({ length: count }, (_, index) =>
    index === 0 ? '  l0 = ["x"]' : `  l${index} = ${make(`local.l${index - 1}`)}`,
  );
  return `locals {\n${lines.join('\n')}\n}\n`;
}

describe('texts that are no Terraform', () => {
  test('arbitrary texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        read({ 'main.tf': text, 'main.tf.json': text, 'a.auto.tfvars': text })('main.tf');
      }),
      { numRuns: 200 },
    );
  });

  test('arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readHcl(parser, Buffer.from(bytes).toString('utf8'));
        readHcl(parser, Buffer.from(bytes).toString('latin1'));
      }),
      { numRuns: 200 },
    );
  });

  test('pieces of Terraform in any order', () => {
    const pieces =
      'resource "a" "b" { } = name ${ } %{ if endif } <<EOT EOT <<- [ ] for x in : ? ( ) . * "'.split(
        ' ',
      );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, '\n'), { maxLength: 60 }), (parts) => {
        read({ 'main.tf': parts.join(' ') })('main.tf');
      }),
      { numRuns: 300 },
    );
  });

  test('a text of 20 MB is left alone', () => {
    expect(namesIn(`${TABLE}# ${'x'.repeat(20_000_000)}`)).toEqual([]);
  });

  test('a grammar that is not there', () => {
    expect(readDocument('hcl', TABLE, null).root).toBeNull();
    expect(readDocument('hcl-json', '{}', null).root).toBeNull();
  });
});

describe('broken blocks', () => {
  test.each([
    ['before', `resource "x" {\n  name = \n}\n\n${TABLE}`],
    ['behind', `${TABLE}\nresource "x" "y" {\n  a = "unfinished\n`],
    ['between', `${TABLE}\nlocals {\n  a = [1, 2\n}\n\nvariable "b" {\n}\n`],
  ])('cost only themselves: %s', (_where, text) => {
    expect(namesIn(text)).toEqual(['orders']);
    expect(readHcl(parser, text).problems).toHaveLength(1);
  });

  test('texts without an error have no problem', () => {
    expect(readHcl(parser, TABLE).problems).toEqual([]);
  });
});

describe('what leads back to itself', () => {
  test('locals', () => {
    const text = `locals {\n  a = local.b\n  b = "\${local.a}-x"\n}\n${TABLE.replace('"orders"\n', 'local.a\n')}`;
    expect(namesIn(text)).toHaveLength(1);
  });

  test('modules', () => {
    const call = (source: string): string =>
      `module "m" {\n  source = "${source}"\n  x = module.m.x\n}\n`;
    const output = 'output "x" {\n  value = module.m.x\n}\nvariable "x" {\n}\n';
    const models = read({
      'a/main.tf': call('../b') + output + TABLE,
      'b/main.tf': call('../a') + output + TABLE,
      'c/main.tf': call('.') + output + TABLE,
    });
    for (const file of ['a/main.tf', 'b/main.tf', 'c/main.tf'])
      expect(models(file).tables.map(({ name }) => plain(name))).toEqual(['orders']);
  });

  test('modules outside of the workspace are not there', () => {
    const text = 'module "m" {\n  source = "../../../../../etc"\n}\n';
    expect(read({ 'main.tf': text + TABLE })('main.tf').tables).toHaveLength(1);
  });
});

describe('what grows without end', () => {
  const named = TABLE.replace('"orders"\n', 'VALUE\n');

  test.each([
    [
      'texts',
      locals(60, (before) => `"\${join("", [${before}, ${before}]...)}\${${before}}"`),
      '"${local.l59}"',
    ],
    ['lists', locals(60, (before) => `concat(${before}, ${before})`), 'join("-", local.l59)'],
    [
      'lists of lists',
      locals(60, (before) => `[${before}, ${before}]`),
      'join("-", flatten(local.l59))',
    ],
    ['JSON', locals(60, (before) => `[${before}, ${before}]`), 'jsonencode(local.l59)'],
    ['long ways', locals(5000, (before) => before), 'join("-", local.l4999)'],
    [
      'deep lists',
      `locals {\n  a = ${'['.repeat(5000)}${']'.repeat(5000)}\n}\n`,
      'join("", flatten(local.a))',
    ],
    ['deep brackets', `locals {\n  a = ${'('.repeat(2000)}1${')'.repeat(2000)}\n}\n`, 'local.a'],
    ['patterns', `locals {\n  a = replace("${'a'.repeat(40)}", "/(a+)+b/", "")\n}\n`, 'local.a'],
  ])('%s', (_what, text, value) => {
    const start = performance.now();
    const names = namesIn(text + named.replace('VALUE', value));
    expect(names.length).toBeLessThanOrEqual(1);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('counts', () => {
    const text = named.replace('VALUE', '"t${count.index}"\n  count = 1000000000');
    expect(namesIn(text)).toHaveLength(100);
  });

  test('modules that call two more, again and again', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `m${index}/main.tf`,
        ['a', 'b']
          .map(
            (name) =>
              `module "${name}" {\n  source = "../m${index + 1}"\n  for_each = toset(["x", "y"])\n}\n`,
          )
          .join('') + TABLE,
      ]),
    );
    expect(read(files)('m0/main.tf').tables).toHaveLength(1);
  });
});
