/*
 * Classes and enums. A constructor is `__init__`; fields that are given a value are set when it starts.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, bind, createFlow, type Flow, scopeOf } from '../draft.ts';
import type { ScopeIndex } from '../expression.ts';
import { openScope } from '../extract-scope.ts';
import { extractBody, openFunction } from './extract-function.ts';
import { bindName } from './extract-target.ts';
import { nameAt, type Reading, textOf, visitExpression, visitStatement } from './reading.ts';
import { stringText } from './string-text.ts';

const CONSTRUCTOR = 'constructor';

function hasToken(node: TypeScriptNode, token: string): boolean {
  return node.children.some(({ type, named }) => type === token && !named);
}

function nameOf(reading: Reading, node: TypeScriptNode): string {
  return node.type === 'string' ? stringText(reading, node) : textOf(reading, node);
}

/** The fields of instances that are given a value where they are declared. */
function initialFields(members: readonly TypeScriptNode[]): readonly TypeScriptNode[] {
  return members.filter(
    (member) =>
      member.type === 'public_field_definition' &&
      childOf(member, 'value') !== null &&
      !hasToken(member, 'static'),
  );
}

function setFields(reading: Reading, flow: Flow, fields: readonly TypeScriptNode[]): void {
  for (const field of fields) {
    const name = childOf(field, 'name');
    const value = childOf(field, 'value');
    if (!name || !value) continue;
    const object = nameAt(reading, flow, name, 'this');
    const at = anchorOf(reading, field);
    const given = visitExpression(reading, flow, value);
    const write = { object, name: nameOf(reading, name), value: given, annotation: null, at };
    scopeOf(reading, flow.scope).writes.push(write);
  }
}

/** Getters are properties; the first parameter of a static method is the class. */
function decoratorsOf(node: TypeScriptNode, name: string): readonly string[] {
  if (hasToken(node, 'static')) return ['classmethod'];
  return hasToken(node, 'get') && name !== '' ? ['property'] : [];
}

function extractMethod(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  fields: readonly TypeScriptNode[],
): void {
  const nameNode = childOf(node, 'name');
  if (!nameNode) return;
  const written = nameOf(reading, nameNode);
  const isConstructor = written === CONSTRUCTOR;
  // What assigns to a property is no method that could be called by its name.
  const name = isConstructor ? '__init__' : hasToken(node, 'set') ? `set ${written}` : written;
  const { scope, inside } = openFunction(reading, flow, node, {
    kind: 'function',
    name,
    nameNode,
    decorators: decoratorsOf(node, name),
    takesThis: true,
    given: [],
  });
  const at = anchorOf(reading, nameNode);
  bind(reading, flow, { kind: 'function', name, at, scope: flow.scope, body: scope });
  if (isConstructor) setFields(reading, inside, fields);
  extractBody(reading, inside, node);
}

/** A field on the class itself: a static one, or the only word on what instances have. */
function extractField(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const name = childOf(node, 'name');
  const value = childOf(node, 'value');
  if (!name || !value) return;
  const given = visitExpression(reading, flow, value);
  bindName(reading, flow, name, nameOf(reading, name), given, true);
}

function extractMembers(reading: Reading, flow: Flow, body: TypeScriptNode): void {
  const members = namedChildren(body);
  const fields = initialFields(members);
  const hasConstructor = members.some((member) => {
    const name = member.type === 'method_definition' ? childOf(member, 'name') : null;
    return name !== null && textOf(reading, name) === CONSTRUCTOR;
  });
  for (const member of members) {
    switch (member.type) {
      case 'method_definition':
        extractMethod(reading, flow, member, fields);
        break;
      case 'public_field_definition':
        if (!hasConstructor || !fields.includes(member)) extractField(reading, flow, member);
        break;
      case 'class_static_block':
        visitStatement(reading, flow, member);
        break;
      default:
    }
  }
}

function openClass(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  nameNode: TypeScriptNode,
): ScopeIndex {
  const heritage = namedChildren(node).find(({ type }) => type === 'class_heritage');
  const bases = (heritage ? namedChildren(heritage) : []).flatMap((clause) => {
    const value = clause.type === 'extends_clause' ? childOf(clause, 'value') : null;
    return value ? [visitExpression(reading, flow, value)] : [];
  });
  return openScope(reading, flow.scope, {
    kind: 'class',
    name: textOf(reading, nameNode),
    at: anchorOf(reading, node),
    nameAt: anchorOf(reading, nameNode),
    bases,
  });
}

/** `class Name extends Base {…}`. */
export function extractClass(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const nameNode = childOf(node, 'name');
  if (!nameNode) return;
  const scope = openClass(reading, flow, node, nameNode);
  const body = childOf(node, 'body');
  if (body) extractMembers(reading, createFlow(scope), body);
  const name = textOf(reading, nameNode);
  const at = anchorOf(reading, nameNode);
  bind(reading, flow, { kind: 'class', name, at, scope: flow.scope, body: scope });
}

/** `enum Name { A = 'a' }`: a class with constants. */
export function extractEnum(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const nameNode = childOf(node, 'name');
  const body = childOf(node, 'body');
  if (!nameNode || !body) return;
  const scope = openClass(reading, flow, node, nameNode);
  const inside = createFlow(scope);
  for (const member of namedChildren(body)) {
    const name = childOf(member, 'name');
    const value = childOf(member, 'value');
    if (member.type !== 'enum_assignment' || !name || !value) continue;
    const given = visitExpression(reading, inside, value);
    bindName(reading, inside, name, nameOf(reading, name), given, true);
  }
  const name = textOf(reading, nameNode);
  const at = anchorOf(reading, nameNode);
  bind(reading, flow, { kind: 'class', name, at, scope: flow.scope, body: scope });
}
