/*
 * What an annotation promises: an object of a library's type, or an instance of a class of the workspace.
 * Rules: https://docs.python.org/3/library/typing.html
 */
import type { Expression } from '../summary/expression.ts';
import type { Evaluator, Site } from './evaluator.ts';
import type { Annotated } from './library.ts';
import { join, joinAll, type Value, valueOf, withoutUnknowns } from './value.ts';

/** Types that promise what stands in their brackets. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Optional',
  'Union',
  'Annotated',
  'Final',
  'ClassVar',
  'Required',
]);
/** Types whose iteration gives what stands in their brackets. */
const ITERABLE: ReadonlySet<string> = new Set([
  'list',
  'List',
  'Sequence',
  'Iterable',
  'Iterator',
  'Generator',
  'set',
]);

/** The value that an annotation promises for what is annotated; null when it says nothing that matters. */
export function annotatedValue(
  evaluator: Evaluator,
  annotation: Expression,
  site: Site,
  annotated: Annotated,
): Value | null {
  const inner = (expression: Expression): Value | null =>
    annotatedValue(evaluator, expression, site, annotated);
  const any = (expressions: readonly Expression[]): Value | null => {
    const values = expressions.map(inner).filter((value) => value !== null);
    return values.length > 0 ? joinAll(values) : null;
  };
  switch (annotation.kind) {
    case 'name':
    case 'attribute':
      return instanceOf(
        evaluator,
        evaluator.evaluate(annotation, { ...site, call: null }),
        annotated,
      );
    case 'alternatives':
      return any(annotation.options);
    case 'string':
      return any(quotedNames(annotation.text, annotation.at));
    case 'subscript': {
      const head = annotation.object;
      const name = head.kind === 'name' || head.kind === 'attribute' ? head.name : '';
      const promised = any(
        annotation.index.kind === 'sequence' ? annotation.index.items : [annotation.index],
      );
      if (TRANSPARENT.has(name)) return promised;
      return promised && ITERABLE.has(name)
        ? valueOf({ kind: 'sequence', items: [], rest: promised })
        : null;
    }
    default:
      return null;
  }
}

/** What is assigned says more than its annotation, unless it is no library object: then both count. */
export function withPromise(value: Value, promised: Value): Value {
  const known = value.objects.some((object) => object.kind === 'api');
  return known ? value : join(promised, withoutUnknowns(value));
}

function instanceOf(evaluator: Evaluator, type: Value, annotated: Annotated): Value | null {
  const values = type.objects.flatMap((object): Value[] => {
    if (object.kind === 'class')
      return [valueOf({ kind: 'instance', scope: object.scope, made: null })];
    const value =
      object.kind === 'external' ? evaluator.library.instanceOf(object.name, annotated) : null;
    return value ? [value] : [];
  });
  return values.length > 0 ? joinAll(values) : null;
}

/** The dotted names in a quoted annotation, as expressions. */
function quotedNames(text: string, at: number): readonly Expression[] {
  return (text.match(/[A-Za-z_][\w.]*/g) ?? []).map((dotted) => {
    const [first = '', ...rest] = dotted.split('.');
    const name: Expression = { kind: 'name', at, name: first, bindings: [], open: true };
    return rest.reduce<Expression>(
      (object, attribute) => ({ kind: 'attribute', at, object, name: attribute, nameAt: at }),
      name,
    );
  });
}
