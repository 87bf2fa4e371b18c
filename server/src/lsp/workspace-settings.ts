/*
 * The workspace folders and the settings of each. A file has the settings of the innermost folder it is in.
 */
import { Emitter } from 'vscode-languageserver/node';
import type { Event } from 'vscode-languageserver/node';
import type { FolderRules } from '../workspace/discover.ts';
import { isWithin } from '../workspace/file-path.ts';
import type { Settings } from './settings.ts';
import { defaultSettings } from './settings.ts';

/** A workspace folder by its path, and its settings. */
export interface FolderSettings {
  readonly folder: string;
  readonly settings: Settings;
}

/** What a change of settings touches. */
export interface SettingsChange {
  /** Which files belong to the workspace. */
  readonly files: boolean;
  /** What is shown about them. */
  readonly views: boolean;
  /** What is stated for names. */
  readonly names: boolean;
}

/** Settings as they are now. */
export class WorkspaceSettings {
  readonly #changes = new Emitter<SettingsChange>();
  #folders: readonly FolderSettings[] | null = null;
  #outside: Settings = defaultSettings;

  /** Fires after a change, and when settings are known for the first time. */
  get onChange(): Event<SettingsChange> {
    return this.#changes.event;
  }

  /** Puts new settings in place of all before; `outside` is for files that are in no folder. */
  replace(folders: readonly FolderSettings[], outside: Settings): void {
    const isFirst = this.#folders === null;
    const rules = this.rules();
    const names = this.names();
    // Whoever asked before the settings were known was answered with the defaults.
    const views = viewsOf(this.#folders ?? folders.map(withDefaults), this.#outside);
    this.#folders = folders;
    this.#outside = outside;
    const change = {
      files: isFirst || !isEqual(rules, this.rules()),
      views: !isEqual(views, viewsOf(folders, outside)),
      names: !isEqual(names, this.names()),
    };
    if (change.files || change.views || change.names) this.#changes.fire(change);
  }

  /** The settings for a file. */
  of(path: string): Settings {
    let innermost: FolderSettings | null = null;
    for (const one of this.#folders ?? []) {
      const isInner = innermost === null || one.folder.length > innermost.folder.length;
      if (isInner && isWithin(path, one.folder)) innermost = one;
    }
    return innermost?.settings ?? this.#outside;
  }

  /** What each folder states for names. */
  names(): readonly { readonly folder: string; readonly names: Settings['names'] }[] {
    return (this.#folders ?? []).map(({ folder, settings: { names } }) => ({ folder, names }));
  }

  /** What to read of the disk. */
  rules(): readonly FolderRules[] {
    return (this.#folders ?? []).map(({ folder, settings }) => {
      const { include, exclude, hidden, maxFileSize } = settings;
      return { folder, include, exclude, hidden, maxFileSize };
    });
  }
}

function withDefaults({ folder }: FolderSettings): FolderSettings {
  return { folder, settings: defaultSettings };
}

/** The part of the settings that says what is shown. */
function viewsOf(folders: readonly FolderSettings[], outside: Settings): unknown {
  const shown = folders.map(({ folder, settings: { codeLens, diagnostics } }) => {
    return { folder, codeLens, diagnostics };
  });
  return [shown, outside.codeLens, outside.diagnostics];
}

function isEqual(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
