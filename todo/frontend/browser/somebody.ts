import { randomUUID } from "node:crypto";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type BrowserServer, type Page } from "playwright-core";
import type { TestProject } from "vitest/node";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    browser: string;
  }
}

/** Where the application is: TODO_URL, else where `./slipway up` puts it first. */
export const address = (process.env.TODO_URL || "http://127.0.0.1:8080").replace(/\/+$/, "");

/** Starts the one browser of all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ready = await fetch(`${address}/readyz`).catch((error: unknown) => String(error));
  if (!(ready instanceof Response) || !ready.ok) {
    const why = ready instanceof Response ? `status ${ready.status}` : ready;
    throw new Error(`${address} is not ready (${why}): run ./slipway up, and set TODO_URL to what it prints`);
  }
  const server: BrowserServer = await chromium.launchServer({
    executablePath: process.env.CHROME || "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  project.provide("browser", server.wsEndpoint());
  return () => server.close();
}

let browser: Promise<Browser> | undefined;

/** Somebody with a browser of their own, as new as it came. */
export async function browsing(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  browser ??= chromium.connect(inject("browser"));
  const context = await (await browser).newContext({ baseURL: address, locale: "en-GB", ...options });
  context.setDefaultTimeout(15_000);
  return context;
}

export interface Somebody {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly email: string;
  readonly password: string;
  /** Of the API and of MCP, for some minutes. */
  readonly token: string;
  /** A request of this person's to the API, past the page. */
  api<T>(method: string, path: string, body?: object): Promise<T>;
}

/** Somebody who has just created an account and sees an empty list. */
export async function somebody(options: BrowserContextOptions = {}): Promise<Somebody> {
  const context = await browsing(options);
  const email = `page-${randomUUID()}@example.com`;
  const password = randomUUID();
  const headers = { origin: address };
  const signedUp = await context.request.post("/api/auth/sign-up/email", {
    headers,
    data: { name: "Pia", email, password },
  });
  const { user } = (await signedUp.json()) as { user: { id: string } };
  const { token } = (await (await context.request.get("/api/auth/token")).json()) as { token: string };
  const page = await context.newPage();
  await page.goto("/");
  await page.getByText("Nothing to do yet").or(page.getByText("ابھی کوئی کام نہیں")).waitFor();
  return {
    context,
    page,
    email,
    password,
    token,
    async api<T>(method: string, path: string, data?: object) {
      const answer = await context.request.fetch(`/api/${user.id}${path}`, {
        method,
        data,
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok()) {
        throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
      }
      return (answer.status() === 204 ? undefined : await answer.json()) as T;
    },
  };
}

/** The titles in the list, from top to bottom. */
export async function titles(page: Page): Promise<string[]> {
  return page.locator("[data-task]").allInnerTexts();
}

/** Says something to the chat and gives what comes back. */
export async function say(page: Page, message: string): Promise<string> {
  const answers = page.getByRole("log").locator("[data-said]");
  const before = await answers.count();
  await page.getByLabel("Message", { exact: true }).or(page.locator("#chat-message")).first().fill(message);
  await page.locator("#chat-message").press("Enter");
  await answers.nth(before + 1).waitFor();
  // The answer has come when one can say the next thing.
  await page.locator("form:has(#chat-message) button[type=submit]").waitFor();
  return answers.nth(before + 1).innerText();
}
