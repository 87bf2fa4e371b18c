// Chromium with one VS Code window: opens a workspace and finds the parts of the window that the tests look at.
// The selectors belong to the pinned version of VS Code.
import { chromium } from 'playwright-core';
import { until } from './report.mjs';

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a Chromium of its own, without a profile that stays. Pictures are taken at twice the size of the window. */
export async function startBrowser(executablePath) {
  return chromium.launch({ executablePath, headless: true, args: chromiumArguments });
}

/** The address of a workspace folder, with further instructions for the window. */
export function windowUrl(server, folder, payload = []) {
  const query = new globalThis.URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `${server.base}/?${query}`;
}

/** The address under which the browser side of VS Code knows a file of the machine. */
export function remoteUri(server, path) {
  return `vscode-remote://${server.host}${path}`;
}

/** Opens a window on a workspace folder with one file, and waits for its text. */
export async function openWindow(browser, server, folder, file) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  const payload = [['openFile', remoteUri(server, `${folder}/${file}`)]];
  await page.goto(windowUrl(server, folder, payload), { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-editor .view-line', { timeout: 90_000 });
  return createWindow(context, page);
}

/** Runs in the page: the box of the last occurrence of `text` in a line of the editor. */
function boxOfText(line, text) {
  const { document } = line.ownerDocument.defaultView;
  const walker = document.createTreeWalker(line, 4 /* text nodes */);
  const pieces = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) pieces.push(node);
  const start = line.textContent.replaceAll('\u00a0', ' ').lastIndexOf(text);
  if (start < 0) throw new Error(`"${text}" is not in the line`);
  const place = (offset) => {
    let rest = offset;
    for (const node of pieces) {
      if (rest <= node.length) return [node, rest];
      rest -= node.length;
    }
    throw new Error('the line ends earlier');
  };
  const range = document.createRange();
  range.setStart(...place(start));
  range.setEnd(...place(start + text.length));
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x, y, width, height };
}

function createWindow(context, page) {
  const lensLinks = page.locator('.editor-instance .codelens-decoration a');
  const squiggles = page.locator('.editor-instance .squiggly-warning');
  const hover = page.locator('.monaco-hover:visible');
  const problems = page.locator('.markers-panel .monaco-list-row');
  const status = page.locator('.statusbar-item[id$="dynamolens.status"]');
  const toast = page.locator('.notification-toast');

  /** The place of a piece of text in the first line of the active editor that contains `lineText`, in window pixels. */
  const placeOf = (lineText, text) =>
    page
      .locator('.editor-instance .view-line')
      .filter({ hasText: lineText })
      .first()
      .evaluate(boxOfText, text);
  const restMouse = () => page.mouse.move(640, 799);
  const runCommand = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible input').fill(`>${title}`);
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: title })
      .first()
      .click();
  };
  const openFile = async (name) => {
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget:visible input').fill(name);
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: name })
      .first()
      .click();
    await page.locator('.tab.active').filter({ hasText: name }).waitFor();
  };
  const goToLine = async (line, column = 1) => {
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget:visible input').fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  /** Rests the mouse on a piece of text until a hover with the expected text is there; returns the hover's whole text. */
  const hoverOver = async (lineText, text, expected) => {
    await restMouse();
    await hover.first().waitFor({ state: 'hidden' });
    const { x, y, width, height } = await placeOf(lineText, text);
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    const shown = hover.filter({ hasText: expected }).first();
    await shown.waitFor();
    return shown.innerText();
  };
  /** The texts of all lenses of the active editor, top to bottom. */
  const lensTexts = async () => {
    const lenses = await lensLinks.evaluateAll((links) =>
      links.map((link) => ({
        text: link.textContent ?? '',
        top: link.getBoundingClientRect().top,
      })),
    );
    return lenses.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' '));
  };
  /** The 1-based line of the cursor, as the status bar says. */
  const cursorLine = async () => {
    const text = await page
      .locator('.statusbar-item')
      .filter({ hasText: /^Ln \d+/ })
      .innerText();
    return /Ln (\d+)/.exec(text)?.[1];
  };
  /** Waits until the page shows a frame with this text inside, such as a Markdown preview; returns that frame. */
  const frameWith = (text) =>
    until(
      async () => {
        for (const frame of page.frames()) {
          const body = await frame
            .locator('body')
            .innerText({ timeout: 1000 })
            .catch(() => '');
          if (frame !== page.mainFrame() && body.includes(text)) return frame;
        }
        return undefined;
      },
      () => `no frame shows "${text}"`,
    );
  return {
    page,
    lensLinks,
    squiggles,
    hover,
    problems,
    status,
    toast,
    placeOf,
    restMouse,
    runCommand,
    openFile,
    goToLine,
    hoverOver,
    lensTexts,
    cursorLine,
    frameWith,
    close: () => context.close(),
  };
}
