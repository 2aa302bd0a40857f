package dev.slipway.explain;

/**
 * What a failure ID means.
 *
 * @param title one sentence
 * @param cause what leads to it, in Markdown
 * @param remedy what to do, in Markdown, commands in backquotes
 */
public record Explanation(String id, String title, String cause, String remedy) {
    private static final String CAUSE = "\n## Cause\n";
    private static final String REMEDY = "\n## Remedy\n";

    public Explanation {
        if (title.isBlank() || cause.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException(id + " is explained without a title, cause or remedy");
        }
    }

    /** Reads {@code # ID: title}, {@code ## Cause}, {@code ## Remedy}. */
    static Explanation parse(String id, String markdown) {
        int cause = markdown.indexOf(CAUSE);
        int remedy = markdown.indexOf(REMEDY);
        String start = "# " + id + ": ";
        if (!markdown.startsWith(start) || cause < 0 || remedy < cause) {
            throw new IllegalArgumentException(
                    id + ".md must have the form: " + start + "TITLE, then ## Cause, then ## Remedy");
        }
        return new Explanation(
                id,
                markdown.substring(start.length(), cause).strip(),
                markdown.substring(cause + CAUSE.length(), remedy).strip(),
                markdown.substring(remedy + REMEDY.length()).strip());
    }

    /** As it is shown and stored. */
    public String markdown() {
        return "# " + id + ": " + title + "\n" + CAUSE + cause + "\n" + REMEDY + remedy + "\n";
    }
}
