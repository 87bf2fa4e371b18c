// Hovers over calls, names and the places names come through, shown in full.
import { expect, test } from 'vitest';
import type { Location, Position } from '../../server/src/base/location.ts';
import type { FileFacts } from '../../server/src/dynamodb/facts.ts';
import { indexTables } from '../../server/src/dynamodb/table-index.ts';
import { hoverAt } from '../../server/src/ide/hover.ts';
import { call, codeFile, fileFacts, reference, step, table, unknown } from './facts-by-hand.ts';
import { moviesFacts, moviesPy, shopFacts, tablesFacts, tablesPy } from './shop.ts';

const linkTo = ({ file, range }: Location) => `file://${file}#L${range.start.line + 1}`;

function hover(
  facts: FileFacts<Location>,
  position: Position,
  linked: readonly FileFacts<Location>[] = shopFacts,
): string | undefined {
  const project = indexTables(shopFacts);
  return hoverAt({ facts, position, linked, project, linkTo })?.markdown;
}

test('a call: operation, table, links, the way to the name, the declaration', () => {
  expect(hover(moviesFacts, moviesPy.position('get_item', 1, 3))).toMatchInlineSnapshot(`
    "**\`Table.get_item\`** — reads

    **\`Movies\`** — DynamoDB table — select (\`useSelectLink\`)

    How the name was found:

    1. [movies.py:2](file:///work/shop/movies.py#L2) \`from tables import movies\`
    2. [tables.py:4](file:///work/shop/tables.py#L4) \`movies = boto3.resource('dynamodb').Table(MOVIES)\`
    3. [tables.py:3](file:///work/shop/tables.py#L3) \`MOVIES = 'Movies'\`

    Key: \`year\` (HASH, N), \`title\` (RANGE)  
    Indexes: \`by_genre\`  
    Created at [tables.py:8](file:///work/shop/tables.py#L8)"
  `);
});

test('a call that creates a table', () => {
  expect(hover(tablesFacts, tablesPy.position('create_table'))).toMatchInlineSnapshot(`
    "**\`ServiceResource.create_table\`** — creates a table

    **\`Movies\`** — DynamoDB table

    How the name was found:

    1. [tables.py:3](file:///work/shop/tables.py#L3) \`MOVIES = 'Movies'\`

    Key: \`year\` (HASH, N), \`title\` (RANGE)  
    Indexes: \`by_genre\`  
    Created at [tables.py:8](file:///work/shop/tables.py#L8)"
  `);
});

test('a call whose table is not known: the reason and what would help', () => {
  expect(hover(moviesFacts, moviesPy.position('put_item', 2))).toMatchInlineSnapshot(`
    "**\`Client.put_item\`** — reads and writes

    **Unknown table** — select, insert, delete (\`useSelectLink\`, \`useInsertLink\`, \`useDeleteLink\`)

    The name is not known: parameter \`audit_table\` has no caller in this workspace. A call in this workspace that passes the name, or a default value, would make it known. [More about this](https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#parameter-without-caller) Or [state it](https://github.com/dynamolens/dynamolens/blob/main/docs/annotations.md): \`# dynamolens: table=NAME\` at the end of the line.

    What was followed:

    1. [movies.py:9](file:///work/shop/movies.py#L9) \`def save(client, audit_table, movie)\`"
  `);
});

test('the expression that gives a name, when it is a variable that nothing defines', () => {
  expect(hover(moviesFacts, moviesPy.position('os.environ', 1, 4))).toMatchInlineSnapshot(`
    "**\`$ORDERS_TABLE\`** — select (\`useSelectLink\`)

    The name is not known: environment variable \`ORDERS_TABLE\` is not defined in this workspace. A default in the code would make it known, such as \`os.environ.get("TABLE", "orders")\`. [More about this](https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#environment-variable) Or [state it](https://github.com/dynamolens/dynamolens/blob/main/docs/annotations.md#names) in \`dynamolens.json\`: \`{ "names": { "ORDERS_TABLE": "TABLE" } }\`.

    What was followed:

    1. [movies.py:12](file:///work/shop/movies.py#L12) \`os.environ['ORDERS_TABLE']\`"
  `);
});

test('a constant that calls in other files get their name from', () => {
  expect(hover(tablesFacts, tablesPy.position('MOVIES'))).toMatchInlineSnapshot(`
    "**\`Movies\`** — DynamoDB table — select, insert, delete (\`useSelectLink\`, \`useInsertLink\`, \`useDeleteLink\`)

    Key: \`year\` (HASH, N), \`title\` (RANGE)  
    Indexes: \`by_genre\`  
    Created at [tables.py:8](file:///work/shop/tables.py#L8)

    Used by:

    - [tables.py:8](file:///work/shop/tables.py#L8) \`ServiceResource.create_table\` in \`create\`
    - [movies.py:6](file:///work/shop/movies.py#L6) \`Table.get_item\` in \`get_movie\`: select
    - [movies.py:10](file:///work/shop/movies.py#L10) \`Table.put_item\` in \`save\`: select, insert, delete"
  `);
});

test('a place in the middle of the way shows the rest of the way', () => {
  expect(hover(moviesFacts, moviesPy.position('from tables'))).toMatchInlineSnapshot(`
    "**\`Movies\`** — DynamoDB table — select, insert, delete (\`useSelectLink\`, \`useInsertLink\`, \`useDeleteLink\`)

    How the name was found:

    1. [tables.py:4](file:///work/shop/tables.py#L4) \`movies = boto3.resource('dynamodb').Table(MOVIES)\`
    2. [tables.py:3](file:///work/shop/tables.py#L3) \`MOVIES = 'Movies'\`

    Key: \`year\` (HASH, N), \`title\` (RANGE)  
    Indexes: \`by_genre\`  
    Created at [tables.py:8](file:///work/shop/tables.py#L8)

    Used by:

    - [movies.py:6](file:///work/shop/movies.py#L6) \`Table.get_item\` in \`get_movie\`: select
    - [movies.py:10](file:///work/shop/movies.py#L10) \`Table.put_item\` in \`save\`: select, insert, delete"
  `);
});

test('the innermost place wins, and the hover is about exactly that place', () => {
  const view = hoverAt({
    facts: tablesFacts,
    position: tablesPy.position('MOVIES', 2, 2),
    linked: shopFacts,
    project: indexTables(shopFacts),
    linkTo,
  });
  expect(view?.range).toEqual(tablesPy.at('MOVIES', 2).range);
});

test('the text in a step tells who uses the name, even when the step is the expression around it', () => {
  const file = codeFile(
    '/work/one.py',
    "t = db.Table('Orders')\n\ndef f():\n    t.scan()\n    u.scan()\n",
  );
  const caller = file.caller('function', 'f', 'def f');
  const around = [step(file.at("db.Table('Orders')"), "db.Table('Orders')")];
  const use = { api: 'Table.scan', caller };
  const facts = fileFacts(file.file, {
    calls: [
      call({ ...use, at: file.at('scan'), tables: [table('Orders', 'select', around)] }),
      call({ ...use, at: file.at('scan', 2), tables: [table('Users', 'select', around)] }),
    ],
    references: [reference({ at: file.at("'Orders'"), tables: [table('Orders')] })],
  });
  expect(hover(facts, file.position("'Orders'"), [facts])).toBe(`\
**\`Orders\`** — DynamoDB table — select (\`useSelectLink\`)

Used by:

- [one.py:4](file:///work/one.py#L4) \`Table.scan\` in \`f\`: select`);
});

test('nothing is shown where nothing is known', () => {
  expect(hover(moviesFacts, moviesPy.position('import os'))).toBeUndefined();
  expect(hover(moviesFacts, moviesPy.position('Key=key'))).toBeUndefined();
  expect(hover(fileFacts('/work/other.py', {}), { line: 0, character: 0 })).toBeUndefined();
});

test('text of the user cannot change the structure, and old facts are marked', () => {
  const file = codeFile('/work/a_b (1)/odd[x].py', 'def f():\n    t.query(TableName=n)\n');
  const at = file.at('n)');
  const facts = fileFacts(file.file, {
    calls: [
      call({
        at: file.at('query'),
        api: 'Client.query',
        caller: file.caller('function', 'f', 'def f'),
        tables: [
          table('${X}-`a`|b', 'select', [step(at, 'n = \'`\'\n  + "**"')], 'pattern'),
          table('Orders', 'select', [], 'logical'),
        ],
        links: ['useSelectLink'],
        unknown: unknown('computed-at-run-time', '`[x](y)`', at, { pattern: '*-`x' }),
        stale: true,
      }),
    ],
  });
  expect(hover(facts, file.position('query'))).toMatchInlineSnapshot(`
    "**\`Client.query\`** — reads

    **\`\`\${X}-\`a\`|b\`\`** — DynamoDB table whose name is known in part — select (\`useSelectLink\`)

    How the name was found:

    1. [odd\\[x\\].py:2](file:///work/a_b%20%281%29/odd[x].py#L2) \`\`n = '\`' + "**"\`\`

    **\`Orders\`** — DynamoDB table declared without a physical name — select (\`useSelectLink\`)

    **Table known in part**: \`\`*-\`x\`\` — select (\`useSelectLink\`)

    The name is not known: \`\` \`[x](y)\` \`\` is computed at run time. Literals, constants and text put together from them are understood; input, time and random values are not. [More about this](https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#computed-at-run-time) Or [state it](https://github.com/dynamolens/dynamolens/blob/main/docs/annotations.md): \`# dynamolens: table=NAME\` at the end of the line.

    _The code does not parse at the moment. This is from before._"
  `);
});

test('long lists are cut, with the number of what is left out', () => {
  const file = codeFile('/work/many.py', 'def f():\n    t.query(TableName=n)\n');
  const at = file.at('n)');
  const steps = Array.from({ length: 14 }, (_, index) => step(at, `step ${index + 1}`));
  const tables = Array.from({ length: 10 }, (_, index) =>
    table(`T${index}`, 'select', index === 0 ? steps : []),
  );
  const caller = file.caller('function', 'f', 'def f');
  const facts = fileFacts(file.file, {
    calls: [call({ at: file.at('query'), api: 'Client.query', caller, tables })],
  });
  const text = hover(facts, file.position('query'))!;
  expect(text).toContain(
    '12. [many.py:2](file:///work/many.py#L2) `step 12`\n\n… and 2 more steps',
  );
  expect(text).not.toContain('step 13');
  expect(
    text.endsWith('**`T7`** — DynamoDB table — select (`useSelectLink`)\n\n… and 2 more'),
  ).toBe(true);
});
