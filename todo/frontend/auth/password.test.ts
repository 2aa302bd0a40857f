import { expect, test } from "vitest";
import { isGuessable } from "./password";

const pia = { email: "pia.khan@example.com", name: "Pia Khan" };

test("what everybody tries first is refused", () => {
  for (const password of ["12345678", "1234567890", "password", "Password123", "qwertyuiop", "aaaaaaaa", "abababab", "87654321"]) {
    expect(isGuessable(password, pia), password).toBe(true);
  }
});

test("so is the person's own name or address", () => {
  expect(isGuessable("piakhan2026", pia)).toBe(true);
  expect(isGuessable("pia.khan@example.com", pia)).toBe(true);
});

test("other words are taken", () => {
  for (const password of ["mango tree 47", "correct horse battery", "9b2f-77aa-01", "یہ میرا راز ہے"]) {
    expect(isGuessable(password, pia), password).toBe(false);
  }
});
