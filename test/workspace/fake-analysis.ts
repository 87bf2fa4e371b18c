/*
 * An analysis that understands three kinds of lines, for tests of what is around it: `use NAME` touches a table,
 * `use MODULE.NAME` touches the table that `NAME = TABLE` in MODULE.py names, `want NAME` asks for callers of NAME.
 * It keeps the contract: facts depend on texts and paths only, and equal facts are the identical object.
 */
import { posix } from 'node:path';
import type { Location } from '../../server/src/base/location.ts';
import { applyChange } from '../../server/src/base/text-change.ts';
import type { CallFact, FileFacts } from '../../server/src/dynamodb/facts.ts';
import type { Analysis } from '../../server/src/workspace/analysis.ts';

/** The names of the tables in facts, `?` for an unknown one. */
export function tableNames(facts: FileFacts<Location> | null): readonly string[] | null {
  return facts?.calls.map(({ tables }) => tables[0]?.name ?? '?') ?? null;
}

/** Makes the fake, without any files. `failsFor` is a path whose facts throw. */
export function createFakeAnalysis(failsFor?: string): Analysis & { asked: string[] } {
  const paths = new Set<string>();
  const texts = new Map<string, string>();
  const facts = new Map<string, { key: string; facts: FileFacts<Location> }>();
  const asked: string[] = [];
  let changed = new Set<string>();
  const missing = new Set<string>();
  const wanted = new Set<string>();
  const changeAll = (): void => texts.forEach((_text, path) => changed.add(path));

  function tableOf(path: string, word: string): string | null {
    const [module, name] = word.split('.');
    if (name === undefined) return word;
    const target = posix.join(posix.dirname(path), `${module!}.py`);
    const text = texts.get(target);
    if (text === undefined && paths.has(target)) missing.add(target);
    return new RegExp(`^${name} = (\\w+)$`, 'm').exec(text ?? '')?.[1] ?? null;
  }

  function compute(path: string, text: string): FileFacts<Location> {
    const calls: CallFact<Location>[] = [];
    text.split('\n').forEach((line, number) => {
      const caller = /^want (\w+)/.exec(line)?.[1];
      if (caller !== undefined) wanted.add(caller);
      const word = /^use (\S+)/.exec(line)?.[1];
      if (word === undefined) return;
      const name = tableOf(path, word);
      const at: Location = {
        file: path,
        range: {
          start: { line: number, character: 4 },
          end: { line: number, character: line.length },
        },
      };
      calls.push({
        kind: 'call',
        at,
        nameAt: at,
        method: 'scan',
        api: 'Table.scan',
        caller: { name: '<module>', kind: 'module', at, whole: at },
        tables:
          name === null
            ? []
            : [{ name, nameKind: 'physical', links: ['useSelectLink'], trail: [] }],
        links: ['useSelectLink'],
        unknown: name === null ? { reason: 'external-module', detail: word, at, trail: [] } : null,
        stale: false,
      });
    });
    const none = { declarations: [], references: [], directives: [], statements: [], errors: [] };
    return { file: path, isTest: false, calls, ...none };
  }

  return {
    asked,
    setRoots: changeAll,
    setPaths: (all) => {
      paths.clear();
      for (const path of all) paths.add(path);
      changeAll();
    },
    addPath: (path) => {
      if (paths.has(path)) return;
      paths.add(path);
      changeAll();
    },
    removePath: (path) => {
      paths.delete(path);
      missing.delete(path);
      if (texts.delete(path)) changed.add(path);
      changeAll();
    },
    prepare: () => null,
    setText: (path, text) => {
      paths.add(path);
      missing.delete(path);
      if (texts.get(path) === text) return;
      texts.set(path, text);
      changeAll();
    },
    changeText: (path, changes) => {
      const text = texts.get(path);
      if (text === undefined) return;
      texts.set(path, changes.reduce(applyChange, text));
      changeAll();
    },
    setNames: () => undefined,
    has: (path) => texts.has(path),
    files: () => [...texts.keys()].sort(),
    factsOf: (path) => {
      if (path === failsFor) throw new Error('broken');
      const text = texts.get(path);
      if (text === undefined) return null;
      asked.push(path);
      const now = compute(path, text);
      const key = JSON.stringify(now);
      const before = facts.get(path);
      if (before?.key === key) return before.facts;
      facts.set(path, { key, facts: now });
      return now;
    },
    preparing: () => null,
    missing: () => [...missing],
    takeChanged: () => {
      const taken = [...changed];
      changed = new Set();
      return taken;
    },
    wanted: () => [...wanted].map((name) => ({ name, owner: '' })),
    takeWorkLog: () => ({ parsed: [], computed: [] }),
  };
}
