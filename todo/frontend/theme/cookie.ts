/** Remembers a choice about looks or language for a year. It holds no secret, so scripts may write it. */
export function rememberChoice(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
