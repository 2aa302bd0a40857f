import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What people ask, as bytes. The same request number is the same request each time. */
final class Workload {
    /** Spreads consecutive requests over all people. */
    private static final int STEP = 619;

    private static final List<String> SEARCHES = List.of(
            "groceries", "quarterly report", "passport", "dentist", "grocreies", "dentsit appointment", "qarterly reprot", "passprt",
            "birthday", "insurence", "for mom", "washing machne", "budget spreadsheet", "tickets", "electrcity bill", "soup");
    private static final List<String> SENTENCES = List.of(
            "Add a task to buy oat milk",
            "What's pending?",
            "remind me to call mom tomorrow at 6pm, high priority",
            "high priority work tasks due this week",
            "Mark task %d as complete",
            "What's overdue?",
            "Change task %d to 'Call mom tonight'",
            "What have I completed?",
            "pay rent every month on the 1st #home",
            "Show me all my tasks");

    private final List<String> tokens;
    private final List<Long> conversations;

    Workload(List<String> tokens, List<Long> conversations) {
        this.tokens = tokens;
        this.conversations = conversations;
    }

    /**
     * Requests in their order.
     *
     * @param repeats after how many of them the kinds come again
     */
    record Mix(List<String> kinds, int repeats, IntUnaryOperator kindOf, IntFunction<byte[]> requests) {
        int kind(int number) {
            return kindOf.applyAsInt(number % repeats);
        }

        double share(int kind) {
            long of = IntStream.range(0, repeats).filter(i -> kindOf.applyAsInt(i) == kind).count();
            return (double) of / repeats;
        }

        byte[] request(int number) {
            return requests.apply(number);
        }
    }

    private static int person(int number) {
        return (int) ((long) number * STEP % Seed.USERS);
    }

    /** Nine lists, then one new task. */
    Mix listAndCreate(int page) {
        IntFunction<byte[]> lists = list(page).requests();
        return new Mix(List.of("list", "create"), 10, i -> i == 9 ? 1 : 0, number -> {
            if (number % 10 != 9) {
                return lists.apply(number);
            }
            // The people of every tenth request would be the same hundred again and again.
            int person = person(number + number / Seed.USERS);
            String title = Seed.VERBS.get(number / 10 % Seed.VERBS.size()) + " " + Seed.THINGS.get(number / 7 % Seed.THINGS.size());
            return post(person, "/tasks", "{\"title\":\"%s\",\"priority\":\"high\",\"tags\":[\"home\"],\"due_at\":\"2031-05-06T10:00:00Z\",\"remind_at\":null}"
                    .formatted(title));
        });
    }

    Mix list(int page) {
        byte[][] ready = new byte[Seed.USERS][];
        for (int i = 0; i < ready.length; i++) {
            ready[i] = get(i, "/tasks?limit=" + page);
        }
        return new Mix(List.of("list"), 1, i -> 0, number -> ready[person(number)]);
    }

    Mix search() {
        return new Mix(List.of("search"), 1, i -> 0, number -> get(
                person(number), "/tasks?search=" + URLEncoder.encode(SEARCHES.get(number % SEARCHES.size()), StandardCharsets.UTF_8)));
    }

    Mix chat() {
        return new Mix(List.of("chat"), 1, i -> 0, number -> {
            int person = person(number);
            String sentence = SENTENCES.get(number % SENTENCES.size()).formatted(1 + number / 13 % Seed.TASKS_EACH);
            return post(person, "/chat", "{\"conversation_id\":%d,\"message\":\"%s\"}".formatted(conversations.get(person), sentence));
        });
    }

    private byte[] get(int person, String path) {
        return ("GET /api/" + Seed.user(person) + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer "
                        + tokens.get(person) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] post(int person, String path, String json) {
        return ("POST /api/" + Seed.user(person) + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nX-Time-Zone: Europe/Berlin\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.length() + "\r\nAuthorization: Bearer " + tokens.get(person) + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws IllegalStateException if two servers do not tell the same of some people's tasks */
    void same(int port, int other, int page) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int person : new int[] {0, 1, Seed.USERS / 2, Seed.USERS - 1}) {
                HttpResponse<String> here = fetch(client, port, person, page);
                HttpResponse<String> there = fetch(client, other, person, page);
                String total = here.headers().firstValue("X-Total-Count").orElse("none");
                if (!comparable(here.body()).equals(comparable(there.body()))
                        || !total.equals(there.headers().firstValue("X-Total-Count").orElse(""))) {
                    throw new IllegalStateException("not the same:\n" + here.body() + "\n" + there.body());
                }
            }
        }
    }

    private HttpResponse<String> fetch(HttpClient client, int port, int person, int page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/" + Seed.user(person) + "/tasks?limit=" + page))
                .header("Authorization", "Bearer " + tokens.get(person))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response;
    }

    /** Two ways to write one number or one moment in JSON are the same. */
    private static String comparable(String json) {
        String text = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d)(\\.\\d*?)?0*(Z|\\+00:00)\"")
                .matcher(json)
                .replaceAll((MatchResult m) -> m.group(1) + (m.group(2) == null || m.group(2).equals(".") ? "" : m.group(2)) + "Z\"");
        return text.replaceAll("(\\d)\\.0([,}])", "$1$2");
    }
}
