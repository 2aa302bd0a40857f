package dev.slipway.todo;

import dev.slipway.todo.database.DatabaseUrl;
import dev.slipway.todo.database.DevDatabase;
import dev.slipway.todo.database.Migrations;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** Brings the database up to date, then serves. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            System.err.println("Unknown arguments: " + String.join(" ", args) + ". Its environment alone sets it");
            System.exit(2);
        }
        Map<String, String> env = System.getenv();
        if (Boolean.getBoolean("todo.dev") && !env.containsKey("DATABASE_URL")) {
            env = DevDatabase.started(env);
        }
        try {
            DatabaseUrl.from(env).properties().forEach(System::setProperty);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        int code = Migrations.run(env, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
        Quarkus.run(args);
    }
}
