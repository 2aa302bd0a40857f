package dev.slipway.application;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a variable's value comes from when its service is deployed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Value.Literal.class, name = "LITERAL"),
    @JsonSubTypes.Type(value = Value.Secret.class, name = "SECRET"),
    @JsonSubTypes.Type(value = Value.StorePart.class, name = "STORE_PART"),
    @JsonSubTypes.Type(value = Value.StoreUrl.class, name = "STORE_URL"),
    @JsonSubTypes.Type(value = Value.ServiceUrl.class, name = "SERVICE_URL"),
    @JsonSubTypes.Type(value = Value.ServiceAddress.class, name = "SERVICE_ADDRESS"),
    @JsonSubTypes.Type(value = Value.PublicUrl.class, name = "PUBLIC_URL")
})
public sealed interface Value {
    /** A value or default as it stands. Where it is empty, the variable is left unset: the code's own default holds. */
    record Literal(String text) implements Value {}

    /** Random, generated once for each installation and name, at least 32 characters: equal names share a value. */
    record Secret() implements Value {}

    /** What leads to a store: the whole of its address or a part of it. */
    sealed interface OfStore extends Value {
        /** Id of the store, which is the name of its service, too. */
        String store();

        /** The same as a template of parts in braces. */
        String template();
    }

    /**
     * One part of a store's address.
     *
     * @param fixed of the store's own server: what the part has to be; empty where nothing says so
     */
    record StorePart(String store, Part part, String fixed) implements OfStore {
        @Override
        public String template() {
            return part.word();
        }
    }

    /**
     * An address that is made of several parts.
     *
     * @param form a template such as <code>postgresql+asyncpg://{user}:{password}@{host}:{port}/{database}</code>
     */
    record StoreUrl(String store, String form) implements OfStore {
        private static final Pattern PART = Pattern.compile("\\{(user|password|host|port|database)}");

        @Override
        public String template() {
            return form;
        }

        /** The form with its parts put in. */
        public String filled(Function<Part, String> parts) {
            return PART.matcher(form)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            parts.apply(Part.valueOf(m.group(1).toUpperCase(Locale.ROOT)))));
        }
    }

    /** What leads to another service of the application. */
    sealed interface OfService extends Value {
        /** Its name. */
        String service();
    }

    /** {@code http://service:port} of another service inside the cluster. @param path behind it, empty or with {@code /} */
    record ServiceUrl(String service, String path) implements OfService {}

    /** {@code service:port} of another service inside the cluster, as clients of gRPC and of sockets take it. */
    record ServiceAddress(String service) implements OfService {}

    /** The URL under which a person's browser reaches the application. @param path behind it, empty or with {@code /} */
    record PublicUrl(String path) implements Value {}

    /** A part of a store's address. */
    enum Part {
        USER,
        PASSWORD,
        HOST,
        PORT,
        DATABASE;

        /** As it stands in a form. */
        public String word() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** A plain value. */
    static Value text(String text) {
        return new Literal(text);
    }

    /** What leads to a store. @param template one part in braces, or a form of several */
    static OfStore of(String store, String template) {
        for (Part part : Part.values()) {
            if (part.word().equals(template)) {
                return new StorePart(store, part, "");
            }
        }
        return new StoreUrl(store, template);
    }

    /** How things are reached in one place: in a cluster, on one machine, or while an image is built. */
    interface Reach {
        /** The generated value of this name. */
        String secret(String name);

        String part(String store, Part part);

        /** {@code http://host:port} of a service. */
        String service(String name);

        /** {@code http://host:port} of the application. */
        String application();
    }

    /** What the value is in one place. @param name of its variable */
    default String in(Reach reach, String name) {
        return switch (this) {
            case Literal literal -> literal.text();
            case Secret secret -> reach.secret(name);
            case StorePart part -> reach.part(part.store(), part.part());
            case StoreUrl url -> url.filled(part -> reach.part(url.store(), part));
            case ServiceUrl url -> reach.service(url.service()) + url.path();
            case ServiceAddress address -> reach.service(address.service()).replaceFirst("^\\w+://", "");
            case PublicUrl url -> reach.application() + url.path();
        };
    }
}
