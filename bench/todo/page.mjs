#!/usr/bin/env node
// Measures the Todo Chatbot's page as a browser gets it. See bench/README.md.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";

const LIGHTHOUSE = "lighthouse@12.8.2";
const RUNS = 3;
const TASKS = 20;

const address = (process.argv[2] ?? "http://127.0.0.1:8080").replace(/\/+$/, "");

/** Somebody with an ordinary list. */
async function signUp() {
  const post = (path, body, headers = {}) =>
    fetch(address + path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: address, ...headers },
      body: JSON.stringify(body),
    });
  const account = { name: "Lia", email: `lia-${randomUUID()}@example.com`, password: randomUUID() };
  const answer = await post("/api/auth/sign-up/email", account);
  if (!answer.ok) {
    throw new Error(`${address} lets nobody sign up: ${answer.status} ${await answer.text()}`);
  }
  const { user } = await answer.json();
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const { token } = await (await fetch(`${address}/api/auth/token`, { headers: { cookie } })).json();
  for (let i = 1; i <= TASKS; i++) {
    const task = { title: `Task ${i} of an ordinary list`, priority: i % 4 ? "medium" : "high", tags: ["home"] };
    const made = await post(`/api/${user.id}/tasks`, task, { authorization: `Bearer ${token}` });
    if (made.status !== 201) {
      throw new Error(`A task cannot be made: ${made.status} ${await made.text()}`);
    }
  }
  return cookie;
}

function lighthouse(path, cookie, preset) {
  const words = ["--yes", LIGHTHOUSE, address + path, "--quiet", "--output=json", "--only-categories=performance"];
  words.push(`--chrome-flags=--headless=new ${process.getuid?.() === 0 ? "--no-sandbox" : ""}`);
  if (preset === "desktop") {
    words.push("--preset=desktop");
  }
  if (cookie) {
    words.push(`--extra-headers=${JSON.stringify({ Cookie: cookie })}`);
  }
  const env = { CHROME_PATH: "/usr/bin/chromium", ...process.env };
  for (let attempt = 1; ; attempt++) {
    try {
      return JSON.parse(execFileSync("npx", words, { env, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] }));
    } catch (error) {
      // Now and then a trace has no beginning (NO_NAVSTART): such a run measured nothing.
      if (attempt === 3) {
        throw new Error(`Lighthouse failed three times: ${error.stderr}`);
      }
    }
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const cookie = await signUp();
console.log("| page | Lighthouse performance | LCP | blocked | CLS | JavaScript, compressed |\n| --- | --- | --- | --- | --- | --- |");
for (const preset of process.argv[3] ? [process.argv[3]] : ["mobile", "desktop"]) {
  for (const [path, as] of [["/sign-in", ""], ["/", cookie]]) {
    const reports = Array.from({ length: RUNS }, () => lighthouse(path, as, preset));
    const value = (name) => median(reports.map((report) => report.audits[name].numericValue));
    const scores = reports.map((report) => Math.round(report.categories.performance.score * 100));
    const [last] = reports.slice(-1);
    if (new URL(last.finalDisplayedUrl).pathname !== path) {
      throw new Error(`${path} led to ${last.finalDisplayedUrl}`);
    }
    const scripts = last.audits["network-requests"].details.items.filter((item) => item.resourceType === "Script");
    const bytes = scripts.reduce((sum, script) => sum + script.transferSize, 0);
    console.log(
      `| ${as ? "signed in" : "sign-in"}, ${preset} | ${median(scores)} (${scores.join(", ")}) ` +
        `| ${(value("largest-contentful-paint") / 1000).toFixed(1)} s | ${value("total-blocking-time").toFixed(0)} ms ` +
        `| ${value("cumulative-layout-shift").toFixed(3)} | ${(bytes / 1000).toFixed(0)} kB in ${scripts.length} files |`,
    );
  }
}
