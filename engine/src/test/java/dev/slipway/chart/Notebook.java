package dev.slipway.chart;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import java.util.List;
import java.util.Optional;

/** A small application with one of everything: a page, an API with migrations, a worker, a database. */
final class Notebook {
    private Notebook() {}

    static final Service BACKEND = new Service(
            "backend",
            Role.BACKEND,
            "quarkus",
            "Java 25, Quarkus 3.33",
            "backend",
            8080,
            List.of(
                    EnvVar.literal("LOG_LEVEL", "info", false, "application.properties:3"),
                    EnvVar.literal("OPENAI_API_KEY", "sk-from-the-source", false, "Chat.java:9"),
                    EnvVar.of("JWT_SECRET", new Value.Secret(), true, "Tokens.java:12"),
                    EnvVar.of(
                            "DATABASE_URL",
                            new Value.StoreUrl(
                                    "postgres",
                                    "postgresql+asyncpg://{user}:{password}@{host}:{port}/{database}?q=100%"),
                            true,
                            "application.properties:7"),
                    EnvVar.of("JWKS_URL", new Value.ServiceUrl("frontend", "/api/auth/jwks"), true, "Tokens.java:30"),
                    EnvVar.of("PUBLIC_URL", new Value.PublicUrl("/inbox"), false, "Mail.java:4"),
                    new EnvVar(
                            "SMTP_PASSWORD",
                            new Value.Literal("given-by-hand"),
                            false,
                            "--set services.backend.env.SMTP_PASSWORD",
                            EnvVar.Origin.PERSON)),
            List.of("postgres"),
            new Health("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"),
            List.of("/usr/lib/jvm/runtime/bin/java", "-jar", "/app/migrate.jar"),
            List.of("backend/pom.xml:12"));

    static final Service FRONTEND = new Service(
            "frontend",
            Role.FRONTEND,
            "nextjs",
            "Next.js 16",
            "frontend",
            3000,
            List.of(
                    EnvVar.of("BACKEND_URL", new Value.ServiceUrl("backend", ""), true, "route.ts:11"),
                    EnvVar.of("JWT_SECRET", new Value.Secret(), true, "auth.ts:2")),
            List.of("backend"),
            new Health("", "/healthz", "", ""),
            List.of(),
            List.of("frontend/package.json:5"));

    static final Service MAILER = new Service(
            "mailer",
            Role.WORKER,
            "python",
            "Python 3.13",
            "mailer",
            0,
            List.of(EnvVar.of(
                    "DB_PASSWORD", new Value.StorePart("postgres", Value.Part.PASSWORD, ""), true, "mail.py:3")),
            List.of("postgres"),
            Health.NONE,
            List.of(),
            List.of("mailer/pyproject.toml:1"),
            List.of(),
            true,
            List.of());

    static final Service POSTGRES = new Service(
            "postgres",
            Role.DATABASE,
            "postgres",
            "Postgres 17",
            "",
            5432,
            List.of(
                    EnvVar.of(
                            "POSTGRES_DB", new Value.StorePart("postgres", Value.Part.DATABASE, ""), true, "main.py:1"),
                    EnvVar.of(
                            "POSTGRES_PASSWORD",
                            new Value.StorePart("postgres", Value.Part.PASSWORD, ""),
                            true,
                            "main.py:1"),
                    EnvVar.of(
                            "POSTGRES_USER", new Value.StorePart("postgres", Value.Part.USER, ""), true, "main.py:1")),
            List.of(),
            Health.NONE,
            List.of(),
            List.of());

    static Application application() {
        return new Application("notebook", List.of(POSTGRES, MAILER, FRONTEND, BACKEND), List.of());
    }

    static Images images() {
        return new Images(
                "/layout",
                List.of(
                        image(
                                "backend",
                                "1111",
                                List.of("/usr/lib/jvm/runtime/bin/java"),
                                new BuiltImage.Measurements(9000, 0)),
                        image(
                                "frontend",
                                "2222",
                                List.of("/usr/bin/node", "server.js"),
                                new BuiltImage.Measurements(0, 100_000_000)),
                        image(
                                "mailer",
                                "3333",
                                List.of("/usr/bin/python3", "mail.py"),
                                BuiltImage.Measurements.NOTHING),
                        image("postgres", "4444", List.of("/usr/local/bin/start"), BuiltImage.Measurements.NOTHING)));
    }

    static BuiltImage image(String service, String hex, List<String> entrypoint, BuiltImage.Measurements measured) {
        return new BuiltImage(
                service,
                "slipway.local/notebook/" + service,
                hex.repeat(3),
                "sha256:" + hex.repeat(16),
                1000,
                65_532,
                entrypoint,
                List.of(),
                measured,
                List.of(),
                sizing(entrypoint),
                "",
                "");
    }

    /** As the stacks of these programs have it. */
    private static Profile.Sizing sizing(List<String> entrypoint) {
        return switch (entrypoint.getFirst()) {
            case "/usr/lib/jvm/runtime/bin/java" -> new Profile.Sizing(100, 384, 192, 120);
            case "/usr/local/bin/start" -> new Profile.Sizing(100, 256, 512, 60);
            default -> Profile.Sizing.USUAL;
        };
    }

    static List<String> writable(Service service) {
        return service.name().equals("postgres") ? List.of("/run/postgresql", "/var/lib/postgresql/data") : List.of();
    }

    static Model model() {
        return Model.of(application(), images(), Notebook::writable, Optional.empty());
    }
}
