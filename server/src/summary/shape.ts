/*
 * The shape of a unit: a hash of its meaning. Equal shapes mean the same, wherever and however they are written.
 * A call stands both in the list of its scope and inside other expressions; it is written once, in the list.
 */
import { hashText } from '../base/hash.ts';
import type { CallExpression } from './expression.ts';
import type { UnitBody } from './unit.ts';

function writeList(list: readonly unknown[], isListedCall: boolean, out: string[]): void {
  out.push('[');
  for (const item of list) {
    write(item, isListedCall, out);
    out.push(',');
  }
  out.push(']');
}

function writeRecord(record: object, out: string[]): void {
  out.push('{');
  for (const [key, item] of Object.entries(record)) {
    out.push(key, ':');
    write(item, key === 'calls', out);
    out.push(',');
  }
  out.push('}');
}

function isCall(value: object): value is CallExpression {
  return 'kind' in value && value.kind === 'call';
}

function write(value: unknown, isListedCall: boolean, out: string[]): void {
  if (value === null || typeof value !== 'object') out.push(JSON.stringify(value));
  else if (Array.isArray(value)) writeList(value, isListedCall, out);
  else if (isCall(value) && !isListedCall) out.push(`@${value.at}`);
  else writeRecord(value, out);
}

/** The hash of everything in a unit's body. */
export function shapeOf(body: UnitBody): string {
  const out: string[] = [];
  write(body, false, out);
  return hashText(out.join(''));
}
