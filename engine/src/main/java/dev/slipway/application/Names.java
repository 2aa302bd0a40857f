package dev.slipway.application;

import java.util.Locale;

/** Names of services and applications: DNS labels. */
public final class Names {
    private Names() {}

    public static String label(String text, String otherwise) {
        String label = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+", "")
                .replaceAll("-+$", "");
        return label.isEmpty()
                ? otherwise
                : label.length() <= 40 ? label : label.substring(0, 40).replaceAll("-+$", "");
    }

    public static String of(Role role) {
        return switch (role) {
            case BACKEND -> "backend";
            case FRONTEND -> "frontend";
            case DATABASE -> "database";
            case CACHE -> "cache";
            case BROKER -> "broker";
            case WORKER -> "worker";
        };
    }

    /** A service's name, made from its folder. */
    public static String service(String dir, Role role) {
        return dir.isEmpty() ? of(role) : label(dir.substring(dir.lastIndexOf('/') + 1), of(role));
    }
}
