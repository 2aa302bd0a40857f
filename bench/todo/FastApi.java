import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The endpoint to compare with, in a Python environment of its own. */
final class FastApi {
    private final Path source;
    private final Folder folder;
    private final Postgres postgres;
    private final SignIn signIn;

    FastApi(Path source, Folder folder, Postgres postgres, SignIn signIn) {
        this.source = source.toAbsolutePath();
        this.folder = folder;
        this.postgres = postgres;
        this.signIn = signIn;
    }

    void install() throws IOException, InterruptedException {
        System.err.println("installing " + source.resolve("requirements.txt"));
        folder.run("venv", new ProcessBuilder("python3", "-m", "venv", folder.at("venv").toString()));
        folder.run("pip", new ProcessBuilder(
                folder.at("venv/bin/pip").toString(), "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "-r", source.resolve("requirements.txt").toString()));
    }

    Running start() throws IOException, InterruptedException {
        int port = Postgres.freePort();
        ProcessBuilder builder = new ProcessBuilder(
                folder.at("venv/bin/python").toString(), "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", Integer.toString(port),
                "--loop", "uvloop", "--http", "httptools", "--workers", "1", "--no-access-log", "--log-level", "warning");
        builder.directory(Files.createDirectories(folder.at("fastapi")).toFile());
        builder.environment().put("PYTHONPATH", source.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("DATABASE_URL", postgres.url().replace("postgresql://", "postgresql+asyncpg://"));
        builder.environment().put("AUTH_JWKS_URL", signIn.jwksUrl());
        builder.environment().put("AUTH_ISSUER", SignIn.ISSUER);
        builder.environment().put("AUTH_AUDIENCE", SignIn.AUDIENCE);
        Process process = folder.start("uvicorn", builder);
        Backend.awaitReady(process, port, "/healthz", () -> folder.log("uvicorn"));
        return new Running(process, port);
    }

    record Running(Process server, int port) implements AutoCloseable {
        Watched process() {
            return new Watched(server.pid());
        }

        @Override
        public void close() {
            Folder.stop(server, "TERM");
        }
    }
}
