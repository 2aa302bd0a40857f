import { type Draft, PRIORITIES, type Priority } from "./task";

/**
 * A task from one typed line: {@code #tag} and {@code !high}, {@code !medium} or {@code !low} as words of their own, the
 * rest is the title. A line of nothing but marks is a title, too: nothing typed is lost.
 */
export function parseQuickAdd(line: string): Draft {
  const words = line.trim().split(/\s+/u);
  const tags: string[] = [];
  let priority: Priority | undefined;
  const title: string[] = [];
  for (const word of words) {
    const tag = /^#([\p{L}\p{M}\p{N}_-]{1,50})$/u.exec(word)?.[1];
    const marked = PRIORITIES.find((p) => `!${p}` === word.toLowerCase());
    if (tag !== undefined) {
      tags.push(tag.toLowerCase());
    } else if (marked) {
      priority = marked;
    } else {
      title.push(word);
    }
  }
  if (title.length === 0) {
    return { title: line.trim() };
  }
  return {
    title: title.join(" "),
    ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}),
    ...(priority ? { priority } : {}),
  };
}
