/*
 * A section's workspace, alive: it opens the files, takes the steps, and keeps the sources that the analysis should hold.
 * Files live under `/project`; a mark `<!-- roots: shop, billing -->` opens several folders instead of the one.
 */
import type { TextChange } from '../../../server/src/base/text-change.ts';
import type { Analysis } from '../../../server/src/workspace/analysis.ts';
import type { Section, Step } from './page.ts';
import { applyHunk, encodeSource, type SourceFile } from './source.ts';

const PROJECT = '/project';

/** The absolute path of a file of a page. */
export function absolutePath(path: string): string {
  return `${PROJECT}/${path}`;
}

/** The path as the page writes it. */
export function pagePath(path: string): string {
  return path.startsWith(`${PROJECT}/`) ? path.slice(PROJECT.length + 1) : path;
}

/** The folders that a section opens. */
export function rootsOf(section: Section): readonly string[] {
  const roots = section.marks.get('roots');
  return roots === undefined ? [PROJECT] : roots.split(', ').map(absolutePath);
}

/** The sources of a section after a step. Nothing else is needed to run it from scratch. */
export type Sources = ReadonlyMap<string, SourceFile>;

/** The sources before the first step. */
export function initialSources(section: Section): Sources {
  return new Map(section.files.map((file) => [file.path, file]));
}

/** The sources after a step. */
export function sourcesAfter(sources: Sources, step: Step): Sources {
  const next = new Map(sources);
  switch (step.kind) {
    case 'open':
      break;
    case 'diff': {
      const file = step.hunks.reduce(applyHunk, known(sources, step.path));
      next.set(step.path, file);
      break;
    }
    case 'write':
      next.set(step.file.path, step.file);
      break;
    case 'remove':
      known(sources, step.path);
      next.delete(step.path);
      break;
    case 'rename':
      next.delete(step.from);
      next.set(step.to, { ...known(sources, step.from), path: step.to });
      break;
  }
  return next;
}

function known(sources: Sources, path: string): SourceFile {
  const file = sources.get(path);
  if (!file) throw new Error(`there is no ${path}`);
  return file;
}

/** Gives all sources to a new analysis. */
export function openSources(analysis: Analysis, section: Section, sources: Sources): void {
  analysis.setRoots(rootsOf(section));
  analysis.setPaths([...sources.keys()].map(absolutePath));
  for (const file of sources.values())
    analysis.setText(absolutePath(file.path), encodeSource(file));
}

/** Does what `step` says to the analysis, as an editor would: a diff is sent as edits. */
export function takeStep(analysis: Analysis, before: Sources, step: Step): void {
  switch (step.kind) {
    case 'open':
      break;
    case 'diff':
      analysis.changeText(absolutePath(step.path), diffChanges(known(before, step.path), step));
      break;
    case 'write':
      analysis.setText(absolutePath(step.file.path), encodeSource(step.file));
      break;
    case 'remove':
      analysis.removePath(absolutePath(step.path));
      break;
    case 'rename':
      analysis.removePath(absolutePath(step.from));
      analysis.setText(absolutePath(step.to), encodeSource(known(before, step.from)));
      break;
  }
}

function diffChanges(file: SourceFile, step: Step & { readonly kind: 'diff' }): TextChange[] {
  const changes: TextChange[] = [];
  let current = file;
  for (const hunk of step.hunks) {
    const next = applyHunk(current, hunk);
    changes.push(smallestChange(encodeSource(current), encodeSource(next)));
    current = next;
  }
  return changes;
}

/** The one edit that leads from one text to another, without the text they share at both ends. */
export function smallestChange(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const text = after.slice(start, after.length - tail);
  return { start, end: before.length - tail, text };
}
