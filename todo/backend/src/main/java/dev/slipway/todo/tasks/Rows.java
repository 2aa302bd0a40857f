package dev.slipway.todo.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks to and from rows, by hand: it is what every request does. */
final class Rows {
    /** Everything but the generated column, in the order of {@link #read}: a row begins with them. */
    static final String COLUMNS =
            "user_id, id, title, description, completed, completed_at, priority, tags, due_at, all_day,"
                    + " recurrence, time_zone, series_id, remind_at, position, version, created_at, updated_at, subtasks";

    private Rows() {}

    /** The same of one of several tables. */
    static String of(String table) {
        return table + "." + COLUMNS.replace(", ", ", " + table + ".");
    }

    static Task read(ResultSet row) throws SQLException {
        String recurrence = row.getString(11);
        long series = row.getLong(13);
        Long seriesId = row.wasNull() ? null : series;
        return new Task(
                row.getLong(2),
                row.getString(1),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                instant(row, 6),
                Priority.ofRank(row.getInt(7)),
                List.of((String[]) row.getArray(8).getArray()),
                instant(row, 9),
                row.getBoolean(10),
                recurrence == null ? null : Recurrence.stored(recurrence),
                row.getString(12),
                seriesId,
                instant(row, 14),
                row.getDouble(15),
                Steps.read(row.getString(19)),
                row.getInt(16),
                row.getObject(17, OffsetDateTime.class).toInstant(),
                row.getObject(18, OffsetDateTime.class).toInstant());
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
