// Which tests `npm test` runs: everything that needs no system package. Editor tests have their own runner.
// Workers are few, because the parser warms up once in each of them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/editors/**', '**/fixture/**', '**/node_modules/**'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
