// Whatever is in a document: reading it ends, throws nothing, and costs only what is wrong in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  documentLanguageOf,
  readDocument,
} from '../../server/src/syntax/document/read-document.ts';
import { readTemplates } from './templates.ts';
import { loadTerraform, plain } from './terraform.ts';

const { parser } = await loadTerraform();

const TABLE = `
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
`;

const HEAD = "AWSTemplateFormatVersion: '2010-09-09'\n";

/** The names of the tables of a template. Reading it may take some seconds at most. */
function namesIn(
  text: string,
  file = 'template.yaml',
  more: Readonly<Record<string, string>> = {},
) {
  const start = performance.now();
  const { tables } = readTemplates({ ...more, [file]: text })(file);
  expect(performance.now() - start).toBeLessThan(8000);
  return tables.map(({ name }) => plain(name));
}

describe('every language of documents', () => {
  const files = ['a.yaml', 'a.json', 'a.toml', '.env', 'a.tf', 'a.tf.json', 'samconfig.toml'];
  const read = (file: string, text: string): void => {
    const language = documentLanguageOf(file);
    if (!language) throw new Error(`${file} is no document`);
    const { root, spans } = readDocument(language, text, parser);
    if (root) expect(spans.has(root.path)).toBe(true);
  };

  test.each(files)('arbitrary texts as %s', (file) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        read(file, text);
      }),
      { numRuns: 200 },
    );
  });

  test.each(files)('arbitrary bytes as %s', (file) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        read(file, Buffer.from(bytes).toString('utf8'));
        read(file, Buffer.from(bytes).toString('latin1'));
      }),
      { numRuns: 200 },
    );
  });

  test.each(files)('pieces of documents in any order as %s', (file) => {
    const pieces =
      '[ ] { } [[ ]] = : - " \' """ , # & * << ? | > ! !Ref a b.c 1 \t \n ${ } %'.split(' ');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        read(file, parts.join(' '));
        read(file, parts.join(''));
      }),
      { numRuns: 300 },
    );
  });

  test.each(
    files.flatMap((file) => ['[', '{', '- ', 'a:\n ', 'a=['].map((piece) => [file, piece])),
  )('deep nesting as %s: %j', (file, piece) => {
    const start = performance.now();
    read(file, piece.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

test.each(['a.yaml', 'a.json', 'a.toml', '.env', 'a.tf'])(
  'a text of 20 MB as %s is left alone',
  (file) => {
    const text = `a: 1\n${'#'.repeat(20_000_000)}`;
    const language = documentLanguageOf(file) ?? 'yaml';
    const { root, problems } = readDocument(language, text, parser);
    expect([root, problems.length]).toEqual([null, 1]);
  },
);

describe('arbitrary templates', () => {
  const key = fc.constantFrom(
    ...'Resources Outputs Parameters Type Properties TableName Ref Fn::Sub Fn::If Fn::Join Fn::ForEach::L'.split(
      ' ',
    ),
    ...'Fn::Transform Name Location Value Default functions provider service environment Environment'.split(
      ' ',
    ),
  );
  const text = fc.constantFrom(
    ...'AWS::DynamoDB::Table AWS::CloudFormation::Stack AWS::Serverless::Function A ${A} ${self:a} aws'.split(
      ' ',
    ),
    ...'template.yaml AWS::Include ${file(template.yaml)} ${AWS::StackName} ../../x'.split(' '),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      text,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(key, fc.constant('A')), tie('tree'), { maxKeys: 5 }),
    ),
  }));

  test.each(['template.json', 'serverless.json', 'samconfig.json'])('as %s', (file) => {
    fc.assert(
      fc.property(tree, tree, (resources, more) => {
        const root = {
          AWSTemplateFormatVersion: '1',
          service: 'a',
          provider: 'aws',
          Resources: resources,
          resources: more,
        };
        readTemplates({ [file]: JSON.stringify(root) })(file);
      }),
      { numRuns: 300 },
    );
  });
});

describe('YAML that is not right', () => {
  test.each([
    ['a tab', `${HEAD}Resources:${TABLE}  Broken:\n\tType: x\n`],
    ['an open bracket', `${HEAD}Resources:${TABLE}  Broken:\n    Type: [a, b\n`],
    ['an open text', `${HEAD}Resources:${TABLE}  Broken:\n    Type: "a\n`],
    ['a wrong indentation', `${HEAD}Resources:${TABLE}   Broken:\n  Type: a\n`],
    ['an alias of nothing', `${HEAD}Resources:${TABLE}  Broken: *missing\n`],
    ['a tag that nobody knows', `${HEAD}Resources:${TABLE}  Broken: !Own [a]\n`],
    [
      'Jinja',
      `{% set x = 1 %}\n${HEAD}Resources:${TABLE}{% for a in b %}\n  {{ a }}:\n    Type: {{ c }}\n{% endfor %}\n`,
    ],
  ])('%s costs only itself, or the document', (_what, text) => {
    expect(['orders', undefined]).toContain(namesIn(text)[0]);
    const { problems } = readDocument('yaml', text, null);
    expect(problems.length).toBeLessThanOrEqual(20);
  });

  test.each([
    ['a tab', `${HEAD}Resources:${TABLE}  Broken:\n\tType: x\n`],
    ['an open bracket', `${HEAD}Resources:${TABLE}  Broken:\n    Type: [a, b\n`],
  ])('%s is a problem', (_what, text) => {
    expect(readDocument('yaml', text, null).problems.length).toBeGreaterThan(0);
  });

  test('of keys that are written twice, the last one counts', () => {
    expect(namesIn(`${HEAD}Resources:${TABLE}${TABLE.replace('orders', 'users')}`)).toContain(
      'users',
    );
  });

  test('anchors and merge keys', () => {
    const text = `${HEAD}x: &x\n  TableName: orders\nResources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      <<: *x\n`;
    expect(namesIn(text)).toEqual(['orders']);
  });

  test('bytes that are no text', () => {
    expect(namesIn('\0\x01\x02AWS::\0\xff\ufffd')).toEqual([]);
  });
});

describe('what grows without end', () => {
  const names = Array.from({ length: 60 }, (_, index) => `T${index}`);
  /** Tables, each of which has a name made of the next one's. */
  const chain = (make: (next: string) => string): string =>
    `${HEAD}Resources:\n` +
    names
      .map((name, index) => {
        const next = names[index + 1];
        const value = next === undefined ? 'x' : make(next);
        return `  ${name}:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: ${value}\n`;
      })
      .join('');

  test.each([
    ['texts', (next: string) => `!Sub '\${${next}}\${${next}}'`],
    ['lists', (next: string) => `!Join ['-', [!Ref ${next}, !Ref ${next}]]`],
    ['conditions', (next: string) => `!If [C, !Sub '\${${next}}a', !Sub '\${${next}}b']`],
  ])('%s', (_what, make) => {
    expect(namesIn(chain(make))).toHaveLength(60);
  });

  test('circles', () => {
    const text = chain((next) => `!Sub '\${${next}}-\${T0}\${T1}\${T2}'`);
    expect(namesIn(text)).toHaveLength(60);
  });

  test('a long way', () => {
    const count = 3000;
    const text = Array.from(
      { length: count },
      (_, index) =>
        `  T${index}:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: !Ref T${index + 1} }\n`,
    ).join('');
    expect(namesIn(`${HEAD}Resources:\n${text}`)).toHaveLength(count);
  });

  test('deep expressions', () => {
    const deep = `${'{"Fn::Join":["",['.repeat(90)}"x"${']]}'.repeat(90)}`;
    const text = `{"Resources":{"T":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":${deep}}}}}`;
    expect(namesIn(text, 'template.json')).toHaveLength(1);
  });

  test('aliases of aliases', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) =>
        `a${index}: &a${index} [${index === 0 ? 'x' : `*a${index - 1}, *a${index - 1}`}]\n`,
    );
    expect(namesIn(`${HEAD}${lines.join('')}Resources:${TABLE}`).length).toBeLessThanOrEqual(1);
  });

  test('loops in loops', () => {
    const loop = (depth: number): string =>
      depth === 0
        ? '"A": "x"'
        : `"Fn::ForEach::L${depth}": ["N${depth}", ["a","b","c","d","e","f","g","h","i","j"], {${loop(depth - 1)}}]`;
    const text = `{"Transform":"AWS::LanguageExtensions","Resources":{${loop(12)}}}`;
    expect(namesIn(text, 'template.json')).toEqual([]);
  });

  test('a template that takes itself in', () => {
    const text = `${HEAD}Resources:${TABLE}  Fn::Transform:\n    Name: AWS::Include\n    Parameters: { Location: template.yaml }\n`;
    expect(namesIn(text)).toContain('orders');
  });

  test('stacks that nest two more, again and again', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => {
        const stack = (id: string): string =>
          `  ${id}:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: t${index + 1}.yaml }\n`;
        return [`t${index}.yaml`, `${HEAD}Resources:${TABLE}${stack('A')}${stack('B')}`];
      }),
    );
    const { 't0.yaml': first = '', ...others } = files;
    expect(namesIn(first, 't0.yaml', others)).toContain('orders');
  });

  test('services whose variables lead in circles', () => {
    const text = `service: shop
provider:
  name: aws
  environment:
    TABLE: \${self:custom.a}
custom:
  a: \${self:custom.b}-\${self:custom.b}
  b: \${self:custom.a}-\${self:custom.c}
  c: \${self:custom.\${self:custom.c}}
resources:
  Resources:${TABLE.replaceAll('\n', '\n  ')}
`;
    expect(namesIn(text, 'serverless.yml')).toEqual(['orders']);
  });
});

describe('paths that leave the workspace', () => {
  test.each([
    'Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ../../../../etc/passwd }\n',
    'Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: /etc/passwd }\n',
    'Resources:\n  Fn::Transform:\n    Name: AWS::Include\n    Parameters: { Location: ../../../../../etc/passwd }\n',
  ])('%s', (text) => {
    expect(namesIn(HEAD + text)).toEqual([]);
  });
});
