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
    /**
     * A value or default as plain text. If it is empty, the variable is left unset and the code's own default holds.
     */
    record Literal(String text) implements Value {}

    /**
     * A random text of at least 32 characters. It is generated once for each installation and name, so variables of one
     * name share it.
     */
    record Secret() implements Value {}

    /** The whole address of a store, or a part of it. */
    sealed interface OfStore extends Value {
        /** Id of the store. Its service has the same name. */
        String store();

        /** The address as a template with its parts in braces. */
        String template();
    }

    /**
     * One part of a store's address.
     *
     * @param fixed what the part has to be, if it belongs to the store's own server; else empty
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

        /** The form with its parts filled in. */
        public String filled(Function<Part, String> parts) {
            return PART.matcher(form)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            parts.apply(Part.valueOf(m.group(1).toUpperCase(Locale.ROOT)))));
        }
    }

    /** A value that leads to another service of the application. */
    sealed interface OfService extends Value {
        /** The service's name. */
        String service();
    }

    /**
     * {@code http://service:port} of another service inside the cluster.
     *
     * @param path appended to it; empty or with {@code /}
     */
    record ServiceUrl(String service, String path) implements OfService {}

    /** {@code service:port} of another service inside the cluster, for clients of gRPC and of sockets. */
    record ServiceAddress(String service) implements OfService {}

    /**
     * The URL under which a person's browser reaches the application.
     *
     * @param path appended to it; empty or with {@code /}
     */
    record PublicUrl(String path) implements Value {}

    /** A part of a store's address. */
    enum Part {
        USER,
        PASSWORD,
        HOST,
        PORT,
        DATABASE;

        /** Its name in a form. */
        public String word() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** A plain value. */
    static Value text(String text) {
        return new Literal(text);
    }

    /** A value that leads to a store. @param template one part in braces, or a form of several */
    static OfStore of(String store, String template) {
        for (Part part : Part.values()) {
            if (part.word().equals(template)) {
                return new StorePart(store, part, "");
            }
        }
        return new StoreUrl(store, template);
    }

    /** The addresses and secrets in one place: in a cluster, on one machine, or in an image's build. */
    interface Reach {
        /** The generated value of this name. */
        String secret(String name);

        String part(String store, Part part);

        /** {@code http://host:port} of a service. */
        String service(String name);

        /** {@code http://host:port} of the application. */
        String application();
    }

    /** The text of the value in one place. @param name of its variable */
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
