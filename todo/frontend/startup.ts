import { missingSettings } from "./settings";

/** Ends the server at once, and with the reason, when it could never serve anybody. */
export function exitUnlessConfigured(): void {
  const missing = missingSettings();
  if (missing.length > 0) {
    console.error(missing.join("\n"));
    process.exit(1);
  }
}
