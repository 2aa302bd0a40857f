package dev.slipway.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page of a browser, used as a person uses it: by what is visible, with real key and mouse events. */
public final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String FIND = resource("find.js");
    private static final String FORM = resource("form.js");

    /**
     * Resource types that the browser loads for a page. Requests by script are not among them: they are the
     * application's own.
     */
    private static final Set<String> DECORATION = Set.of("Stylesheet", "Font", "Image", "Media", "Script");

    private static final Pattern NOT_SIGNED_IN = Pattern.compile("Failed to load resource: .* status of 40[13] .*");

    private static final Pattern HOST = Pattern.compile("^https?://(\\[[^]]*]|[^/:?#]+)");
    private static final Pattern LOOPBACK = Pattern.compile("(.*\\.)?localhost|127\\..*|\\[::1]");

    private final DevTools tools;
    private final String session;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Set<String> typed = new HashSet<>();
    /** URLs of other hosts that the page loads, by the browser's request ID. */
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();

    /** Messages of dialogs. A dialog blocks the page until somebody answers it. */
    private final List<String> dialogs = new CopyOnWriteArrayList<>();

    private final Set<String> outOfReach = new ConcurrentSkipListSet<>();

    Tab(DevTools tools, String session) throws IOException, InterruptedException {
        this.tools = tools;
        this.session = session;
        tools.onEvent(this::note);
        for (String domain : List.of("Page", "Runtime", "Network", "Log", "Inspector")) {
            tools.call(session, domain + ".enable", Map.of());
        }
        // A screenshot during a transition would show neither state.
        tools.call(
                session,
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    private void note(JsonNode event) {
        if (!event.path("sessionId").asString("").equals(session)) {
            return;
        }
        JsonNode params = event.path("params");
        switch (event.path("method").asString("")) {
            case "Runtime.exceptionThrown" -> {
                JsonNode details = params.path("exceptionDetails");
                errors.add(details.path("exception")
                        .path("description")
                        .asString(details.path("text").asString("script error")));
            }
            case "Log.entryAdded" -> {
                JsonNode entry = params.path("entry");
                String url = entry.path("url").asString("");
                String text = entry.path("text").asString("");
                // A browser asks for favicon.ico by itself, and no page fails without it. A page gets the other
                // statuses if it asks whether a user is signed in.
                boolean harmless = url.endsWith("/favicon.ico")
                        || NOT_SIGNED_IN.matcher(text).matches();
                String host = elsewhere.get(entry.path("networkRequestId").asString(""));
                if (host != null && text.contains("net::ERR_")) {
                    outOfReach.add(host);
                } else if (entry.path("level").asString("").equals("error") && !harmless) {
                    errors.add((text + " " + url).strip());
                }
            }
            case "Network.requestWillBeSent" -> {
                String host = host(params.path("request").path("url").asString(""));
                if (!host.isEmpty()
                        && !host.equals(host(params.path("documentURL").asString("")))
                        && !LOOPBACK.matcher(host).matches()
                        && DECORATION.contains(params.path("type").asString(""))) {
                    elsewhere.put(params.path("requestId").asString(""), host);
                }
            }
            case "Page.javascriptDialogOpening" -> {
                String said = params.path("message").asString("");
                if (!said.isBlank()) {
                    dialogs.add(said);
                }
                tools.tell(
                        session,
                        "Page.handleJavaScriptDialog",
                        Map.of(
                                "accept",
                                true,
                                "promptText",
                                params.path("defaultPrompt").asString("")));
            }
            case "Inspector.targetCrashed" -> errors.add("the page has crashed");
            case "Runtime.consoleAPICalled" -> {
                if (params.path("type").asString("").equals("error")) {
                    errors.add("console: "
                            + params.path("args").path(0).path("value").asString("error"));
                }
            }
            default -> {}
        }
    }

    /** The page's errors, without those that {@link #outOfReach} explains. */
    public List<String> errors() {
        return errors.stream()
                .filter(error -> outOfReach.stream().noneMatch(host -> error.contains("//" + host + "/")))
                .toList();
    }

    /** Other hosts from which the page loads fonts, styles and the like, and which this machine does not reach. */
    public Set<String> outOfReach() {
        return Set.copyOf(outOfReach);
    }

    private static String host(String url) {
        Matcher matcher = HOST.matcher(url);
        return matcher.find() ? matcher.group(1) : "";
    }

    public void open(String url) throws IOException, InterruptedException {
        JsonNode result = tools.call(session, "Page.navigate", Map.of("url", url));
        String error = result.path("errorText").asString("");
        if (!error.isEmpty()) {
            throw new IOException(url + " cannot be opened: " + error);
        }
        until(
                url + " to load",
                () -> evaluate("document.readyState === 'complete'").asBoolean(false));
        settle();
    }

    /** While scripts still load, a page may lose what is typed into its fields. */
    private void settle() throws InterruptedException, IOException {
        int before = -1;
        for (int i = 0; i < 20; i++) {
            int now =
                    evaluate("performance.getEntriesByType('resource').length").asInt(0);
            if (now == before) {
                return;
            }
            before = now;
            Thread.sleep(300);
        }
    }

    public void fill(String selector, String text) throws IOException, InterruptedException {
        typed.add(text);
        String element = element(selector);
        until("a field " + selector + " that keeps its text", () -> {
            if (!evaluate("(e => { if (!e) return false; e.focus(); if (e.select) e.select(); return true; })("
                            + element + ")")
                    .asBoolean(false)) {
                return false;
            }
            tools.call(session, "Input.insertText", Map.of("text", text));
            return evaluate("(e => e && (e.value ?? e.innerText))(" + element + ")")
                    .asString("")
                    .equals(text);
        });
    }

    public void click(String selector) throws IOException, InterruptedException {
        String element = element(selector);
        JsonNode[] place = new JsonNode[1];
        until("something to click at " + selector, () -> {
            place[0] = evaluate("(e => { if (!e || e.disabled) return null; e.scrollIntoView({block: 'center'});"
                    + " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })("
                    + element + ")");
            return place[0].isArray();
        });
        double x = place[0].path(0).asDouble(0);
        double y = place[0].path(1).asDouble(0);
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            tools.call(
                    session,
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    public void press(String key) throws IOException, InterruptedException {
        int code = switch (key) {
            case "Enter" -> 13;
            case "Escape" -> 27;
            case "Tab" -> 9;
            default -> throw new IOException("no such key here: " + key + " (Enter, Escape, Tab)");
        };
        Map<String, Object> down = Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                key.equals("Enter") ? "\r" : "");
        tools.call(session, "Input.dispatchKeyEvent", down);
        tools.call(
                session,
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Waits until the page shows a text. Hidden text does not count. */
    public void expectText(String text) throws IOException, InterruptedException {
        try {
            until(
                    "\"" + text + "\" on the page",
                    () -> visibleText(!typed.contains(text)).contains(text));
        } catch (IOException e) {
            String seen = visibleText(true).strip().replaceAll("\\s+", " ");
            String said = dialogs.isEmpty() ? "" : "; it said: " + String.join(" | ", dialogs);
            throw new IOException(
                    e.getMessage() + "; it shows: " + seen.substring(0, Math.min(300, seen.length())) + said, e);
        }
    }

    /** A field's content is visible, too. But it is what a person typed, not the page's answer. */
    private String visibleText(boolean fields) throws IOException, InterruptedException {
        return evaluate("document.body ? document.body.innerText + '\\n' + [...document.querySelectorAll("
                        + (fields ? "'input:not([type=password]), textarea'" : "'none'")
                        + ")].map(e => e.value).join('\\n') : ''")
                .asString("");
    }

    /**
     * The form by which a person adds something: {@code field} and {@code button}, each by its words or without them.
     */
    public JsonNode form() throws IOException, InterruptedException {
        return evaluate(FORM);
    }

    public Path screenshot(Path file) throws IOException, InterruptedException {
        String data = tools.call(session, "Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asString("");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.write(file, Base64.getDecoder().decode(data));
    }

    private static String element(String selector) {
        return FIND.strip() + "(" + JsonMapper.shared().writeValueAsString(selector) + ")";
    }

    private JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode result =
                tools.call(session, "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails")
                    .path("exception")
                    .path("description")
                    .asString("script error"));
        }
        return result.path("result").path("value");
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void until(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        do {
            try {
                if (condition.holds()) {
                    return;
                }
                last = "";
            } catch (IOException e) {
                // This is normal while the next page loads. It is reported only if it lasts.
                last = ": " + e.getMessage();
            }
            Thread.sleep(100);
        } while (System.nanoTime() < end);
        throw new IOException("waited " + PATIENCE.toSeconds() + " s for " + what + last);
    }

    private static String resource(String name) {
        try (InputStream in = Tab.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("//")).reduce("", (a, b) -> a + b + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
