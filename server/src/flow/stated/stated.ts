/*
 * What the user states about names: a statement fills in what the code leaves open, and never replaces what the code surely gives.
 * Open is what is not known, an environment variable, something outside the workspace, `None`, and a text that the code only
 * falls back on. The rules look at each possible object alone, so that more knowledge never takes anything away.
 */
import type { Place } from '../../link/place.ts';
import type { StatedName } from '../../link/stated-names.ts';
import type { StatedCall, TableCommentIndex } from '../../summary/expression.ts';
import type { TableComment } from '../../summary/unit.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import type { LibraryModel } from '../library/library.ts';
import {
  join,
  joinAll,
  NOTHING,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** Whether an object leaves open which text it stands for. */
export function isOpen(object: ValueObject): boolean {
  switch (object.kind) {
    case 'environment':
    case 'external':
      return true;
    case 'string':
      return object.fallback === true;
    case 'constant':
      return object.text === 'None';
    default:
      return false;
  }
}

/** A name with what is stated in place of what is open. */
export function withStatedName(known: Value, stated: Value): Value {
  const sure = known.objects.filter((object) => object.kind === 'string' && !isOpen(object));
  const isSure = known.unknowns.length === 0 && sure.length === known.objects.length;
  return isSure ? known : join({ objects: sure, unknowns: [] }, stated);
}

/** Objects with a name take the stated one where theirs is open. Everything else stays. */
function withStatedParts(library: LibraryModel, known: Value, stated: Value): Value {
  const objects = known.objects.map((object): Value => {
    const nameFor = (name: Value): Value => withStatedName(name, stated);
    return valueOf((object.kind === 'api' ? library.renamed(object, nameFor) : null) ?? object);
  });
  return joinAll([...objects, { objects: [], unknowns: known.unknowns }]);
}

/** What is open becomes the stated text; something nothing is known about may also be an object of that name. */
export function withStatedValue(library: LibraryModel, known: Value, stated: Value): Value {
  const { objects } = withStatedParts(library, known, stated);
  const closed = objects.filter((object) => !isOpen(object));
  const isText = (object: ValueObject): boolean =>
    object.kind === 'environment' || object.kind === 'string';
  const opaque =
    known.unknowns.some(({ reason }) => reason !== 'environment-variable') ||
    objects.some((object) => isOpen(object) && !isText(object));
  if (!opaque && closed.length === objects.length && known.unknowns.length === 0)
    return { objects, unknowns: [] };
  const object = opaque ? library.objectNamed(stated) : null;
  return joinAll([{ objects: closed, unknowns: [] }, stated, object ?? NOTHING]);
}

/** The comment as people write it. */
export function commentText({ tables }: TableComment): string {
  return `# dynamolens: table=${tables.join(',')}`;
}

/** The names that a comment states, each with the comment as the root of its trail. */
export function statedBy(site: Site, comment: TableCommentIndex): Value {
  const found = site.body.tableComments[comment];
  if (!found) return NOTHING;
  const trail = { at: placeOf(site, found.at), note: commentText(found), next: null, length: 1 };
  return joinAll(found.tables.map((table) => textValue(table, trail)));
}

/** The names of a statement in a file or in the settings; `at` is the code that asks for them. */
export function namesStated({ tables, at, note }: StatedName, asked: Place): Value {
  const trail = { at: at ?? asked, note, next: null, length: 1 };
  return joinAll(tables.map((table) => textValue(table, trail)));
}

/** The value of an assignment, a parameter or a function with what its comment states. */
export function withComment(
  evaluator: Evaluator,
  site: Site,
  comment: TableCommentIndex | undefined,
  known: Value,
): Value {
  if (comment === undefined || isAboutCall(evaluator, site, comment)) return known;
  return withStatedValue(evaluator.library, known, statedBy(site, comment));
}

/** Whether the comment is about a call on its line that is done to something by name: then it says nothing about the result. */
export function isAboutCall(evaluator: Evaluator, site: Site, comment: TableCommentIndex): boolean {
  const calls = site.body.scopes[site.scope]?.calls ?? [];
  return calls.some(
    ({ stated, callee }) =>
      stated?.comment === comment && isNamedCall(evaluator, evaluator.evaluate(callee, site)),
  );
}

function isNamedCall({ library }: Evaluator, callee: Value): boolean {
  return callee.objects.some(
    (object) =>
      object.kind === 'method' &&
      object.self.kind === 'api' &&
      library.isAboutNames(object.self, object.name),
  );
}

/** The result of a call with what its comment states: objects with a name take it. */
export function withCallComment(
  { library }: Evaluator,
  site: Site,
  { comment }: StatedCall,
  known: Value,
): Value {
  return withStatedParts(library, known, statedBy(site, comment));
}
