/*
 * How long one keystroke takes in a file of about 5 000 lines: the edit, and asking for the facts of the file again.
 * Prints times and asserts nothing, because times depend on the machine: `npx vitest bench --run`.
 * Each round types something and takes it away again, so it measures two edits.
 */
import { bench, describe } from 'vitest';

import { loadAnalysis } from '../../server/src/workspace/load-analysis.ts';

const PATH = '/bench/shop.py';
const FUNCTIONS = 250;

/** A function of ten lines; every fifth one touches a table. */
function functionText(index: number): string {
  const call =
    index % 5 === 0
      ? `    response = table.query(KeyConditionExpression=Key("id").eq(value_${index}))`
      : `    response = {"Items": [load_${index}(value_${index})]}`;
  return [
    `def load_${index}(value_${index}, *, limit=${index}):`,
    '    """Loads what belongs to a value."""',
    `    if value_${index} is None:`,
    `        return [item for item in range(limit) if item % ${index + 1}]`,
    call,
    '    items = response["Items"]',
    `    names = {item["name"]: f"{item['id']}-${index}" for item in items}`,
    `    return sorted(names.items(), key=lambda pair: pair[${index % 2}])`,
    '',
    '',
  ].join('\n');
}

/** The same as a class with one method for each function. */
function classText(index: number): string {
  const methods = Array.from({ length: 10 }, (_, member) => functionText(index + member));
  const indented = methods.map((text) => text.replace(/^(?=.)/gm, '    ').replace('(', '(self, '));
  return [`class Store${index}:`, ...indented].join('\n');
}

function fileText(): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => functionText(index));
  const classes = Array.from({ length: FUNCTIONS / 10 }, (_, index) => classText(index * 10));
  const head = [
    'import boto3',
    'from boto3.dynamodb.conditions import Key',
    '',
    'table = boto3.resource("dynamodb").Table("Orders")',
    '',
  ];
  return [...head, ...functions, ...classes].join('\n');
}

const text = fileText();
const lines = text.split('\n').length;
const analysis = await loadAnalysis();
analysis.setRoots(['/bench']);
analysis.setText(PATH, text);
analysis.factsOf(PATH);

/** Types `typed` at an offset, looks at the facts, and takes it away again. */
function typeAt(at: number, typed: string): void {
  analysis.changeText(PATH, [{ start: at, end: at, text: typed }]);
  analysis.factsOf(PATH);
  analysis.changeText(PATH, [{ start: at, end: at + typed.length, text: '' }]);
  analysis.factsOf(PATH);
}

const inFunction = text.indexOf('["Items"]', text.indexOf('def load_125'));
const inMethod = text.indexOf('["Items"]', text.indexOf('class Store120'));
const betweenFunctions = text.indexOf('def load_126');
const atName = text.indexOf('"Orders"') + 1;

describe(`one keystroke and back in ${lines} lines`, () => {
  bench('a letter in a function', () => typeAt(inFunction, 'x'));
  bench('a letter in a method', () => typeAt(inMethod, 'x'));
  bench('an opening bracket in a function', () => typeAt(inFunction, '('));
  bench('a quote in a method', () => typeAt(inMethod, '"'));
  bench('a blank line between functions', () => typeAt(betweenFunctions, '\n'));
  bench('a letter in the name of a table that many functions use', () => typeAt(atName, 'x'));
  bench('three quotes between functions: the rest of the file changes', () =>
    typeAt(betweenFunctions, '"""'),
  );
});

describe('from scratch', () => {
  bench('reading the file anew', () => {
    analysis.removePath(PATH);
    analysis.setText(PATH, text);
    analysis.factsOf(PATH);
  });
});
