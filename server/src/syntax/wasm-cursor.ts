/**
 * The tree cursor of tree-sitter's runtime, called directly.
 * The runtime keeps a cursor's state in one place of its memory. web-tree-sitter copies this state out and in
 * again around each call; with a single cursor there is no need to, and reading a tree takes a third of the time.
 * A test compares it with the cursor of web-tree-sitter, whose version is pinned.
 */

import type { Tree } from 'web-tree-sitter';

/** A function of the runtime; it takes the address of a tree. */
type TreeFunction = (tree: number) => number;

/** The functions of the runtime that are used here. */
export interface WasmExports {
  readonly ts_tree_root_node_wasm: (tree: number) => void;
  readonly ts_tree_cursor_new_wasm: (tree: number) => void;
  readonly ts_tree_cursor_delete_wasm: (tree: number) => void;
  readonly ts_tree_cursor_goto_first_child_wasm: TreeFunction;
  readonly ts_tree_cursor_goto_next_sibling_wasm: TreeFunction;
  readonly ts_tree_cursor_goto_parent_wasm: TreeFunction;
  readonly ts_tree_cursor_current_node_type_id_wasm: TreeFunction;
  readonly ts_tree_cursor_current_node_is_missing_wasm: TreeFunction;
  readonly ts_tree_cursor_current_field_id_wasm: TreeFunction;
  readonly ts_tree_cursor_start_index_wasm: TreeFunction;
  readonly ts_tree_cursor_end_index_wasm: TreeFunction;
}

/**
 * The one cursor. While it is open, nothing else may be asked of the runtime.
 * Each function takes the tree that {@link open} returned; the answers 0 and 1 mean no and yes.
 */
export interface WasmCursor {
  /** Goes to the root of `tree`. */
  readonly open: (tree: Tree) => number;
  readonly close: (tree: number) => void;
  readonly firstChild: TreeFunction;
  readonly nextSibling: TreeFunction;
  readonly parent: TreeFunction;
  readonly typeId: TreeFunction;
  readonly isMissing: TreeFunction;
  /** 0 when the node fills no field. */
  readonly fieldId: TreeFunction;
  readonly start: TreeFunction;
  readonly end: TreeFunction;
}

/** The cursor of the runtime with these exports. */
export function cursorOf(exports: WasmExports): WasmCursor {
  return {
    open: (tree) => {
      // web-tree-sitter keeps the address of the runtime's tree under this key.
      const address = (tree as unknown as { readonly 0: number })[0];
      exports.ts_tree_root_node_wasm(address);
      exports.ts_tree_cursor_new_wasm(address);
      return address;
    },
    close: exports.ts_tree_cursor_delete_wasm,
    firstChild: exports.ts_tree_cursor_goto_first_child_wasm,
    nextSibling: exports.ts_tree_cursor_goto_next_sibling_wasm,
    parent: exports.ts_tree_cursor_goto_parent_wasm,
    typeId: exports.ts_tree_cursor_current_node_type_id_wasm,
    isMissing: exports.ts_tree_cursor_current_node_is_missing_wasm,
    fieldId: exports.ts_tree_cursor_current_field_id_wasm,
    start: exports.ts_tree_cursor_start_index_wasm,
    end: exports.ts_tree_cursor_end_index_wasm,
  };
}
