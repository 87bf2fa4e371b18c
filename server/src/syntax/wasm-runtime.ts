/**
 * The WebAssembly runtime of tree-sitter, and how to bring it back after a trap.
 * A trap leaves the runtime's memory in disorder: every later parse would fail, with any parser.
 * Therefore its memory is remembered once the grammars are loaded, and put back after a trap.
 */

import { Language, Parser } from 'web-tree-sitter';
import { cursorOf } from './wasm-cursor.ts';
import type { WasmCursor, WasmExports } from './wasm-cursor.ts';

/** A runtime that can be put back into the state after the last grammar was loaded. */
export interface WasmRuntime {
  /** Walks over the trees of all parsers. */
  readonly cursor: WasmCursor;
  /** Loads a grammar and makes a parser for it. No tree may be in use meanwhile, as the memory is remembered. */
  readonly createParser: (grammar: Uint8Array) => Promise<Parser>;
  /** Makes all parsers work again after any of them has thrown. All trees are gone; do not delete them. */
  readonly recover: () => void;
}

// web-tree-sitter holds one runtime for the whole process; what brings it back has to be as unique.
let started: Promise<WasmRuntime> | undefined;

/**
 * Starts the runtime from the bytes of `tree-sitter.wasm`; once started, returns the same one.
 * @throws when the bytes are not that file.
 */
export function startRuntime(bytes: Uint8Array): Promise<WasmRuntime> {
  started ??= start(bytes).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start(bytes: Uint8Array): Promise<WasmRuntime> {
  const state = await instantiate(bytes);
  let snapshot = takeSnapshot(state);
  let recoveries = 0;
  return {
    cursor: cursorOf(state.exports),
    createParser: async (grammar) => {
      // A trap meanwhile takes away what was loaded so far.
      for (;;) {
        const before = recoveries;
        const language = await Language.load(grammar);
        if (recoveries !== before) continue;
        const parser = new Parser().setLanguage(language);
        snapshot = takeSnapshot(state);
        return parser;
      }
    },
    recover: () => {
      recoveries += 1;
      putBack(state, snapshot);
    },
  };
}

/** What of the runtime changes while it parses, and what it can do. */
interface RuntimeState {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly stackPointer: { value: number };
  readonly exports: WasmExports;
}

interface RuntimeImports {
  readonly env: {
    readonly memory: RuntimeState['memory'];
    readonly __stack_pointer: RuntimeState['stackPointer'];
  };
}

/** The part of the WebAssembly interface used here; Node's types do not describe it. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: unknown,
  ): Promise<{ readonly instance: { readonly exports: WasmExports }; readonly module: unknown }>;
};

/** Starts the runtime with our own call of WebAssembly, because only the imports show its stack pointer. */
function instantiate(bytes: Uint8Array): Promise<RuntimeState> {
  let state: RuntimeState | undefined;
  return new Promise((resolve, reject) => {
    const instantiateWasm = (
      imports: RuntimeImports,
      receive: (instance: unknown, module: unknown) => void,
    ) => {
      const { memory, __stack_pointer: stackPointer } = imports.env;
      WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        state = { memory, stackPointer, exports: instance.exports };
        receive(instance, module);
      }, reject);
    };
    Parser.init({ instantiateWasm }).then(() => {
      if (state) resolve(state);
      else reject(new Error('web-tree-sitter was started elsewhere; a trap could not be repaired'));
    }, reject);
  });
}

interface Snapshot {
  /** The memory up to its last byte that is not zero. */
  readonly memory: Uint8Array;
  readonly stackPointer: number;
}

function takeSnapshot(state: RuntimeState): Snapshot {
  const memory = new Uint8Array(state.memory.buffer);
  let length = memory.length;
  while (length > 0 && memory[length - 1] === 0) length--;
  return { memory: memory.slice(0, length), stackPointer: state.stackPointer.value };
}

function putBack(state: RuntimeState, snapshot: Snapshot): void {
  const memory = new Uint8Array(state.memory.buffer);
  memory.set(snapshot.memory);
  memory.fill(0, snapshot.memory.length);
  state.stackPointer.value = snapshot.stackPointer;
}
