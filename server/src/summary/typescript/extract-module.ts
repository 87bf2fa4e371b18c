/*
 * Imports and exports of TypeScript: which name of which module a name stands for. Nothing is looked up here.
 * Rules: https://tc39.es/ecma262/#sec-modules
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, bind, type Flow } from '../draft.ts';
import { bindName } from './extract-target.ts';
import { nameAt, type Reading, textOf, visitExpression, visitStatement } from './reading.ts';
import { stringText } from './string-text.ts';

/** The name that a module exports its default under. */
const DEFAULT = 'default';

function bindImport(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  name: string,
  module: string,
  member: string | null,
): void {
  const at = anchorOf(reading, node);
  bind(reading, flow, { kind: 'import', name, at, scope: flow.scope, module, level: 0, member });
}

/** `{ name as alias }`: both words, the same one twice where there is no alias. */
function specifierOf(reading: Reading, node: TypeScriptNode): readonly [string, string] | null {
  const name = childOf(node, 'name');
  const alias = childOf(node, 'alias');
  if (!name) return null;
  const text = textOf(reading, name);
  return [text, alias ? textOf(reading, alias) : text];
}

function importClause(reading: Reading, flow: Flow, node: TypeScriptNode, module: string): void {
  for (const child of namedChildren(node)) {
    switch (child.type) {
      case 'identifier':
        bindImport(reading, flow, child, textOf(reading, child), module, DEFAULT);
        break;
      case 'namespace_import': {
        const [name] = namedChildren(child);
        if (name) bindImport(reading, flow, child, textOf(reading, name), module, null);
        break;
      }
      case 'named_imports':
        for (const specifier of namedChildren(child)) {
          const names = specifierOf(reading, specifier);
          if (names) bindImport(reading, flow, specifier, names[1], module, names[0]);
        }
        break;
      default:
    }
  }
}

/** `import …`. */
export function extractImport(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const [clause] = namedChildren(node);
  if (!clause) return;
  const source = childOf(node, 'source') ?? childOf(clause, 'source');
  if (!source) return;
  const module = stringText(reading, source);
  if (clause.type === 'import_clause') importClause(reading, flow, clause, module);
  if (clause.type !== 'import_require_clause') return;
  const [name] = namedChildren(clause);
  if (name) bindImport(reading, flow, clause, textOf(reading, name), module, null);
}

/** `export { a as b }`, with or without `from './module'`. */
function exportClause(
  reading: Reading,
  flow: Flow,
  clause: TypeScriptNode,
  source: TypeScriptNode | null,
): void {
  for (const specifier of namedChildren(clause)) {
    const names = specifierOf(reading, specifier);
    if (!names) continue;
    const [name, alias] = names;
    if (source) bindImport(reading, flow, specifier, alias, stringText(reading, source), name);
    else if (alias !== name)
      bindName(reading, flow, specifier, alias, nameAt(reading, flow, specifier, name), true);
  }
}

/** `export …`: what a module declares counts as exported in any case. */
export function extractExport(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const declaration = childOf(node, 'declaration');
  const source = childOf(node, 'source');
  const children = namedChildren(node);
  const clause = children.find(({ type }) => type === 'export_clause');
  const namespace = children.find(({ type }) => type === 'namespace_export');
  const value = childOf(node, 'value');
  if (declaration) {
    visitStatement(reading, flow, declaration);
    const name = childOf(declaration, 'name');
    if (name && node.children.some(({ type }) => type === DEFAULT)) {
      const declared = nameAt(reading, flow, name, textOf(reading, name));
      bindName(reading, flow, name, DEFAULT, declared, true);
    }
  } else if (clause) {
    exportClause(reading, flow, clause, source);
  } else if (namespace && source) {
    const [name] = namedChildren(namespace);
    const module = stringText(reading, source);
    if (name) bindImport(reading, flow, namespace, textOf(reading, name), module, null);
  } else if (source) {
    reading.starImports.push({ module: stringText(reading, source), level: 0 });
  } else if (value) {
    bindName(reading, flow, node, DEFAULT, visitExpression(reading, flow, value), true);
  }
}
