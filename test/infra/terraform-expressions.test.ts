// Expressions of Terraform and what they are worth, as Terraform's documentation says; the address of each group is in its name.
// What is only known at deployment stays as it is written.
import { describe, expect, test } from 'vitest';
import { type Documents, loadTerraform, plain } from './terraform.ts';

const DOCS = 'https://developer.hashicorp.com/terraform/language';

const { read, evaluated } = await loadTerraform();

function valueOf(expression: string, more: Documents = {}): unknown {
  const main = `locals {\n  value_asked_for = ${expression}\n}\n`;
  return plain(evaluated({ ...more, 'value.tf': main }, 'value_asked_for'));
}

type Cases = readonly (readonly [expression: string, value: unknown])[];

const GROUPS: readonly (readonly [address: string, cases: Cases])[] = [
  [
    `${DOCS}/expressions/types`,
    [
      ['"hello"', 'hello'],
      ['15', 15],
      ['6.283185', 6.283185],
      ['true', true],
      ['null', null],
      ['["us-west-1a", "us-west-1c"]', ['us-west-1a', 'us-west-1c']],
      ['{ name = "Mabel", age = 52 }', { name: 'Mabel', age: 52 }],
      ['{ (lower("A")) = 1, "b c" = 2 }', { a: 1, 'b c': 2 }],
      ['{ a = 1, a = 2 }.a', 2],
      ['["a", "b"][1]', 'b'],
      ['{ a = { b = 1 } }["a"].b', 1],
    ],
  ],
  [
    `${DOCS}/expressions/strings`,
    [
      ['"a\\nb"', 'a\nb'],
      ['"a\\tb\\"c\\\\"', 'a\tb"c\\'],
      ['"\\u00e9"', 'é'],
      ['"$${var.a}"', '${var.a}'],
      ['"%%{if}"', '%{if}'],
      ['"Hello, ${"Juan"}!"', 'Hello, Juan!'],
      ['"${[1, 2]}"', [1, 2]],
      ['"Hello, %{ if "x" != "" }${"x"}%{ else }unnamed%{ endif }!"', 'Hello, x!'],
      ['"Hello, %{ if "" != "" }x%{ else }unnamed%{ endif }!"', 'Hello, unnamed!'],
      ['"a  ${~ "b" ~}  c"', 'abc'],
      ['<<EOT\nhello\nworld\nEOT', 'hello\nworld\n'],
      ['<<-EOT\n    hello\n      world\n    EOT', 'hello\n  world\n'],
      ['<<-EOT\n    a ${"b"}\n\n      ${"c"} d\n    EOT', 'a b\n\n  c d\n'],
    ],
  ],
  [
    `${DOCS}/expressions/operators`,
    [
      ['1 + 2 * 3', 7],
      ['(1 + 2) * 3', 9],
      ['7 % 4', 3],
      ['-5', -5],
      ['1 == 1 && !(2 > 3)', true],
      ['"a" == "b" || 2 <= 1', false],
      ['"a" != "b"', true],
      ['var.stage == "prod" && false', false],
      ['var.stage == "prod" && true', '${var.stage == "prod" && true}'],
    ],
  ],
  [
    `${DOCS}/expressions/conditionals`,
    [
      ['true ? "a" : "b"', 'a'],
      ['"x" == "y" ? "a" : "b"', 'b'],
      ['var.stage == "prod" ? "a" : "b"', { anyOf: ['a', 'b'] }],
      [
        'var.stage == "prod" ? "orders" : "orders-${var.stage}"',
        { anyOf: ['orders', 'orders-${var.stage}'] },
      ],
      ['null == null ? "a" : "b"', 'a'],
    ],
  ],
  [
    `${DOCS}/expressions/for`,
    [
      ['[for s in ["a", "b"] : upper(s)]', ['A', 'B']],
      ['[for i, v in ["a", "b"] : "${i} is ${v}"]', ['0 is a', '1 is b']],
      ['{for s in ["a", "b"] : s => upper(s)}', { a: 'A', b: 'B' }],
      ['[for k, v in { a = 1 } : "${k}${v}"]', ['a1']],
      ['[for s in ["a", "", "b"] : s if s != ""]', ['a', 'b']],
      ['{for s in ["a1", "a2", "b1"] : substr(s, 0, 1) => s...}', { a: ['a1', 'a2'], b: ['b1'] }],
    ],
  ],
  [
    `${DOCS}/expressions/splat`,
    [
      ['[{ id = "a" }, { id = "b" }][*].id', ['a', 'b']],
      ['{ id = "a" }[*].id', ['a']],
      ['[{ id = "a" }].*.id', ['a']],
      ['[{ l = ["a"] }][*].l[0]', ['a']],
    ],
  ],
  [
    `${DOCS}/expressions/references`,
    [
      ['local.name', 'orders'],
      ['local.nested.deep[0]', 'x'],
      ['var.stage', '${var.stage}'],
      ['var.project', 'shop'],
      ['"${local.name}-${var.stage}"', 'orders-${var.stage}'],
      ['"${local.open}-x"', '${local.open}-x'],
      ['terraform.workspace', '${terraform.workspace}'],
      ['"a-${terraform.workspace}"', 'a-${terraform.workspace}'],
      ['data.aws_caller_identity.me.account_id', '${data.aws_caller_identity.me.account_id}'],
      ['aws_dynamodb_table.one.name', 'one-table'],
      ['aws_dynamodb_table.one.arn', 'one-table'],
      ['aws_dynamodb_table.one.id', 'one-table'],
      ['aws_dynamodb_table.one.hash_key', 'id'],
      ['aws_dynamodb_table.many["a"].name', 'a-table'],
      ['[for t in aws_dynamodb_table.many : t.name]', ['a-table', 'b-table']],
      ['{ for k, t in aws_dynamodb_table.many : k => t.name }', { a: 'a-table', b: 'b-table' }],
      ['values(aws_dynamodb_table.many)[*].name', ['a-table', 'b-table']],
      ['aws_dynamodb_table.counted[1].name', 't1'],
      ['aws_dynamodb_table.counted[*].name', ['t0', 't1']],
      ['aws_dynamodb_table.counted.*.name', ['t0', 't1']],
      ['aws_dynamodb_table.wanted[0].name', 'wanted'],
      ['one(aws_dynamodb_table.wanted[*].name)', 'wanted'],
      ['join("", aws_dynamodb_table.wanted.*.name)', 'wanted'],
      ['random_pet.p.id', '${random_pet.p.id}'],
      ['local.loop', undefined],
    ],
  ],
  [
    `${DOCS}/functions`,
    [
      ['format("Hello, %s!", "Ander")', 'Hello, Ander!'],
      ['format("There are %d lights", 4)', 'There are 4 lights'],
      ['format("%s-%s", "a", var.stage)', 'a-${var.stage}'],
      ['format("%03d", 7)', '007'],
      ['format("%v%%", 5)', '5%'],
      ['join("-", ["foo", "bar", "baz"])', 'foo-bar-baz'],
      ['join(", ", ["foo"])', 'foo'],
      ['join("-", ["a", var.stage])', 'a-${var.stage}'],
      ['lower("HELLO")', 'hello'],
      ['upper("hello")', 'HELLO'],
      ['title("hello world")', 'Hello World'],
      ['lower(var.stage)', '${lower(var.stage)}'],
      ['replace("1 + 2 + 3", "+", "-")', '1 - 2 - 3'],
      ['replace("hello world", "/w.*d/", "everybody")', 'hello everybody'],
      ['trimspace("  hello\\n\\n")', 'hello'],
      ['trim("?!hello?!", "!?")', 'hello'],
      ['trimprefix("helloworld", "hello")', 'world'],
      ['trimsuffix("helloworld", "world")', 'hello'],
      ['substr("hello world", 1, 4)', 'ello'],
      ['substr("hello world", -5, -1)', 'world'],
      ['split(",", "foo,bar,baz")', ['foo', 'bar', 'baz']],
      ['strrev("hello")', 'olleh'],
      ['startswith("hello world", "hello")', true],
      ['endswith("hello world", "hello")', false],
      ['strcontains("hello world", "wor")', true],
      ['concat(["a", ""], ["b", "c"])', ['a', '', 'b', 'c']],
      ['merge({ a = "b", c = "d" }, { e = "f", c = "z" })', { a: 'b', c: 'z', e: 'f' }],
      ['merge([{ a = 1 }, { b = 2 }]...)', { a: 1, b: 2 }],
      ['lookup({ a = "ay", b = "bee" }, "a", "what?")', 'ay'],
      ['lookup({ a = "ay", b = "bee" }, "c", "what?")', 'what?'],
      ['element(["a", "b", "c"], 1)', 'b'],
      ['element(["a", "b", "c"], 3)', 'a'],
      ['coalesce("a", "b")', 'a'],
      ['coalesce("", "b")', 'b'],
      ['coalesce(null, "b")', 'b'],
      ['coalescelist([], ["c", "d"])', ['c', 'd']],
      ['compact(["a", "", "b", null, "c"])', ['a', 'b', 'c']],
      ['contains(["a", "b", "c"], "a")', true],
      ['contains(["a", "b", "c"], "d")', false],
      ['distinct(["a", "b", "a"])', ['a', 'b']],
      ['flatten([["a", "b"], [], ["c"]])', ['a', 'b', 'c']],
      ['keys({ b = 1, a = 2 })', ['a', 'b']],
      ['values({ b = 1, a = 2 })', [2, 1]],
      ['length(["a", "b"])', 2],
      ['length("hello")', 5],
      ['one([])', null],
      ['one(["hello"])', 'hello'],
      ['reverse([1, 2, 3])', [3, 2, 1]],
      ['slice(["a", "b", "c", "d"], 1, 3)', ['b', 'c']],
      ['sort(["e", "d", "a"])', ['a', 'd', 'e']],
      ['toset(["c", "b", "b"])', ['c', 'b']],
      ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
      ['tostring(1)', '1'],
      ['jsonencode({ hello = "world" })', '{"hello":"world"}'],
      ['jsondecode("{\\"hello\\": [1, true, null]}")', { hello: [1, true, null] }],
      ['try(local.nested.missing, "fallback")', 'fallback'],
      ['try(local.name, "fallback")', 'orders'],
      ['can(local.nested.missing)', false],
      ['basename("foo/bar/baz.txt")', 'baz.txt'],
      ['dirname("foo/bar/baz.txt")', 'foo/bar'],
      ['nonsensitive(sensitive("a"))', 'a'],
      ['file("a.txt")', '${file("a.txt")}'],
      ['uuid()', '${uuid()}'],
    ],
  ],
];

const SURROUNDINGS: Documents = {
  'main.tf': `
    variable "stage" {}
    variable "project" { default = "shop" }
    variable "wanted" { type = bool }
    locals {
      name   = "orders"
      nested = { deep = ["x"] }
      open   = var.stage == "a" ? var.stage : terraform.workspace
      loop   = local.other
      other  = local.loop
    }
    resource "aws_dynamodb_table" "one" {
      name = "one-table"
      hash_key = "id"
    }
    resource "aws_dynamodb_table" "many" {
      for_each = toset(["a", "b"])
      name     = "\${each.key}-table"
    }
    resource "aws_dynamodb_table" "counted" {
      count = 2
      name  = "t\${count.index}"
    }
    resource "aws_dynamodb_table" "wanted" {
      count = var.wanted ? 1 : 0
      name  = "wanted"
    }
    resource "random_pet" "p" {}
  `.replaceAll(/variable "(\w+)" \{ (.*?) \}/gu, 'variable "$1" {\n$2\n}'),
};

describe.each(GROUPS)('%s', (_address, cases) => {
  test.each(cases)('%s', (expression, value) => {
    expect(valueOf(expression, SURROUNDINGS)).toEqual(value);
  });
});

test('the JSON form of a configuration means the same', () => {
  const main = {
    variable: { stage: { default: 'dev' } },
    locals: { prefix: 'shop-${var.stage}' },
    resource: { aws_dynamodb_table: { orders: { name: '${local.prefix}-"orders"' } } },
    output: { name: { value: '${aws_dynamodb_table.orders.name}' } },
  };
  const model = read({ 'main.tf.json': JSON.stringify(main) })('main.tf.json');
  expect(model.outputs.map(({ value }) => plain(value))).toEqual(['shop-dev-"orders"']);
});
