// Runs a test module inside the extension host of a VS Code window, where it has the real `vscode` interface.
// This is what VS Code's own test runner does; here the window is a page of the browser, told so by its address.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { remoteUri, windowUrl } from './browser.mjs';
import { until } from './report.mjs';

/** How long the whole module may take, in milliseconds. */
const limit = 120_000;

/**
 * Runs the module and records its steps. The module writes its steps as JSON to the file that the environment variable
 * DYNAMOLENS_HOST_RESULT names.
 */
export async function checkInExtensionHost(report, { browser, server, folder, suite, resultFile }) {
  rmSync(resultFile, { force: true });
  const page = await browser.newPage();
  try {
    let exitCode;
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', (code) => (exitCode = code));
    const payload = [
      ['extensionDevelopmentPath', remoteUri(server, server.extension)],
      ['extensionTestsPath', remoteUri(server, suite)],
    ];
    await page.goto(windowUrl(server, folder, payload), { waitUntil: 'domcontentloaded' });
    await until(
      () => exitCode !== undefined,
      () => 'the test module did not end',
      limit,
    );
    if (!existsSync(resultFile))
      throw new Error(`the test module ended with ${exitCode} and without a result`);
    for (const { name, failure } of JSON.parse(readFileSync(resultFile, 'utf8')))
      report.record(name, failure);
  } finally {
    await page.close();
  }
}
