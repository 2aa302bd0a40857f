import { expect, test } from "vitest";
import { isSecure, ownOrigin } from "./origin";

const from = (headers: Record<string, string>) => ownOrigin(new Headers(headers));

test("the origin is the host that was asked, with the scheme of the proxy in front", () => {
  expect(from({ host: "127.0.0.1:8080" })).toBe("http://127.0.0.1:8080");
  expect(from({ host: "todo.example", "x-forwarded-proto": "https" })).toBe("https://todo.example");
  expect(from({ host: "todo.example:443", "x-forwarded-proto": "https" })).toBe("https://todo.example");
});

test("a forwarded host is no host: anybody can send one", () => {
  expect(from({ host: "todo.example", "x-forwarded-host": "evil.example" })).toBe("http://todo.example");
});

test("no host or a strange one is nobody's origin", () => {
  expect(from({})).toBeNull();
  expect(from({ host: "a/b" })).toBeNull();
  expect(from({ host: "user@evil.example" })).toBeNull();
});

test("the first of several proxies is the one at the browser", () => {
  expect(isSecure(new Headers({ "x-forwarded-proto": "https, http" }))).toBe(true);
  expect(isSecure(new Headers({ "x-forwarded-proto": "http, https" }))).toBe(false);
  expect(isSecure(new Headers())).toBe(false);
});
