import { defineConfig } from "vitest/config";

/** What people do on the page, in a real browser, against an application that runs, or pictures of it: see README.md. */
export default defineConfig(({ mode }) => ({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: [mode === "pictures" ? "browser/pictures.ts" : "browser/*.browser.ts"],
    globalSetup: "browser/somebody.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Everything shares two processors: once more before it counts. What fails twice is a fault.
    retry: 1,
    // One browser, one page at a time: it shares its processors with the application.
    fileParallelism: false,
  },
}));
