/** Something that can be done from the palette. */
export interface Command {
  readonly id: string;
  readonly words: string;
  readonly run: () => void;
}

const MOST = 12;

/** The commands whose words hold all that was typed, those that begin with it first. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const begins = ({ words }: Command) => words.toLocaleLowerCase().startsWith(typed.trim().toLocaleLowerCase());
  return commands
    .filter(({ words }) => wanted.every((part) => words.toLocaleLowerCase().includes(part)))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
    .slice(0, MOST);
}
