package dev.slipway.stack;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Value;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collects the places where variables are read. There is one variable for each name; it is required if any place
 * requires it.
 */
public final class EnvReads {
    /** Variables that the platform or the image sets. */
    private static final Set<String> GIVEN = Set.of(
            "CI",
            "HOME",
            "HOSTNAME",
            "HOST",
            "NODE_ENV",
            "PATH",
            "PORT",
            "PWD",
            "PYTHONPATH",
            "TMPDIR",
            "USER",
            "ANALYZE",
            "NEXT_RUNTIME",
            "NEXT_PHASE",
            "TURBOPACK",
            "DEV",
            "PROD",
            "MODE",
            "PYTEST_CURRENT_TEST");

    private static final Pattern PLATFORM =
            Pattern.compile("VERCEL(_.*)?|NEXT_PUBLIC_VERCEL_.*|KUBERNETES_.*|npm_.*|RENDER(_.*)?|RAILWAY_.*");

    private final TreeMap<String, EnvVar> found = new TreeMap<>();

    public void add(String name, String value, boolean required, String evidence) {
        add(EnvVar.literal(name, value, required, evidence));
    }

    public void add(EnvVar read) {
        if (GIVEN.contains(read.name()) || PLATFORM.matcher(read.name()).matches()) {
            return;
        }
        found.merge(read.name(), read, (a, b) -> {
            // A value that is known to lead somewhere is better than a default in the code.
            boolean second = a.literal()
                    && (!b.literal() || a.text().isEmpty() && !b.text().isEmpty());
            Value value = second ? b.value() : a.value();
            EnvVar place = !a.required() && b.required() ? b : a;
            return EnvVar.of(a.name(), value, a.required() || b.required(), place.evidence());
        });
    }

    public void addAll(Collection<EnvVar> reads) {
        reads.forEach(this::add);
    }

    boolean has(String name) {
        return found.containsKey(name);
    }

    public List<EnvVar> all() {
        return List.copyOf(found.values());
    }
}
