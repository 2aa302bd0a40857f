/** A piece of an answer; a title keeps its own direction whatever stands around it. */
export interface Piece {
  readonly text: string;
  readonly title: boolean;
}

/** Titles as the answers have them: in quotation marks, or in a line of a list behind their number. */
const TITLE = /“([^”]+)”|^((?:[•✓-] )?\d+: )(.+?)(?=, due |, high priority|، |$)/gmu;
const URDU = /\p{Script=Arabic}/u;

export function pieces(content: string): Piece[] {
  const all: Piece[] = [];
  let from = 0;
  const plain = (text: string) => {
    if (text !== "") {
      all.push({ text, title: false });
    }
  };
  for (const found of content.matchAll(TITLE)) {
    const [whole, quoted, lead, listed] = found;
    plain(content.slice(from, found.index) + (quoted === undefined ? lead : "“"));
    all.push({ text: quoted ?? listed ?? "", title: true });
    from = found.index + whole.length;
    if (quoted !== undefined) {
      plain("”");
    }
  }
  plain(content.slice(from));
  return all;
}

/** The direction of an answer: that of its own words, not of the titles in it. */
export function directionOf(content: string): "rtl" | "ltr" | "auto" {
  const own = pieces(content)
    .filter((piece) => !piece.title)
    .map((piece) => piece.text)
    .join("");
  return URDU.test(own) ? "rtl" : /\p{L}/u.test(own) ? "ltr" : "auto";
}
