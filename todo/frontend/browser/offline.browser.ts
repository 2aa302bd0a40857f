import { expect, test } from "vitest";
import { address, browsing, somebody } from "./somebody";

test("without a connection the page opens with the list as last seen, and says so; signing out leaves nothing of it", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Water the plants" });
  await page.getByText("Water the plants").waitFor();
  // The worker keeps the page and its files.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await (await caches.open("todo-1")).match("/"))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await page.reload();
  await page.getByText("Water the plants").waitFor();
  await page.waitForLoadState("networkidle").catch(() => undefined);

  await context.setOffline(true);
  await page.reload();
  await page.getByText("Water the plants").waitFor();
  await page.getByText("You are offline.").waitFor();
  await context.setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  // What the sign-in page itself needs is kept again.
  const left = () => page.evaluate(async () => [localStorage.getItem("last-seen"), (await caches.match("/")) === undefined]);
  expect(await left()).toEqual([null, true]);
  await context.close();
});

test("the page can be installed: nothing that a browser asks for is missing", async () => {
  const { context, page } = await somebody();
  const chromium = await context.newCDPSession(page);
  const { data } = await chromium.send("Page.getAppManifest");
  expect(JSON.parse(data ?? "{}")).toMatchObject({ name: "Todo Chatbot", display: "standalone", start_url: "/" });
  const { installabilityErrors } = await chromium.send("Page.getInstallabilityErrors");
  // The browser of the tests keeps nothing: that alone it says of every page.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  await context.close();
});

test("nothing comes from elsewhere, and the page's policy lets nothing else run", async () => {
  const context = await browsing();
  const asked: string[] = [];
  const refused: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  context.on("console", (message) => void (message.type() === "error" && refused.push(message.text())));
  const page = await context.newPage();
  const policy = (await page.goto("/sign-up"))?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/default-src 'self'.*script-src 'self' 'nonce-[^']+' 'strict-dynamic';.*object-src 'none'/);
  expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:|\*/);
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => !url.startsWith(`${address}/`) && !url.startsWith("data:"))).toEqual([]);
  expect(refused).toEqual([]);
  const stopped = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => resolve(violatedDirective));
        document.body.insertAdjacentHTML("beforeend", '<img alt="" src="/healthz" onerror="window.stolen = true">');
        setTimeout(() => resolve("nothing was stopped"), 5_000);
      }),
  );
  expect(stopped).toMatch(/^script-src/);
  expect(await page.evaluate(() => "stolen" in window)).toBe(false);
  await context.close();
});
