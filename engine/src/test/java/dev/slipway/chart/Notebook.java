package dev.slipway.chart;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.EnvVar.Kind;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import java.util.List;

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
                    new EnvVar("LOG_LEVEL", Kind.LITERAL, "info", false, "application.properties:3"),
                    new EnvVar("OPENAI_API_KEY", Kind.LITERAL, "sk-from-the-source", false, "Chat.java:9"),
                    new EnvVar("JWT_SECRET", Kind.SECRET, "", true, "Tokens.java:12"),
                    new EnvVar(
                            "DATABASE_URL",
                            Kind.DATABASE_URL,
                            "postgresql+asyncpg://{user}:{password}@{host}:{port}/{database}?q=100%",
                            true,
                            "application.properties:7"),
                    new EnvVar("JWKS_URL", Kind.SERVICE_URL, "frontend/api/auth/jwks", true, "Tokens.java:30"),
                    new EnvVar("PUBLIC_URL", Kind.PUBLIC_URL, "/inbox", false, "Mail.java:4"),
                    new EnvVar(
                            "SMTP_PASSWORD",
                            Kind.LITERAL,
                            "given-by-hand",
                            false,
                            "--set services.backend.env.SMTP_PASSWORD")),
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
                    new EnvVar("BACKEND_URL", Kind.SERVICE_URL, "backend", true, "route.ts:11"),
                    new EnvVar("JWT_SECRET", Kind.SECRET, "", true, "auth.ts:2")),
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
            List.of(new EnvVar("DB_PASSWORD", Kind.DATABASE_URL, "{password}", true, "mail.py:3")),
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
                    new EnvVar("POSTGRES_DB", Kind.DATABASE_URL, "{database}", true, "main.py:1"),
                    new EnvVar("POSTGRES_PASSWORD", Kind.DATABASE_URL, "{password}", true, "main.py:1"),
                    new EnvVar("POSTGRES_USER", Kind.DATABASE_URL, "{user}", true, "main.py:1")),
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
                                new BuiltImage.Measured(9000, 0)),
                        image(
                                "frontend",
                                "2222",
                                List.of("/usr/bin/node", "server.js"),
                                new BuiltImage.Measured(0, 100_000_000)),
                        image("mailer", "3333", List.of("/usr/bin/python3", "mail.py"), BuiltImage.Measured.NOTHING),
                        image("postgres", "4444", List.of("/usr/local/bin/start"), BuiltImage.Measured.NOTHING)));
    }

    static BuiltImage image(String service, String hex, List<String> entrypoint, BuiltImage.Measured measured) {
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
        return Model.of(application(), images(), Notebook::writable);
    }
}
