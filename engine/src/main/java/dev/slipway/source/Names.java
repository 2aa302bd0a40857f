package dev.slipway.source;

import java.util.Locale;

/** Names of services and applications: DNS labels. */
final class Names {
    private Names() {}

    static String label(String text, String otherwise) {
        String label = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+", "")
                .replaceAll("-+$", "");
        return label.isEmpty()
                ? otherwise
                : label.length() <= 40 ? label : label.substring(0, 40).replaceAll("-+$", "");
    }

    static String of(Role role) {
        return switch (role) {
            case BACKEND -> "backend";
            case FRONTEND -> "frontend";
            case DATABASE -> PostgresStack.ID;
            case CACHE -> RedisStack.ID;
            case WORKER -> "worker";
        };
    }

    /** A service's name by its folder. */
    static String service(String dir, Role role) {
        return dir.isEmpty() ? of(role) : label(Tree.name(dir), of(role));
    }
}
