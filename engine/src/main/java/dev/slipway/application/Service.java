package dev.slipway.application;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One deployable part of an application.
 *
 * @param name a DNS label (RFC 1123)
 * @param stack id of the stack that recognised it
 * @param description for people: {@code Java 25, Quarkus 3.33}
 * @param dir folder relative to the application's root, with {@code /}; empty for the root itself or where there is no source
 * @param port TCP port it listens on; 0 for none
 * @param needs names of the services it calls
 * @param migrate command inside its image that migrates the database and exits; empty where there is none
 * @param evidence what it was recognised by, each with {@code file:line} where possible
 * @param command that it starts with inside its image; empty for the stack's own
 * @param patient whether it starts without its stores and waits for them by itself
 * @param aliases further DNS names under which others reach it
 * @param amendments how it is built and started, beside what its source tells
 * @param base path below which it answers all requests, such as {@code /garden}; empty for all of its address. The paths of
 *     {@code health} begin with it
 * @param protocol that it speaks on its port
 * @param files that it reads and that are in no image
 */
public record Service(
        String name,
        Role role,
        String stack,
        String description,
        String dir,
        int port,
        List<EnvVar> env,
        List<String> needs,
        Health health,
        List<String> migrate,
        List<String> evidence,
        List<String> command,
        boolean patient,
        List<String> aliases,
        Amendments amendments,
        String base,
        Protocol protocol,
        List<MountedFile> files) {
    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    public Service {
        Stream.concat(Stream.of(name), aliases.stream())
                .filter(label -> !LABEL.matcher(label).matches())
                .forEach(label -> {
                    throw new IllegalArgumentException("not a DNS label: " + label);
                });
        env = List.copyOf(env);
        needs = List.copyOf(needs);
        migrate = List.copyOf(migrate);
        evidence = List.copyOf(evidence);
        command = List.copyOf(command);
        aliases = List.copyOf(aliases);
        files = List.copyOf(files);
        if (!base.isEmpty() && (!base.startsWith("/") || base.endsWith("/"))) {
            throw new IllegalArgumentException("not a base path: " + base);
        }
    }

    /** A service that starts by its stack's own command and waits for its stores before it starts. */
    public Service(
            String name,
            Role role,
            String stack,
            String description,
            String dir,
            int port,
            List<EnvVar> env,
            List<String> needs,
            Health health,
            List<String> migrate,
            List<String> evidence) {
        this(
                name,
                role,
                stack,
                description,
                dir,
                port,
                env,
                needs,
                health,
                migrate,
                evidence,
                List.of(),
                false,
                List.of(),
                Amendments.NONE,
                "",
                Protocol.HTTP,
                List.of());
    }

    /** A service without amendments. */
    public Service(
            String name,
            Role role,
            String stack,
            String description,
            String dir,
            int port,
            List<EnvVar> env,
            List<String> needs,
            Health health,
            List<String> migrate,
            List<String> evidence,
            List<String> command,
            boolean patient,
            List<String> aliases) {
        this(
                name,
                role,
                stack,
                description,
                dir,
                port,
                env,
                needs,
                health,
                migrate,
                evidence,
                command,
                patient,
                aliases,
                Amendments.NONE,
                "",
                Protocol.HTTP,
                List.of());
    }

    /**
     * The name of the database that this server keeps.
     *
     * @param application name of the application, which is the default
     */
    public String database(String application) {
        return fixed(Value.Part.DATABASE, application.replace('-', '_'));
    }

    /** The user, password or database that this database server has to have. */
    public String fixed(Value.Part part, String otherwise) {
        return env.stream()
                .map(EnvVar::value)
                .filter(value -> value instanceof Value.StorePart own
                        && own.part() == part
                        && !own.fixed().isEmpty())
                .map(value -> ((Value.StorePart) value).fixed())
                .findFirst()
                .orElse(otherwise);
    }

    public Service alias(List<String> others) {
        return copy(name, port, env, needs, health, migrate, patient, others, amendments, base, protocol, files);
    }

    public Service named(String other) {
        return copy(other, port, env, needs, health, migrate, patient, aliases, amendments, base, protocol, files);
    }

    public Service with(List<EnvVar> changed) {
        return with(changed, needs);
    }

    public Service with(List<EnvVar> changed, List<String> needed) {
        return set(port, changed, needed, health, migrate, patient);
    }

    /** The same service with other values in everything that settings may change. */
    public Service set(
            int port, List<EnvVar> env, List<String> needs, Health health, List<String> migrate, boolean patient) {
        return copy(name, port, env, needs, health, migrate, patient, aliases, amendments, base, protocol, files);
    }

    private Service copy(
            String name,
            int port,
            List<EnvVar> env,
            List<String> needs,
            Health health,
            List<String> migrate,
            boolean patient,
            List<String> aliases,
            Amendments amendments,
            String base,
            Protocol protocol,
            List<MountedFile> files) {
        return new Service(
                name,
                role,
                stack,
                description,
                dir,
                port,
                env,
                needs,
                health,
                migrate,
                evidence,
                command,
                patient,
                aliases,
                amendments,
                base,
                protocol,
                files);
    }

    /** The same service with another protocol, which has no paths of HTTP. */
    public Service speaking(Protocol other) {
        Health asked = other == Protocol.HTTP ? health : Health.NONE;
        return copy(name, port, env, needs, asked, migrate, patient, aliases, amendments, base, other, files);
    }

    /** The same with files that it reads and that are in no image. */
    public Service reading(List<MountedFile> others) {
        return copy(name, port, env, needs, health, migrate, patient, aliases, amendments, base, protocol, others);
    }

    /**
     * The same service, answering below a path.
     *
     * @param path as a person may write it: {@code garden/}, {@code /}, {@code /api}
     */
    public Service below(String path) {
        String plain = path.strip().replaceAll("^/+|/+$", "");
        return copy(
                name,
                port,
                env,
                needs,
                health,
                migrate,
                patient,
                aliases,
                amendments,
                plain.isEmpty() ? "" : "/" + plain,
                protocol,
                files);
    }

    /** The same service with other amendments. */
    public Service amended(Amendments others) {
        return copy(name, port, env, needs, health, migrate, patient, aliases, others, base, protocol, files);
    }
}
