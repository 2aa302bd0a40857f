package dev.slipway.todo;

import dev.slipway.todo.database.DatabaseUrl;
import dev.slipway.todo.database.DevDatabase;
import dev.slipway.todo.database.Migrations;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** {@code migrate} brings the database up to date and exits; without arguments the backend serves. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("migrate")) {
            System.exit(Migrations.run(System.getenv(), System.out, System.err));
        }
        if (args.length > 0) {
            System.err.println(
                    "Unknown arguments: " + String.join(" ", args) + ". Use no argument to serve, or: migrate");
            System.exit(2);
        }
        Map<String, String> env = System.getenv();
        boolean dev = Boolean.getBoolean("todo.dev");
        if (dev && !env.containsKey("DATABASE_URL")) {
            env = DevDatabase.started(env);
        }
        try {
            DatabaseUrl.from(env).properties().forEach(System::setProperty);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        if (dev || Boolean.parseBoolean(env.get("TODO_MIGRATE_AT_START"))) {
            int code = Migrations.run(env, System.out, System.err);
            if (code != 0) {
                System.exit(code);
            }
        }
        Quarkus.run(args);
    }
}
