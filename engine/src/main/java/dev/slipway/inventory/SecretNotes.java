package dev.slipway.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Notes on files of the source that hold secrets. They name the file and the line, never the value. */
public final class SecretNotes {
    private static final Pattern LIKELY = Pattern.compile(
            "\\s*(?:export )?(\\w*(?:SECRET|PASSWORD|PASS|TOKEN|API_?KEY|PRIVATE_KEY|DATABASE_URL)\\w*)\\s*=\\s*[\"']?(\\S{8,}).*");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i).*(your|change|example|xxx|placeholder|<.*>|localhost|user:pass|todo).*");

    private SecretNotes() {}

    public static List<String> of(Tree tree) {
        List<String> notes = new ArrayList<>();
        for (String file : tree.secrets()) {
            if (!Tree.name(file).startsWith(".env")) {
                notes.add(file + ": a private key lies in the source; it goes into no image");
                continue;
            }
            boolean example = file.matches(".*\\.(example|sample|template|dist)");
            List<String> lines = tree.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                var matcher = LIKELY.matcher(lines.get(i));
                if (matcher.matches() && !PLACEHOLDER.matcher(matcher.group(2)).matches()) {
                    notes.add(file + ":" + (i + 1) + ": " + matcher.group(1) + " looks like a real secret"
                            + (example ? " in an example" : "")
                            + "; it goes into no image: revoke it if it was ever pushed");
                }
            }
        }
        return notes;
    }
}
