/*
 * Import statements: which module and member a name stands for. Nothing is looked up here.
 * Rules: https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, bind } from './draft.ts';
import { textOf } from './visit.ts';

interface Imported {
  /** The dotted name as written, without white space. */
  readonly path: string;
  readonly alias: string | null;
  readonly node: SyntaxNode;
}

function importedOf(draft: UnitDraft, node: SyntaxNode): Imported {
  const named = node.type === 'aliased_import' ? childOf(node, 'name') : node;
  const alias = node.type === 'aliased_import' ? childOf(node, 'alias') : null;
  return {
    path: named ? textOf(draft, named).replace(/\s+/g, '') : '',
    alias: alias && textOf(draft, alias),
    node,
  };
}

/** `import a.b`, `import a.b as c`. */
export function extractImport(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const child of namedChildren(node)) {
    const { path, alias } = importedOf(draft, child);
    const [first = path] = path.split('.');
    if (!path) continue;
    bind(draft, flow, {
      kind: 'import',
      name: alias ?? first,
      at: anchorOf(draft, child),
      scope: flow.scope,
      module: alias ? path : first,
      level: 0,
      member: null,
    });
  }
}

/** `from a.b import c as d`, `from . import c`, `from a import *`. */
export function extractFromImport(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const source = childOf(node, 'module_name');
  if (!source) return;
  const written = textOf(draft, source).replace(/\s+/g, '');
  const level = /^\.*/.exec(written)?.[0].length ?? 0;
  const module = written.slice(level);
  for (const child of namedChildren(node)) {
    if (child === source) continue;
    if (child.type === 'wildcard_import') {
      draft.starImports.push({ module, level });
      continue;
    }
    const { path, alias } = importedOf(draft, child);
    if (!path) continue;
    bind(draft, flow, {
      kind: 'import',
      name: alias ?? path,
      at: anchorOf(draft, child),
      scope: flow.scope,
      module,
      level,
      member: path,
    });
  }
}
