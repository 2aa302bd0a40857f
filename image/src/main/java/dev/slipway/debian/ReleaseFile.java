package dev.slipway.debian;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A suite's index of indexes (https://wiki.debian.org/DebianRepository/Format) after its signature was checked.
 *
 * @param sha256 digest and size of each file by its path
 * @param date when the archive wrote it
 * @param validUntil when it expires; empty if it does not say
 */
record ReleaseFile(Map<String, Indexed> sha256, Instant date, Optional<Instant> validUntil, Optional<String> note) {
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.US);

    record Indexed(String sha256, long size) {}

    static ReleaseFile parse(String text, Source source, String url, Instant now) {
        Map<String, String> fields = Paragraphs.of(text).getFirst();
        if (!source.suite().equals(fields.get("suite")) && !source.suite().equals(fields.get("codename"))) {
            throw new DebianException(url + " is the index of suite " + fields.get("codename")
                    + ": the mirror may be wrong; name another mirror (docs/images.md)");
        }
        Instant date = date(fields.getOrDefault("date", ""), url);
        if (date.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new DebianException(
                    url + " is dated " + date + ", which is in the future (now " + now + "); set this machine's clock");
        }
        Map<String, Indexed> files = new HashMap<>();
        fields.getOrDefault("sha256", "").lines().filter(l -> !l.isBlank()).forEach(line -> {
            String[] words = line.strip().split("\\s+");
            files.put(words[2], new Indexed(words[0], Long.parseLong(words[1])));
        });
        Optional<Instant> until = Optional.ofNullable(fields.get("valid-until")).map(at -> date(at, url));
        return new ReleaseFile(
                Map.copyOf(files), date, until, until.flatMap(end -> stale(end, source, date, url, now)));
    }

    /** Somebody may hold back an expired index to keep security updates from us. */
    private static Optional<String> stale(Instant until, Source source, Instant date, String url, Instant now) {
        if (now.isBefore(until)) {
            return Optional.empty();
        }
        if (now.isBefore(date.plus(source.minimumValidity()))) {
            return Optional.of("the index of " + source.suite() + " is of " + date + " and was valid until " + until
                    + ": the mirror lags behind, packages may lack newer updates (accepted for "
                    + source.minimumValidity().toDays() + " days after its date)");
        }
        throw new DebianException(
                url + " was valid until " + until + " (now " + now + "): the mirror lags behind, or"
                        + " this machine's clock is wrong; set the clock, name another mirror (docs/images.md), or raise Valid-Until-Min for it");
    }

    private static Instant date(String text, String url) {
        try {
            return ZonedDateTime.parse(text, DATE).toInstant();
        } catch (DateTimeParseException e) {
            throw new DebianException(
                    url + " has no date that can be read: '" + text + "'; name another mirror (docs/images.md)", e);
        }
    }
}
