package dev.slipway.validate.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A part of an interface that keeps items. They are made and listed at one path, and each has a path of its own.
 *
 * @param item path of one item, with one parameter at its end
 * @param parameter name of that parameter
 */
record Collection(String path, String item, String parameter) {
    private static final Pattern ITEM = Pattern.compile("(/[^{}]*?)/\\{([^{}/]+)}/?");

    /** The collections that can be used without a credential, those with the most operations first. */
    static List<Collection> in(OpenApi api) {
        return api.paths().stream()
                .map(ITEM::matcher)
                .filter(Matcher::matches)
                .map(m -> of(api, m))
                .flatMap(Optional::stream)
                .sorted((a, b) -> Long.compare(b.operations(api), a.operations(api)))
                .toList();
    }

    private static Optional<Collection> of(OpenApi api, Matcher item) {
        for (String path : List.of(item.group(1), item.group(1) + "/")) {
            JsonNode create = api.operation(path, "post");
            JsonNode list = api.operation(path, "get");
            if (!create.isMissingNode() && !list.isMissingNode() && !api.secured(create) && !api.secured(list)) {
                return Optional.of(new Collection(path, item.group(), item.group(2)));
            }
        }
        return Optional.empty();
    }

    private long operations(OpenApi api) {
        return List.of("get", "put", "patch", "delete").stream()
                .filter(m -> !api.operation(item, m).isMissingNode())
                .count();
    }

    /** Name of its items for people: the path's last part. */
    String name() {
        String[] parts = path.split("/");
        return parts.length == 0 ? "items" : parts[parts.length - 1];
    }
}
