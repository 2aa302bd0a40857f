package dev.slipway.todo.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks to and from rows, by hand: it is what every request does. */
final class Rows {
    /** Everything but the generated column, in the order of {@link #read}. */
    static final String COLUMNS =
            "user_id, id, title, description, completed, completed_at, priority, tags, due_at, all_day,"
                    + " recurrence, time_zone, series_id, remind_at, position, version, created_at, updated_at";

    private Rows() {}

    static Task read(ResultSet row) throws SQLException {
        String recurrence = row.getString("recurrence");
        long series = row.getLong("series_id");
        Long seriesId = row.wasNull() ? null : series;
        return new Task(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("title"),
                row.getString("description"),
                row.getBoolean("completed"),
                instant(row, "completed_at"),
                Priority.ofRank(row.getInt("priority")),
                List.of((String[]) row.getArray("tags").getArray()),
                instant(row, "due_at"),
                row.getBoolean("all_day"),
                recurrence == null ? null : Recurrence.read(recurrence),
                row.getString("time_zone"),
                seriesId,
                instant(row, "remind_at"),
                row.getDouble("position"),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
