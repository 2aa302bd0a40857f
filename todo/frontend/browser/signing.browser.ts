import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { browsing, somebody } from "./somebody";

test("somebody creates an account, leaves, and comes back; a wrong password opens nothing, and an email has one account", async () => {
  const context = await browsing();
  const page = await context.newPage();
  const email = `page-${randomUUID()}@example.com`;
  await page.goto("/");
  await page.getByRole("link", { name: "Create account" }).click();
  await page.getByLabel("Name").fill("Pia");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Nothing to do yet").waitFor();

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByText(email).waitFor();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await page.goto("/");
  expect(new URL(page.url()).pathname).toBe("/sign-in");

  await page.getByRole("link", { name: "Create account" }).click();
  await page.getByLabel("Name").fill("Another Pia");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("another horse");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("If you have an account with this email, sign in").waitFor();

  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("wrong horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Email and password do not match.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Nothing to do yet").waitFor();
  await context.close();
});

test("two people see two lists", async () => {
  const ann = await somebody();
  const bob = await somebody();
  await ann.api("POST", "/tasks", { title: "Feed Ann's cat" });
  await bob.api("POST", "/tasks", { title: "Wash Bob's car" });
  await ann.page.getByText("Feed Ann's cat").waitFor();
  await bob.page.getByText("Wash Bob's car").waitFor();
  expect(await ann.page.getByText("Bob's car").count()).toBe(0);
  expect(await bob.page.getByText("Ann's cat").count()).toBe(0);
  await ann.context.close();
  await bob.context.close();
});
