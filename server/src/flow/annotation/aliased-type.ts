/*
 * Type aliases: `TableDep = Annotated[Table, Depends(get_table)]`, `type Tbl = Table | None`, here or in another module.
 * A value cannot hold a type with brackets, so the expression behind the name is read instead.
 */
import { resolveModule } from '../../link/modules.ts';
import type { BindingReference, FilePath } from '../../link/place.ts';
import type { AttributeExpression, Expression, NameExpression } from '../../summary/expression.ts';
import type { ImportBinding } from '../../summary/unit.ts';
import { type Evaluator, type Site, siteOf } from '../evaluator.ts';

/** A type and where its names are looked up. */
export interface AliasedType {
  readonly type: Expression;
  readonly site: Site;
}

/** Re-exports are followed through this many modules. */
const MAX_IMPORTS = 4;

/** The type behind a name or an attribute of a module; null when the name is no alias of a type with brackets. */
export function aliasedType(
  evaluator: Evaluator,
  alias: NameExpression | AttributeExpression,
  site: Site,
): AliasedType | null {
  if (alias.kind === 'attribute') {
    const modules = evaluator.evaluate(alias.object, site).objects;
    for (const object of modules) {
      const found =
        object.kind === 'module' && object.form === 'file'
          ? typeIn(evaluator, object.path, alias.name, MAX_IMPORTS)
          : null;
      if (found) return found;
    }
    return null;
  }
  const { file, unit } = site;
  for (const binding of alias.bindings) {
    const found = typeOf(evaluator, { file, unit, name: alias.name, binding }, MAX_IMPORTS);
    if (found) return found;
  }
  return alias.open ? typeIn(evaluator, file, alias.name, MAX_IMPORTS) : null;
}

function typeIn(
  evaluator: Evaluator,
  file: FilePath,
  name: string,
  steps: number,
): AliasedType | null {
  const { bindings } = evaluator.names.bindingsOf({ file, owner: null, name, before: null });
  const [first] = bindings;
  return first ? typeOf(evaluator, first, steps) : null;
}

function typeOf(
  evaluator: Evaluator,
  reference: BindingReference,
  steps: number,
): AliasedType | null {
  const unit = siteOf(evaluator.program, { ...reference, scope: 0 });
  const binding = unit?.body.bindings[reference.binding];
  if (unit && binding?.kind === 'assignment')
    return binding.value && hasBrackets(binding.value)
      ? { type: binding.value, site: { ...unit, scope: binding.scope } }
      : null;
  return binding?.kind === 'import' && steps > 0
    ? importedType(evaluator, binding, reference, steps)
    : null;
}

/** Whether an expression may be a type that no value can hold. */
function hasBrackets({ kind }: Expression): boolean {
  return kind === 'subscript' || kind === 'alternatives' || kind === 'string';
}

function importedType(
  evaluator: Evaluator,
  { module, level, member }: ImportBinding,
  reference: BindingReference,
  steps: number,
): AliasedType | null {
  if (member === null) return null;
  for (const { kind, path } of resolveModule(evaluator.program, {
    from: reference.file,
    module,
    level,
  })) {
    const found = kind === 'file' ? typeIn(evaluator, path, member, steps - 1) : null;
    if (found) return found;
  }
  return null;
}
