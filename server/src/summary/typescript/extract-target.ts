/*
 * What a value is put into: names, patterns that take objects and arrays apart, attributes, entries.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, bind, type Flow, OUTSIDE, scopeOf } from '../draft.ts';
import type { Expression } from '../expression.ts';
import { nameAt, propertyOf, type Reading, textOf, visitExpression } from './reading.ts';
import { stringText } from './string-text.ts';

/** Gives a name a value; declared here, or (`declares` false) wherever the name comes from. */
export function bindName(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  name: string,
  value: Expression | null,
  declares: boolean,
): void {
  if (!declares) noteOwner(reading, flow, name);
  else flow.outer.delete(name);
  bind(reading, flow, {
    kind: 'assignment',
    name,
    at: anchorOf(reading, node),
    scope: flow.scope,
    value,
    annotation: null,
  });
}

/** A name that is assigned without being declared here belongs to the scope around that declares it. */
function noteOwner(reading: Reading, flow: Flow, name: string): void {
  if (flow.outer.has(name) || flow.reaching.get(name)?.includes(OUTSIDE) === false) return;
  if (flow.scope === 0) return;
  let scope = flow.scope;
  while (scope !== 0) {
    scope = scopeOf(reading, scope).parent;
    const declared = reading.bindings.some(
      (binding) => binding.scope === scope && binding.name === name,
    );
    if (declared && scope !== 0) {
      flow.outer.set(name, scope);
      return;
    }
  }
  flow.outer.set(name, null);
}

/** The value, or the default of the pattern where there is none. */
function withDefault(
  reading: Reading,
  flow: Flow,
  value: Expression,
  initial: TypeScriptNode | null,
): Expression {
  if (!initial) return value;
  const options = [value, visitExpression(reading, flow, initial)];
  return { kind: 'alternatives', at: anchorOf(reading, initial), form: 'or', options };
}

/** Binds every name of a pattern that takes `value` apart. */
export function bindPattern(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  value: Expression,
  declares = true,
): void {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      bindName(reading, flow, node, textOf(reading, node), value, declares);
      return;
    case 'object_pattern':
      for (const child of namedChildren(node)) bindEntry(reading, flow, child, value, declares);
      return;
    case 'array_pattern':
      namedChildren(node).forEach((child, index) => {
        const at = anchorOf(reading, child);
        bindPattern(reading, flow, child, { kind: 'unpacked', at, source: value, index }, declares);
      });
      return;
    case 'assignment_pattern': {
      const left = childOf(node, 'left');
      const whole = withDefault(reading, flow, value, childOf(node, 'right'));
      if (left) bindPattern(reading, flow, left, whole, declares);
      return;
    }
    default:
      assignTo(reading, flow, node, value);
  }
}

function bindEntry(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  value: Expression,
  declares: boolean,
): void {
  const entry = (key: string): Expression => propertyOf(reading, node, value, key);
  switch (node.type) {
    case 'shorthand_property_identifier_pattern':
      bindPattern(reading, flow, node, entry(textOf(reading, node)), declares);
      return;
    case 'object_assignment_pattern': {
      const left = childOf(node, 'left');
      if (!left) return;
      const key = textOf(reading, left);
      const whole = withDefault(reading, flow, entry(key), childOf(node, 'right'));
      bindPattern(reading, flow, left, whole, declares);
      return;
    }
    case 'pair_pattern': {
      const key = childOf(node, 'key');
      const inside = childOf(node, 'value');
      if (!key || !inside) return;
      const name = key.type === 'string' ? stringText(reading, key) : textOf(reading, key);
      bindPattern(reading, flow, inside, entry(name), declares);
      return;
    }
    case 'rest_pattern': {
      const [inside] = namedChildren(node);
      // What is left of an object holds no more than the object.
      if (inside) bindPattern(reading, flow, inside, value, declares);
      return;
    }
    default:
  }
}

/** `object.name = value`, `object[key] = value`. */
function assignTo(reading: Reading, flow: Flow, node: TypeScriptNode, value: Expression): void {
  const object = childOf(node, 'object');
  if (!object) return;
  if (node.type === 'member_expression') {
    const property = childOf(node, 'property');
    if (!property) return;
    const name = textOf(reading, property);
    const owner = visitExpression(reading, flow, object);
    const at = anchorOf(reading, node);
    scopeOf(reading, flow.scope).writes.push({ object: owner, name, value, annotation: null, at });
    setEntry(reading, flow, node, object, { kind: 'string', at, text: name }, value);
  } else if (node.type === 'subscript_expression') {
    const index = childOf(node, 'index');
    if (index) setEntry(reading, flow, node, object, visitExpression(reading, flow, index), value);
  }
}

/** An entry of the object in a variable, or in an attribute of `this`. */
function setEntry(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  object: TypeScriptNode,
  key: Expression,
  value: Expression,
): void {
  const at = anchorOf(reading, node);
  change(reading, flow, object, (base) => ({ kind: 'item-assigned', at, base, key, value }));
}

/** What a variable or an attribute of `this` holds after it was changed in place. */
export function change(
  reading: Reading,
  flow: Flow,
  object: TypeScriptNode,
  changed: (base: Expression | null) => Expression,
): void {
  if (object.type === 'identifier') {
    const name = textOf(reading, object);
    // Of variables from outside, only those of the module itself are followed.
    if (flow.reaching.get(name)?.includes(OUTSIDE) !== false && flow.scope !== 0) return;
    bindName(reading, flow, object, name, changed(nameAt(reading, flow, object, name)), false);
    return;
  }
  const owner = childOf(object, 'object');
  const property = childOf(object, 'property');
  if (object.type !== 'member_expression' || owner?.type !== 'this' || !property) return;
  scopeOf(reading, flow.scope).writes.push({
    object: nameAt(reading, flow, owner, 'this'),
    name: textOf(reading, property),
    value: changed(null),
    annotation: null,
    at: anchorOf(reading, object),
  });
}
