import { defineConfig } from 'vitest/config';

// One worker per core is DuckDB's appetite too, so two files at a time keep a small machine honest.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
