/*
 * Intrinsic functions of CloudFormation → values. Both branches of a condition count, parameters have their defaults,
 * and what is only known at deployment stays as the template writes it: `${AWS::StackName}-orders`.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { concatenateValues } from '../../flow/container/text.ts';
import {
  joinAll,
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../../flow/value/value.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import type { FilePath } from '../../link/place.ts';
import type { TemplateSource } from '../model.ts';
import { placeOfNode } from '../template.ts';

/** What the names in a template mean. */
export interface Stack {
  readonly file: FilePath;
  readonly root: DocumentNode;
  /** The kind of template that it is in. */
  readonly source: TemplateSource;
  /** A text, in pieces: what is put in before CloudFormation sees the text is a piece of its own. */
  readonly pieces: (text: string) => readonly Value[];
  /** `Ref`: of a parameter, a pseudo parameter or a resource. */
  readonly reference: (name: string) => Value;
  /** `Fn::GetAtt`. */
  readonly attribute: (id: string, attribute: string) => Value;
  /** `Fn::ImportValue`; `at` is its argument. */
  readonly imported: (name: Value, at: DocumentNode) => Value;
  /** What another template writes into a stored parameter; null when none does. */
  readonly stored: (name: string) => Value | null;
  /** The stack that a resource deploys from a local template; null when it is no such resource. */
  readonly child: (id: string) => Stack | null;
}

/** A call of an intrinsic function, in its long name. */
interface Intrinsic {
  readonly name: string;
  readonly argument: DocumentNode;
}

const SHORT_NAMES: ReadonlySet<string> = new Set(['Ref', 'Condition']);

/** The function that a node calls, written with a tag or as a map with one key; null for plain data. */
export function intrinsicOf(node: DocumentNode): Intrinsic | null {
  if (node.tag !== null) {
    const name = node.tag.slice(1);
    return {
      name: SHORT_NAMES.has(name) ? name : `Fn::${name}`,
      argument: { ...node, tag: null },
    };
  }
  const [entry, ...rest] = entriesOf(node);
  if (!entry || rest.length > 0) return null;
  return entry.key === 'Ref' || entry.key.startsWith('Fn::')
    ? { name: entry.key, argument: entry.value }
    : null;
}

/** A part of a name that is left as the template writes it. */
export function leftOpen(text: string): Value {
  return valueOf({ kind: 'resource-name', form: 'pattern', text: `\${${text}}`, trail: null });
}

/** The value of a node. */
export function evaluateNode(stack: Stack, node: DocumentNode): Value {
  const intrinsic = intrinsicOf(node);
  if (intrinsic) return evaluateIntrinsic(stack, intrinsic);
  if (node.kind !== 'scalar') return notText(stack, node);
  if (node.value === null) return NOTHING;
  const text = String(node.value);
  if (text.includes('{{resolve:')) return resolved(stack, text);
  return concatenateValues(withoutEmpty(stack.pieces(text)));
}

/** A text with dynamic references, which CloudFormation fills in: `{{resolve:ssm:/shop/orders:1}}`. */
function resolved(stack: Stack, text: string): Value {
  const parts = text.split(/(\{\{resolve:[^{}]*\}\})/u).map((part): Value => {
    if (!part.startsWith('{{resolve:')) return textValue(part);
    const path = /^\{\{resolve:ssm:([^:{}]+)/u.exec(part)?.[1];
    const open = valueOf({ kind: 'resource-name', form: 'pattern', text: part, trail: null });
    return (path === undefined ? null : stack.stored(path)) ?? open;
  });
  return concatenateValues(withoutEmpty(parts));
}

function notText(stack: Stack, node: DocumentNode): Value {
  return unknownValue('known-at-deployment', node.kind, placeOfNode(stack.file, node.path));
}

function evaluateIntrinsic(stack: Stack, { name, argument }: Intrinsic): Value {
  switch (name) {
    case 'Ref':
      return evaluateReference(stack, argument);
    case 'Fn::GetAtt':
      return evaluateAttribute(stack, argument);
    case 'Fn::Sub':
      return evaluateSubstitution(stack, argument);
    case 'Fn::Join':
      return evaluateJoin(stack, argument);
    case 'Fn::Select':
      return evaluateSelect(stack, argument);
    case 'Fn::If':
      return joinAll(
        itemsOf(argument)
          .slice(1)
          .map((branch) => evaluateNode(stack, branch)),
      );
    case 'Fn::FindInMap':
      return evaluateMapping(stack, argument);
    case 'Fn::Length':
      return evaluateLength(stack, argument);
    case 'Fn::ToJsonString':
      return concatenateValues(jsonParts(stack, argument));
    case 'Fn::ImportValue':
      return stack.imported(evaluateNode(stack, argument), argument);
    default:
      return unknownValue('known-at-deployment', name, placeOfNode(stack.file, argument.path));
  }
}

/** A name as it is written, or as another function gives it, which `AWS::LanguageExtensions` allows. */
function nameIn(stack: Stack, node: DocumentNode | undefined): string | null {
  if (!node) return null;
  return intrinsicOf(node) ? certainText(stack, node) : textOf(node);
}

function evaluateReference(stack: Stack, argument: DocumentNode): Value {
  const name = nameIn(stack, argument);
  return name === null ? notText(stack, argument) : stack.reference(name);
}

/** `[Resource, Attribute]` or `Resource.Attribute`. */
function evaluateAttribute(stack: Stack, argument: DocumentNode): Value {
  const [id, attribute] = itemsOf(argument).map((part) => nameIn(stack, part));
  if (id && attribute) return stack.attribute(id, attribute);
  const dotted = nameIn(stack, argument) ?? '';
  const dot = dotted.indexOf('.');
  if (dot < 0) return notText(stack, argument);
  return stack.attribute(dotted.slice(0, dot), dotted.slice(dot + 1));
}

/** `text with ${Name}` or `[text, { Name: value }]`. `${!Name}` is the text `${Name}`. */
function evaluateSubstitution(stack: Stack, argument: DocumentNode): Value {
  const [first, second] = itemsOf(argument);
  const pieces = stack.pieces(textOf(first ?? argument) ?? '');
  const parts = pieces.map((piece) => {
    const [only] = piece.objects;
    const isOpen = only?.kind === 'string' && only.text.includes('${');
    return isOpen ? substituteIn(stack, only.text, second ?? null) : piece;
  });
  return concatenateValues(withoutEmpty(parts));
}

function substituteIn(stack: Stack, text: string, map: DocumentNode | null): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{(!?)\s*([^}]*?)\s*\}/gu)) {
    const [whole, literal, name = ''] = match;
    parts.push(textValue(text.slice(from, match.index)));
    from = match.index + whole.length;
    parts.push(literal ? textValue(`\${${name}}`) : substitute(stack, name, map));
  }
  parts.push(textValue(text.slice(from)));
  return concatenateValues(withoutEmpty(parts));
}

/** The parts that say something; the empty text when none does. */
function withoutEmpty(parts: readonly Value[]): readonly Value[] {
  const found = parts.filter((part) => !isEmpty(part));
  return found.length > 0 ? found : [textValue('')];
}

function isEmpty(value: Value): boolean {
  const [only] = value.objects;
  return value.objects.length === 1 && only?.kind === 'string' && only.text === '';
}

function substitute(stack: Stack, name: string, map: DocumentNode | null): Value {
  const given = entryOf(map, name);
  if (given) return evaluateNode(stack, given);
  const dot = name.indexOf('.');
  return dot < 0 ? stack.reference(name) : stack.attribute(name.slice(0, dot), name.slice(dot + 1));
}

function evaluateJoin(stack: Stack, argument: DocumentNode): Value {
  const [separator, list] = itemsOf(argument);
  const items = list ? listIn(stack, list) : null;
  if (!separator || !items) return notText(stack, argument);
  const between = textValue(textOf(separator) ?? '');
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
  return concatenateValues(withoutEmpty(parts));
}

function evaluateSelect(stack: Stack, argument: DocumentNode): Value {
  const [index, list] = itemsOf(argument);
  const items = list ? listIn(stack, list) : null;
  const position = index ? certainText(stack, index) : null;
  const found = position === null ? undefined : items?.[Number(position)];
  return found ?? notText(stack, argument);
}

function evaluateLength(stack: Stack, argument: DocumentNode): Value {
  const items = listIn(stack, argument);
  return items ? textValue(String(items.length)) : notText(stack, argument);
}

/** `Fn::ToJsonString`: the parts of the text, with what is not known left in it. */
function jsonParts(stack: Stack, node: DocumentNode): readonly Value[] {
  const text = (written: string): Value => textValue(written);
  if (intrinsicOf(node) || typeof (node.kind === 'scalar' ? node.value : null) === 'string')
    return [text('"'), evaluateNode(stack, node), text('"')];
  if (node.kind === 'scalar') return [text(JSON.stringify(node.value))];
  const items = [
    ...itemsOf(node).map((item) => jsonParts(stack, item)),
    ...entriesOf(node).map(({ key, value }) => [
      text(`${JSON.stringify(key)}:`),
      ...jsonParts(stack, value),
    ]),
  ];
  const inside = items.flatMap((item, index) => (index === 0 ? item : [text(','), ...item]));
  const [open, close] = node.kind === 'list' ? ['[', ']'] : ['{', '}'];
  return [text(open), ...inside, text(close)];
}

/** The items of a list: written out, split, in a map, or a parameter that is one; null for any other. */
function listIn(stack: Stack, node: DocumentNode): readonly Value[] | null {
  const intrinsic = intrinsicOf(node);
  if (!intrinsic)
    return node.kind === 'list' ? node.items.map((item) => evaluateNode(stack, item)) : null;
  switch (intrinsic.name) {
    case 'Fn::Split':
      return splitItems(stack, intrinsic.argument);
    case 'Ref': {
      const name = textOf(intrinsic.argument) ?? '';
      const type = textOf(nodeAt(stack.root, 'Parameters', name, 'Type'));
      return /^(?:CommaDelimitedList|List<)/u.test(type ?? '')
        ? pieces(evaluateNode(stack, node), ',')
        : null;
    }
    case 'Fn::FindInMap': {
      const [only, ...others] = mapped(stack, intrinsic.argument);
      return only && others.length === 0 ? listIn(stack, only) : null;
    }
    default:
      return null;
  }
}

/** The parts of a text that is known; null for any other. */
function pieces(value: Value, separator: string): readonly Value[] | null {
  const [only, ...others] = value.objects;
  if (only?.kind !== 'string' || others.length > 0 || value.unknowns.length > 0) return null;
  return only.text.split(separator).map((text) => textValue(text.trim(), only.trail));
}

/** The parts of `Fn::Split` of a text that is known. */
function splitItems(stack: Stack, argument: DocumentNode): readonly Value[] | null {
  const [separator, source] = itemsOf(argument);
  const by = textOf(separator ?? null);
  return by === null || !source ? null : pieces(evaluateNode(stack, source), by);
}

/** The texts that a key may be; null when it is only known at deployment, so that any key counts. */
function keysOf(value: Value): readonly string[] | null {
  const texts = value.objects.map((object) => (object.kind === 'string' ? object.text : null));
  const isKnown = value.unknowns.length === 0 && texts.every((text) => text !== null);
  return isKnown && texts.length > 0 ? texts : null;
}

/** What `Fn::FindInMap` may mean: every key counts while it is not known which one is meant. */
function mapped(stack: Stack, argument: DocumentNode): readonly DocumentNode[] {
  const [name, ...keys] = itemsOf(argument);
  const map = nodeAt(stack.root, 'Mappings', nameIn(stack, name) ?? '');
  let found: readonly DocumentNode[] = map ? [map] : [];
  let isSure = true;
  for (const key of keys.slice(0, 2)) {
    const known = keysOf(evaluateNode(stack, key));
    isSure &&= known !== null;
    found = found.flatMap((node) =>
      entriesOf(node)
        .filter((entry) => known?.includes(entry.key) ?? true)
        .map(({ value }) => value),
    );
  }
  const initial = entryOf(keys[2] ?? null, 'DefaultValue');
  const counts = initial !== null && (found.length === 0 || !isSure);
  return counts ? [...found, initial] : found;
}

function evaluateMapping(stack: Stack, argument: DocumentNode): Value {
  const nodes = mapped(stack, argument);
  return nodes.length > 0
    ? joinAll(nodes.map((node) => evaluateNode(stack, node)))
    : notText(stack, argument);
}

/** The text of a node where it is certain; null otherwise. */
export function certainText(stack: Stack, node: DocumentNode | null): string | null {
  if (!node) return null;
  const value = evaluateNode(stack, node);
  const [only] = value.objects;
  return value.objects.length === 1 && value.unknowns.length === 0 && only?.kind === 'string'
    ? only.text
    : null;
}

/** The name with anything that is no text taken for what the template calls it. */
export function nameOrId(name: Value, id: string): Value {
  const logical = valueOf({ kind: 'resource-name', form: 'logical', text: id, trail: null });
  if (name.objects.length === 0) return logical;
  return joinOver({ objects: name.objects, unknowns: [] }, valueOf);
}
