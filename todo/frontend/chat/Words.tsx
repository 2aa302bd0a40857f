import { Fragment } from "react";
import { pieces } from "./isolate";

/** Words of an answer, in which titles keep their own direction. */
export function Words({ text }: { text: string }) {
  return pieces(text).map((piece, i) =>
    piece.title ? <bdi key={i}>{piece.text}</bdi> : <Fragment key={i}>{piece.text}</Fragment>,
  );
}
