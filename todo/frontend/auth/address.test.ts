import { expect, test } from "vitest";
import { clientAddress } from "./address";

const of = (forwarded: string, proxies = 1) => clientAddress(new Headers({ "x-forwarded-for": forwarded }), proxies);

test("what a client writes into the header counts for nothing", () => {
  expect(of("203.0.113.9")).toBe("203.0.113.9");
  expect(of("1.1.1.1, 203.0.113.9")).toBe("203.0.113.9");
  expect(of("2.2.2.2, 203.0.113.9")).toBe("203.0.113.9");
});

test("behind two proxies it is the one that the first of them saw", () => {
  expect(of("1.1.1.1, 203.0.113.9, 10.0.0.7", 2)).toBe("203.0.113.9");
  expect(of("203.0.113.9, 10.0.0.7", 2)).toBe("203.0.113.9");
  expect(of("10.0.0.7", 2)).toBe("10.0.0.7");
});

test("what is no address is none", () => {
  expect(of("somebody")).toBeNull();
  expect(of("a".repeat(20_000))).toBeNull();
  expect(clientAddress(new Headers(), 1)).toBeNull();
});
