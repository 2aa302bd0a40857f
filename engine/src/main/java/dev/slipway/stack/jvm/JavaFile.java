package dev.slipway.stack.jvm;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import dev.slipway.stack.jvm.JavaSettings.Setting;
import dev.slipway.store.Sqlite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database in a Java service's own process, H2 or SQLite. A container cannot write beside the code, so the data file
 * lies in {@link Sqlite#FOLDER}, for which the chart has a permanent volume.
 *
 * @param env the variable that leads the framework there; empty if the data is in memory
 * @param note for a person
 */
record JavaFile(Optional<EnvVar> env, String note) {
    private static final Pattern FILE = Pattern.compile(
            "jdbc:(h2|sqlite):(?:file:)?(?!mem:|:memory:|tcp:|ssl:|zip:)[^;?$]*?([\\w.-]+)([;?][^$]*)?");
    private static final Pattern MEMORY = Pattern.compile("jdbc:(h2:mem|sqlite::memory):?.*");

    /** @param key of the setting with the URL */
    static Optional<JavaFile> of(JavaSettings settings, String key) {
        return settings.all().stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .flatMap(JavaFile::of);
    }

    private static Optional<JavaFile> of(Setting setting) {
        Matcher file = FILE.matcher(setting.value());
        if (file.matches()) {
            String options = file.group(3) == null ? "" : file.group(3);
            String url = "jdbc:" + file.group(1) + (file.group(1).equals("h2") ? ":file:" : ":") + Sqlite.FOLDER + "/"
                    + file.group(2) + options;
            String name = setting.key().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            return Optional.of(new JavaFile(
                    Optional.of(EnvVar.literal(name, url, false, setting.place())),
                    setting.place() + ": the data is kept in a file: it lies in a volume, and the service has one pod"
                            + " (with a driver for Postgres it could have several)"));
        }
        return MEMORY.matcher(setting.value()).matches()
                ? Optional.of(new JavaFile(
                        Optional.empty(),
                        setting.place() + ": the data is kept in memory: each pod has its own, and it is gone with the"
                                + " pod (a URL of a file keeps it: jdbc:h2:file:./data/todo)"))
                : Optional.empty();
    }

    /** The data folder of a service with such a variable. */
    static List<String> kept(Service service) {
        return service.env().stream().anyMatch(v -> v.text().matches("jdbc:\\w+:(file:)?" + Sqlite.FOLDER + "/.*"))
                ? List.of(Sqlite.FOLDER)
                : List.of();
    }
}
