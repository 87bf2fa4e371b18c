// What a person sees in VS Code: lens, hover, squiggle, Problems, status, report, and how they follow an edit.
// Every step looks at the window, never at the protocol. The steps build on one another, in this order.
import { setTimeout as sleep } from 'node:timers/promises';
import { openWindow } from './browser.mjs';
import { serverProcesses } from './code-server.mjs';
import { assertEqual, assertMatches, until, untilEqual } from './report.mjs';

const movieLenses = ['Movies: select', 'Movies: select, insert, delete', 'unknown table: select'];
const orderLenses = ['Movies: select · Orders: select, insert, update', 'Orders: delete'];
const statusText = '2 tables, 1 unresolved';
const reportCommand = 'DynamoLens: Show tables of this workspace';

/** What the status bar says, without the icon. */
const statusOf = (window) => async () => (await window.status.innerText()).trim();

/** A picture of the editor's side of the window between two heights, in window pixels. */
export async function picture(window, path, { top, bottom, width }) {
  const { x } = await window.page.locator('.part.editor').boundingBox();
  await sleep(400); // The last fade-in ends.
  await window.page.screenshot({ path, clip: { x, y: top, width, height: bottom - top } });
}

/** The lower edge of a box. */
export const bottomOf = ({ y, height }) => y + height;

async function readingSteps({ step, images }, window) {
  await step('VS Code: the status bar counts tables and unresolved names', () =>
    untilEqual(statusOf(window), statusText),
  );
  await step('VS Code: each function that touches a table has its lens', () =>
    untilEqual(window.lensTexts, movieLenses),
  );
  await step(
    'VS Code: the squiggle is exactly under the name that is not known, behind an emoji',
    async () => {
      await window.squiggles.first().waitFor({ state: 'attached' });
      assertEqual(await window.squiggles.count(), 1);
      const line = await window.squiggles.first().boundingBox();
      const name = await window.placeOf('client.scan', 'table_name');
      const offset = [line.x - name.x, line.width - name.width].map((distance) =>
        Math.abs(distance),
      );
      if (Math.max(...offset) > 2) throw new Error(`${offset} pixels beside the name`);
    },
  );
  await window.restMouse();
  const lastLine = await window.placeOf('client.scan', 'scan');
  await picture(window, images('lens.png'), {
    top: 0,
    bottom: bottomOf(lastLine) + 3,
    width: 640,
  });

  await step(
    'VS Code: hover on a method name tells operation, table, links and where the name comes from',
    async () => {
      const text = await window.hoverOver('found = movies', 'get_item', 'Movies');
      assertMatches(text, /get_item/, /Movies/, /select/, /MOVIES/);
    },
  );
  await step('VS Code: hover on a method name tells every link type', async () => {
    const text = await window.hoverOver('movies.put_item', 'put_item', 'Movies');
    assertMatches(text, /put_item/, /select/, /insert/, /delete/);
  });
  await step('VS Code: hover on the call without a table gives the reason', async () => {
    const text = await window.hoverOver('client.scan', 'scan', 'table_name');
    assertMatches(text, /unknown/i, /table_name/);
  });
}

async function problemSteps({ step, images }, window) {
  await window.restMouse();
  await window.page.keyboard.press('Control+Shift+M');
  await window.problems.first().waitFor();
  // In a low window line and problem are close to each other.
  const size = window.page.viewportSize();
  await window.page.setViewportSize({ ...size, height: 440 });
  await window.page.keyboard.press('Control+1');
  await window.goToLine(23);
  await step('VS Code: Problems has one entry with source, code and place', async () => {
    const rows = window.problems.filter({ hasText: 'unresolved-table' });
    await rows.first().waitFor();
    assertEqual(await rows.count(), 1);
    assertMatches(
      await rows.innerText(),
      /table_name/,
      /DynamoLens/,
      /unresolved-table/,
      /Ln 23, Col 39/,
    );
  });
  await window.restMouse();
  // On a busy machine the lenses of the low window come late.
  const boxOf = (locator) =>
    until(
      () => locator.boundingBox(),
      () => 'it is not shown',
    );
  const lens = await boxOf(window.lensLinks.last());
  const row = await boxOf(window.problems.last());
  await picture(window, images('problems.png'), {
    top: lens.y - 3,
    bottom: bottomOf(row) + 16,
    width: 980,
  });
  await window.page.setViewportSize(size);
  await window.goToLine(1);
}

async function lensClickSteps({ step }, window) {
  const peek = window.page.locator('.reference-zone-widget');
  await step('VS Code: a click on a lens shows the call sites', async () => {
    // VS Code draws lenses anew after a scroll; a click in that moment is lost.
    await until(
      async () => {
        await window.lensLinks.filter({ hasText: 'Movies: select, insert, delete' }).click();
        await peek.waitFor({ timeout: 3000 });
        return true;
      },
      () => 'no list of calls',
    );
    await until(
      async () => /put_item/.test(await peek.innerText()),
      () => 'no call in the list',
    );
  });
  await window.page.keyboard.press('Escape');
  await peek.waitFor({ state: 'detached' });
}

async function editSteps({ step }, window) {
  const { keyboard } = window.page;
  await step('VS Code: a broken statement moves no lens', async () => {
    await window.goToLine(13, 54);
    await keyboard.type('.get((');
    for (let look = 0; look < 15; look += 1) {
      await sleep(100);
      assertEqual(await window.lensTexts(), movieLenses);
    }
    for (let letter = 0; letter < 6; letter += 1) await keyboard.press('Backspace');
  });
  await step('VS Code: a new function gets its lens while it is typed', async () => {
    await window.goToLine(23, 60);
    await keyboard.type('\n\n\ndef remove(title):\n    movies.delete_item(Key={"title": title})\n');
    await untilEqual(window.lensTexts, [...movieLenses, 'Movies: delete']);
  });
  await step(
    'VS Code: a name that becomes known removes squiggle and problem, and the lens follows',
    async () => {
      const { x, y, width, height } = await window.placeOf('client.scan', 'table_name');
      await window.page.mouse.dblclick(x + width / 2, y + height / 2);
      await keyboard.type('MOVIES');
      const fixed = [
        'Movies: select',
        'Movies: select, insert, delete',
        'Movies: select',
        'Movies: delete',
      ];
      await untilEqual(window.lensTexts, fixed);
      await untilEqual(() => window.squiggles.count(), 0);
      await untilEqual(() => window.problems.count(), 0);
      await untilEqual(statusOf(window), '2 tables, 0 unresolved');
    },
  );
  await step('VS Code: undo brings warning and lens back', async () => {
    await until(
      async () => {
        await keyboard.press('Control+Z');
        return (await window.lensTexts())[2] === movieLenses[2];
      },
      () => 'the lens stayed',
    );
    await untilEqual(() => window.squiggles.count(), 1);
    await untilEqual(statusOf(window), statusText);
  });
}

async function hoverLinkSteps({ step, images }, window) {
  await step(
    'VS Code: hover follows a name through the file that it is imported from',
    async () => {
      const text = await window.hoverOver('client.get_item', 'get_item', 'Movies');
      assertMatches(text, /orders\.py:7\s+from movies import MOVIES/, /movies\.py:5\s+MOVIES = /);
      const [first, last, hover] = await Promise.all([
        window.placeOf('import boto3', 'boto3'),
        window.placeOf('client.delete_item', 'delete_item'),
        window.hover.first().boundingBox(),
      ]);
      await picture(window, images('hover.png'), {
        top: first.y - 1,
        bottom: bottomOf(last) + 1,
        width: Math.max(700, hover.x + hover.width),
      });
    },
  );
  await step('VS Code: a link in a hover leads to its place', async () => {
    await window.hover.locator('a').filter({ hasText: 'movies.py:5' }).first().click();
    await window.page.locator('.tab.active').filter({ hasText: 'movies.py' }).waitFor();
    await untilEqual(window.cursorLine, '5');
    await window.openFile('orders.py');
  });
}

async function otherFileSteps({ step, images }, window) {
  await window.page.keyboard.press('Control+J');
  await step('VS Code: another file shows tables that are named in the first', async () => {
    await window.openFile('orders.py');
    await untilEqual(window.lensTexts, orderLenses);
  });
  await hoverLinkSteps({ step, images }, window);
  await step('VS Code: the command shows the tables of the workspace', async () => {
    await window.runCommand(reportCommand);
    const frame = await window.frameWith('Orders');
    assertMatches(
      await frame.locator('body').innerText(),
      /Movies/,
      /Orders/,
      /find_movie/,
      /cancel/,
    );
  });
  await tablesPicture(window, images('tables.png'));
  await step('VS Code: a link in the report leads to its place in the file', async () => {
    const frame = await window.frameWith('Orders');
    await frame.locator('a[href*="orders.py"]').first().click();
    await window.page.locator('.tab.active').filter({ hasText: 'orders.py' }).waitFor();
    await until(
      async () => Number(await window.cursorLine()) > 1,
      () => 'the cursor is still in line 1',
    );
    await window.page.locator('.tab').filter({ hasText: 'Preview' }).click();
  });
  await step('VS Code: a click on the status bar shows the same report', async () => {
    const tab = window.page.locator('.tab').filter({ hasText: 'Preview' });
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
    await window.status.click();
    await tab.waitFor();
  });
}

/** The whole report, in a window that is high enough for it. */
async function tablesPicture(window, path) {
  const size = window.page.viewportSize();
  await window.page.setViewportSize({ ...size, height: 1200 });
  await window.restMouse();
  const frame = await window.frameWith('Orders');
  const end = await frame.locator('p, li').last().boundingBox();
  await picture(window, path, { top: 0, bottom: bottomOf(end) + 24, width: 760 });
  await window.page.setViewportSize(size);
}

/** Ends the running language server like a crash, and returns when another one runs or none comes for a while. */
async function crash(serverFile, { comesBack }) {
  const [pid] = await until(
    () => serverProcesses(serverFile).length > 0 && serverProcesses(serverFile),
    () => 'no server',
  );
  process.kill(pid, 'SIGKILL');
  const others = () => serverProcesses(serverFile).filter((other) => other !== pid);
  if (!comesBack) return;
  await until(
    () => others().length > 0,
    () => 'the server did not come back',
  );
  await sleep(500); // The status of the last server has left the window by now.
}

async function crashSteps({ step }, window, server) {
  const runsAgain = () => untilEqual(statusOf(window), statusText);
  await step('VS Code: a crashed server comes back by itself', async () => {
    await crash(server.serverFile, { comesBack: true });
    await runsAgain();
  });
  await step(
    'VS Code: a server that crashes again and again is reported and left alone',
    async () => {
      for (let time = 0; time < 3; time += 1) {
        await crash(server.serverFile, { comesBack: true });
        await runsAgain();
      }
      await crash(server.serverFile, { comesBack: false });
      await window.toast.filter({ hasText: 'DynamoLens server crashed 5 times' }).waitFor();
      await untilEqual(statusOf(window), 'DynamoLens stopped');
    },
  );
  await step('VS Code: a click on the status bar starts it again', async () => {
    await window.status.click();
    await runsAgain();
  });
  await step('VS Code: "Show output" opens the output of the server', async () => {
    await window.runCommand('DynamoLens: Show output');
    await window.page.locator('.part.panel .output-view').waitFor();
  });
}

/** Runs all steps that look at a window. `images(name)` gives the path of a picture. */
export async function checkVsCodeWindow(report, { browser, server, folder, images }) {
  const window = await openWindow(browser, server, folder, 'movies.py');
  let failures = 0;
  const step = async (name, body) => {
    if (await report.step(name, body)) return;
    failures += 1;
    await window.page.screenshot({ path: images(`failure-${failures}.png`) });
  };
  const context = { step, images };
  try {
    await window.page.keyboard.press('Control+B');
    for (const steps of [readingSteps, problemSteps, lensClickSteps, editSteps, otherFileSteps]) {
      await steps(context, window);
    }
    await crashSteps(context, window, server);
  } finally {
    await window.close();
  }
}

/** The same extension in a folder that the user does not trust. */
export async function checkRestrictedWindow(report, { browser, server, folder }) {
  server.writeSettings({
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
  });
  const window = await openWindow(browser, server, folder, 'movies.py');
  try {
    await report.step('VS Code: works in a workspace that is not trusted', async () => {
      await window.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
      await untilEqual(window.lensTexts, movieLenses);
    });
  } finally {
    await window.close();
    server.writeSettings();
  }
}
