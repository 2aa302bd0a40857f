package dev.slipway.cli.mcp;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client gives a tool. */
final class Arguments {
    private final Calls calls;
    private final Map<String, Object> given;

    Arguments(Calls calls, @Nullable Map<String, Object> given) {
        this.calls = calls;
        this.given = given == null ? Map.of() : given;
    }

    /** Empty where it is not given. */
    String text(String name) {
        Object value = given.get(name);
        return value == null ? "" : String.valueOf(value).strip();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    Path folder() {
        return calls.folder(text("folder"));
    }
}
