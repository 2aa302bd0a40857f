package dev.slipway.room;

import java.util.Map;

/**
 * The answer of a program in a room to a request.
 *
 * @param fields of the header, their names in lower case
 * @param body its first megabyte, read as UTF-8
 */
public record Answer(int status, Map<String, String> fields, String body) {
    public Answer {
        fields = Map.copyOf(fields);
    }
}
