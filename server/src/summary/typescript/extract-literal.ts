/*
 * Templates, objects and arrays of TypeScript.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, type Flow } from '../draft.ts';
import type { DictEntry, Expression } from '../expression.ts';
import { extractFunction } from './extract-function.ts';
import { nameAt, opaque, type Reading, textOf, visitExpression } from './reading.ts';
import { stringText, unescape } from './string-text.ts';

/** `` `text ${value}` ``: the parts in a row. */
export function extractTemplate(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const parts: Expression[] = [];
  let from = node.start + 1;
  const addText = (end: number): void => {
    const text = unescape(reading.text.slice(from, end).replace(/\r\n?/g, '\n'));
    if (text) parts.push({ kind: 'string', at: anchorOf(reading, { start: from, end }), text });
  };
  for (const child of namedChildren(node)) {
    if (child.type !== 'template_substitution') continue;
    addText(child.start);
    const [inside] = namedChildren(child);
    parts.push(inside ? visitExpression(reading, flow, inside) : opaque(reading, child));
    from = child.end;
  }
  addText(Math.max(from, node.end - 1));
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'string') return { ...only, at };
  return { kind: 'concatenation', at, form: 'f-string', parts };
}

/** A key of an object: a name stands for itself. */
function extractKey(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  if (node.type === 'computed_property_name') {
    const [inside] = namedChildren(node);
    return inside ? visitExpression(reading, flow, inside) : opaque(reading, node);
  }
  const text = node.type === 'string' ? stringText(reading, node) : textOf(reading, node);
  return { kind: 'string', at: anchorOf(reading, node), text };
}

function extractEntry(reading: Reading, flow: Flow, node: TypeScriptNode): readonly DictEntry[] {
  switch (node.type) {
    case 'pair': {
      const key = childOf(node, 'key');
      const value = childOf(node, 'value');
      if (!key || !value) return [];
      return [
        { key: extractKey(reading, flow, key), value: visitExpression(reading, flow, value) },
      ];
    }
    case 'shorthand_property_identifier': {
      const name = textOf(reading, node);
      const key: Expression = { kind: 'string', at: anchorOf(reading, node), text: name };
      return [{ key, value: nameAt(reading, flow, node, name) }];
    }
    case 'spread_element': {
      const [inside] = namedChildren(node);
      return inside ? [{ key: null, value: visitExpression(reading, flow, inside) }] : [];
    }
    case 'method_definition': {
      const name = childOf(node, 'name');
      if (!name) return [];
      const key = extractKey(reading, flow, name);
      return [{ key, value: extractFunction(reading, flow, node) }];
    }
    default:
      return [];
  }
}

/** `{ key: value, name, ...others }`. */
export function extractObject(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const entries = namedChildren(node).flatMap((child) => extractEntry(reading, flow, child));
  return { kind: 'dict', at, entries };
}

/** `[a, ...b]`. */
export function extractArray(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const items = namedChildren(node).map((child) => visitExpression(reading, flow, child));
  return { kind: 'sequence', at, form: 'list', items };
}
