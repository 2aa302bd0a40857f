package dev.slipway.store;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.application.Value.Part;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What servers share that hand messages on. Their addresses stand in variables that have their names. */
abstract class Broker implements Store {
    /** {@code host:port}, several of them, or a URL. */
    private static final Pattern ADDRESS = Pattern.compile("(\\w+://)?(\\S*@)?[\\w.-]+:\\d{2,5}(/\\S*|,\\S+)?");

    private final String id;
    private final String title;
    private final int port;
    private final Pattern whole;
    private final Pattern part;

    /**
     * @param title for people
     * @param named words of variables that lead there, as alternatives of a regular expression
     */
    Broker(String id, String title, int port, String named) {
        this.id = id;
        this.title = title;
        this.port = port;
        String words = "(?:\\w+_)?(?:" + named + ")";
        this.whole = Pattern.compile(
                words + "(?:_\\w+)?_?(?:UR[LI]S?|DSN|SERVERS?|BROKERS?|ADDR(?:ESS)?(?:ES)?|ENDPOINTS?|HOSTS)|" + words);
        this.part = Pattern.compile(
                words
                        + "(?:_DEFAULT|_BROKER|_SERVER)?_?(HOST(?:NAME)?|PORT|USER(?:NAME)?|PASS(?:WORD)?|PWD|V(?:IRTUAL_?)?HOST)");
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public Role role() {
        return Role.BROKER;
    }

    @Override
    public boolean accounts() {
        return false;
    }

    @Override
    public boolean named() {
        return true;
    }

    /** Most clients give no password. */
    @Override
    public boolean admits(String password) {
        return password.isEmpty();
    }

    @Override
    public String urlForm(String scheme, boolean credentials, String path) {
        return scheme + "://{host}:{port}";
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return service(evidence, List.of());
    }

    /** The server. @param env its own variables */
    final Service service(List<String> evidence, List<EnvVar> env) {
        return new Service(id, role(), id, title, "", port, env, List.of(), Health.NONE, List.of(), evidence);
    }

    @Override
    public String unreached(Service service, String library) {
        return library + " is for " + title + ", and no variable of " + service.name()
                + " leads to one: it is not brought up (read " + variable() + " from the environment, then it is)";
    }

    @Override
    public Optional<Value.OfStore> leads(EnvVar variable, String form) {
        String name = variable.name().toUpperCase(Locale.ROOT);
        String text = variable.text();
        int scheme = text.indexOf("://");
        if (scheme > 0 && schemes().matcher(text.substring(0, scheme)).matches()) {
            return Optional.of(Value.of(id, form));
        }
        Matcher piece = part.matcher(name);
        if (piece.matches() && !text.contains(":")) {
            return Optional.of(part(piece.group(1)))
                    .filter(known -> known == Part.HOST
                            || known == Part.PORT
                            || !common(Part.USER).isEmpty())
                    .map(known -> new Value.StorePart(id, known, ""));
        }
        return whole.matcher(name).matches()
                        && (text.isEmpty() || ADDRESS.matcher(text).matches())
                ? Optional.of(Value.of(id, scheme < 0 && !text.isEmpty() ? "{host}:{port}" : form))
                : Optional.empty();
    }

    private static Part part(String word) {
        return switch (word.charAt(0)) {
            case 'H' -> Part.HOST;
            case 'U' -> Part.USER;
            case 'V' -> Part.DATABASE;
            default -> word.equals("PORT") ? Part.PORT : Part.PASSWORD;
        };
    }

    /** A server opens its port when it serves. @param data folder of its data */
    final Keeping opens(String data) {
        return new Keeping(
                id,
                data,
                List.of("nc.openbsd", "-z", "-w", "2", "127.0.0.1", "@port@"),
                "nc.openbsd -z -w 2 @host@ @port@",
                "");
    }

    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.ping("nc.openbsd -z -w 2 127.0.0.1 " + access.port(), "", access.port());
    }
}
