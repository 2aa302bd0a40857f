package dev.slipway.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A build script of Gradle as nested statements, in Groovy or Kotlin. It shows what the script declares, but not what
 * it computes. Comments are left out.
 */
final class GradleScript {
    private final String text;
    private int at;
    private int line = 1;

    private GradleScript(String text) {
        this.text = text;
    }

    /** @param string whether it was in quotes */
    record Token(String text, boolean string) {}

    /**
     * The words up to the end of a line, and the block in braces behind them.
     *
     * @param line from 1
     */
    record Statement(List<Token> tokens, List<Statement> body, int line) {
        Statement {
            tokens = List.copyOf(tokens);
            body = List.copyOf(body);
        }

        String first() {
            return tokens.isEmpty() || tokens.getFirst().string()
                    ? ""
                    : tokens.getFirst().text();
        }

        boolean says(String word) {
            return tokens.stream().anyMatch(t -> !t.string() && t.text().equals(word));
        }

        /** The texts in quotes. */
        List<String> strings() {
            return tokens.stream().filter(Token::string).map(Token::text).toList();
        }

        /** The text behind a word; empty if the word is missing. */
        String behind(String word) {
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if (!tokens.get(i).string() && tokens.get(i).text().equals(word)) {
                    for (Token token : tokens.subList(i + 1, tokens.size())) {
                        if (token.string() || token.text().matches("[\\w.]+")) {
                            return token.text();
                        }
                    }
                }
            }
            return "";
        }

        /** Its words except the first, without punctuation. */
        String value() {
            return tokens.stream()
                    .skip(1)
                    .filter(t -> t.string() || t.text().matches("[\\w.-]+"))
                    .map(Token::text)
                    .collect(Collectors.joining(" "));
        }
    }

    static List<Statement> of(String text) {
        return new GradleScript(text).block();
    }

    private List<Statement> block() {
        List<Statement> statements = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        List<Statement> body = new ArrayList<>();
        int began = line;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}') {
                at++;
                break;
            }
            if (tokens.isEmpty()) {
                began = line;
            }
            if (c == '{') {
                at++;
                body.addAll(block());
            } else if ((c == '\n' && depth <= 0 && !goesOn(tokens)) || c == ';') {
                skip();
                if (!tokens.isEmpty() || !body.isEmpty()) {
                    statements.add(new Statement(tokens, body, began));
                    tokens.clear();
                    body.clear();
                }
            } else if (Character.isWhitespace(c)) {
                skip();
            } else if (text.startsWith("//", at)) {
                at = end("\n");
            } else if (text.startsWith("/*", at)) {
                to(end("*/") + 2);
            } else if (c == '"' || c == '\'') {
                tokens.add(new Token(string(c), true));
            } else if (c == '`') {
                at++;
                int end = end("`");
                tokens.add(new Token(text.substring(at, end), false));
                at = Math.min(text.length(), end + 1);
            } else if (Character.isJavaIdentifierPart(c)) {
                tokens.add(new Token(word(), false));
            } else {
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                tokens.add(new Token(String.valueOf(c), false));
                at++;
            }
        }
        if (!tokens.isEmpty() || !body.isEmpty()) {
            statements.add(new Statement(tokens, body, began));
        }
        return statements;
    }

    /** Whether the next line belongs to this statement: it begins with a dot, or this line ends with a comma. */
    private boolean goesOn(List<Token> tokens) {
        if (!tokens.isEmpty()
                && !tokens.getLast().string()
                && tokens.getLast().text().equals(",")) {
            return true;
        }
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return text.startsWith(".", next);
    }

    private void skip() {
        to(at + 1);
    }

    private void to(int target) {
        for (; at < Math.min(target, text.length()); at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private int end(String mark) {
        int end = text.indexOf(mark, at);
        return end < 0 ? text.length() : end;
    }

    private String string(char quote) {
        String three = String.valueOf(quote).repeat(3);
        if (text.startsWith(three, at)) {
            at += 3;
            int end = end(three);
            String value = text.substring(at, end);
            to(end + 3);
            return value;
        }
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    /** Reads a word. Names with dots between them are one word. */
    private String word() {
        int from = at;
        while (at < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(at)) && text.charAt(at) != '`'
                        || text.charAt(at) == '.'
                                && at + 1 < text.length()
                                && Character.isJavaIdentifierPart(text.charAt(at + 1)))) {
            at++;
        }
        return text.substring(from, at);
    }
}
