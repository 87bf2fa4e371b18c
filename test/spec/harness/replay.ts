/*
 * Free incrementality: a section's files are opened in random order and typed in random pieces, while facts are asked for
 * at random moments. In the end the facts must be those of a run from scratch.
 */
import { isDeepStrictEqual } from 'node:util';

import type { TextChange } from '../../../server/src/base/text-change.ts';
import { applyChange } from '../../../server/src/base/text-change.ts';
import type { Analysis } from '../../../server/src/workspace/analysis.ts';
import { absolutePath, openSources, rootsOf, type Sources } from './live.ts';
import type { Section } from './page.ts';
import type { Random } from './random.ts';
import { encodeSource } from './source.ts';
import { typingOf } from './typing.ts';

interface OpenFile {
  readonly path: string;
  readonly changes: readonly TextChange[];
  text: string;
  next: number;
}

/** The first difference between a replay and a run from scratch, or null. */
export function replayDifference(
  create: () => Analysis,
  section: Section,
  sources: Sources,
  random: Random,
): string | null {
  const replayed = create();
  replayed.setRoots(rootsOf(section));
  const files = random.shuffle([...sources.values()]).map((file) => ({
    path: absolutePath(file.path),
    changes: typingOf(encodeSource(file), random),
    text: '',
    next: 0,
  }));
  announce(replayed, files, random);
  type(replayed, files, random);
  const scratch = create();
  openSources(scratch, section, sources);
  for (const { path } of files) {
    const difference = firstDifference(replayed.factsOf(path), scratch.factsOf(path), path);
    if (difference !== null) return difference;
  }
  return null;
}

/** Tells that the files exist: all at once, one by one, or not before they are opened. */
function announce(analysis: Analysis, files: readonly OpenFile[], random: Random): void {
  const way = random.below(3);
  const paths = random.shuffle(files.map((file) => file.path));
  if (way === 0) analysis.setPaths(paths);
  if (way === 1) for (const path of paths) analysis.addPath(path);
}

function type(analysis: Analysis, files: readonly OpenFile[], random: Random): void {
  for (const file of files) if (random.once(2)) analysis.setText(file.path, '');
  let unfinished = [...files];
  while (unfinished.length > 0) {
    const file = random.pick(unfinished);
    typeSome(analysis, file, random);
    if (random.once(4)) analysis.factsOf(random.pick(files).path);
    unfinished = unfinished.filter(({ changes, next }) => next < changes.length);
  }
}

/** The next one to three edits of a file, sent as edits; now and then as a whole text, or after closing the file. */
function typeSome(analysis: Analysis, file: OpenFile, random: Random): void {
  const changes = file.changes.slice(file.next, file.next + 1 + random.below(3));
  file.next += changes.length;
  file.text = changes.reduce(applyChange, file.text);
  if (random.once(12)) analysis.removePath(file.path);
  if (!analysis.has(file.path) || random.once(8)) analysis.setText(file.path, file.text);
  else analysis.changeText(file.path, changes);
}

/** Where two values differ first, with both sides; null when they are equal. */
export function firstDifference(left: unknown, right: unknown, path: string): string | null {
  if (isDeepStrictEqual(left, right)) return null;
  if (isObject(left) && isObject(right)) {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const difference = firstDifference(left[key], right[key], `${path}.${key}`);
      if (difference !== null) return difference;
    }
  }
  return `${path}\n    replayed     ${show(left)}\n    from scratch ${show(right)}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? 'nothing').slice(0, 400);
}
