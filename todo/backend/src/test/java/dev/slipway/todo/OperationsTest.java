package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.todo.database.DatabaseUrl;
import dev.slipway.todo.database.Migrations;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What a platform asks of the backend. */
@QuarkusTest
@QuarkusTestResource(World.class)
class OperationsTest {
    @TestHTTPResource
    URI base;

    @Inject
    DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void healthMetricsAndTheApisDescriptionNeedNoToken() {
        Person nobody = new Person(base, "nobody", "");
        for (String kind : new String[] {"live", "ready", "started"}) {
            assertThat(nobody.get("//q/health/" + kind).json().path("status").asText())
                    .as(kind)
                    .isEqualTo("UP");
        }
        assertThat(nobody.get("//q/health/ready").text())
                .containsPattern("\"migration\":\\s*\"" + Migrations.latest() + "\"");
        assertThat(nobody.get("//q/metrics").text()).contains("jvm_memory_used_bytes");
        JsonNode api = nobody.get("//q/openapi?format=json").json();
        assertThat(api.path("openapi").asText()).startsWith("3.1");
        assertThat(api.path("paths").has("/api/{user_id}/tasks/{id}/complete")).isTrue();
        assertThat(api.path("components").path("schemas").has("TaskInput")).isTrue();
    }

    @Test
    void everyMigrationFileIsInTheIndex() throws IOException {
        String index = Files.readString(Path.of("src/main/resources/db/migration/index"));
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(index.lines().toList());
        }
    }

    @Test
    void aMigrationTakesNothingAwayThatTheVersionBeforeItUses() throws IOException {
        Pattern taking = Pattern.compile(
                "\\b(drop (table|column)|truncate|rename|alter column|add column(?!.*default).* not null)\\b");
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql")))
                    .allSatisfy(file -> assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                            .doesNotContainPattern(taking));
        }
    }

    @Test
    void whatIsKeptOfPeopleTasksAndConversationsIsAsSpecified() throws SQLException {
        assertThat(columns("auth", "user")).containsEntry("id", "text").containsKeys("email", "name", "createdAt");
        assertThat(columns("public", "tasks"))
                .containsEntry("id", "bigint")
                .containsKeys("user_id", "title", "description", "completed", "priority", "tags", "due_at")
                .containsKeys("recurrence", "created_at", "updated_at");
        assertThat(columns("public", "conversations"))
                .containsEntry("id", "bigint")
                .containsKeys("user_id", "created_at", "updated_at");
        assertThat(columns("public", "messages"))
                .containsKeys("id", "user_id", "conversation_id", "role", "content", "tool_calls", "created_at");
        assertThat(selected("select indexdef, '' from pg_indexes where tablename in ('user', 'tasks')")
                        .keySet())
                .anyMatch(index -> index.contains("UNIQUE") && index.contains("(email)"))
                .anyMatch(index -> index.contains("(user_id, completed"));
    }

    private Map<String, String> columns(String schema, String table) throws SQLException {
        return selected("select column_name, data_type from information_schema.columns where table_schema = '" + schema
                + "' and table_name = '" + table + "'");
    }

    private Map<String, String> selected(String pairs) throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pairs)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }

    @Test
    void aDatabaseThatIsAwayIsToldWithWhenToComeBack() throws Exception {
        Person person = new Person(base);
        assertThat(person.get("/tasks").status()).isEqualTo(200);
        try (Connection other = DriverManager.getConnection(
                        url.replaceFirst("/postgres\\b(?!.*/)", "/template1"), "postgres", "postgres");
                Statement statement = other.createStatement()) {
            statement.execute("alter database postgres allow_connections false");
            try {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
                // The first meets a connection that has just ended, later ones get none.
                for (int i = 0; i < 4; i++) {
                    Person.Reply reply = person.get("/tasks");
                    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
                    assertThat(reply.header("Content-Type")).contains("application/problem+json");
                    assertThat(reply.header("Retry-After")).isEqualTo("2");
                    assertThat(reply.text()).contains("The database does not answer");
                }
            } finally {
                statement.execute("alter database postgres allow_connections true");
            }
        }
        // What was found broken is thrown away; at most each connection of the pool once.
        assertThat(Stream.generate(() -> person.get("/tasks").status()).limit(20))
                .last(InstanceOfAssertFactories.INTEGER)
                .isEqualTo(200);
    }

    @Test
    void aDatabaseUrlIsReadOrItsFaultTold() {
        DatabaseUrl url = DatabaseUrl.from(Map.of("DATABASE_URL", "postgres://me:p%40ss+1@db/todo?sslmode=require"));
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/todo?sslmode=require");
        assertThat(url.password()).isEqualTo("p@ss+1");
        assertThat(migrate(Map.of())).contains("DATABASE_URL is not set");
        assertThat(migrate(Map.of("DATABASE_URL", "mysql://x/y")))
                .contains("postgresql://user:password@host:5432/name");
        assertThat(migrate(Map.of("DATABASE_URL", "postgresql://u:hidden[@h/d")))
                .contains("cannot be read")
                .doesNotContain("hidden");
    }

    private static String migrate(Map<String, String> env) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(Migrations.run(env, System.out, new PrintStream(err))).isEqualTo(1);
        return err.toString();
    }
}
