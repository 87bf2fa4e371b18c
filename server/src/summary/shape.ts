/*
 * The shape of a unit: a hash of its meaning. Equal shapes mean the same, wherever and however they are written.
 * A call stands both in the list of its scope and inside other expressions; it is written once, in the list.
 */
import { hashText } from '../base/hash.ts';
import type { UnitBody } from './unit.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function writePlain(value: Plain, isListedCall: boolean, out: string[]): void {
  if (value === null || typeof value !== 'object') {
    out.push(JSON.stringify(value));
    return;
  }
  if (Array.isArray(value)) {
    out.push('[');
    for (const item of value as readonly Plain[]) {
      writePlain(item, isListedCall, out);
      out.push(',');
    }
    out.push(']');
    return;
  }
  const record = value as { readonly [key: string]: Plain };
  if (record['kind'] === 'call' && !isListedCall) {
    out.push(`@${String(record['at'])}`);
    return;
  }
  out.push('{');
  for (const [key, item] of Object.entries(record)) {
    out.push(key, ':');
    writePlain(item, key === 'calls', out);
    out.push(',');
  }
  out.push('}');
}

/** The hash of everything in a unit's body. */
export function shapeOf(body: UnitBody): string {
  const out: string[] = [];
  writePlain(body as unknown as Plain, false, out);
  return hashText(out.join(''));
}
