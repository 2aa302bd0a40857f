package dev.slipway.source;

import java.util.List;

/**
 * One deployable part of an application.
 *
 * @param name a DNS label (RFC 1123)
 * @param stack id of the {@link Stack} that recognised it
 * @param description for people: {@code Java 25, Quarkus 3.33}
 * @param dir folder relative to the application's root, with {@code /}; empty for the root itself or where there is no source
 * @param port TCP port it listens on; 0 for none
 * @param needs names of the services it calls
 * @param migrate command inside its image that migrates the database and exits; empty where there is none
 * @param evidence what it was recognised by, each with {@code file:line} where possible
 * @param command that it starts with inside its image; empty for the stack's own
 * @param patient whether it starts without its stores and waits for them by itself
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
        boolean patient) {
    public Service {
        if (!name.matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("not a DNS label: " + name);
        }
        env = List.copyOf(env);
        needs = List.copyOf(needs);
        migrate = List.copyOf(migrate);
        evidence = List.copyOf(evidence);
        command = List.copyOf(command);
    }

    /** One that starts as its stack does, and not without its stores. */
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
        this(name, role, stack, description, dir, port, env, needs, health, migrate, evidence, List.of(), false);
    }

    /** What the database is called that this server keeps. @param application name of the application, which it has by default */
    public String database(String application) {
        return env.stream()
                .filter(v -> v.kind() == EnvVar.Kind.DATABASE_URL && !v.value().contains("{"))
                .map(EnvVar::value)
                .findFirst()
                .orElse(application.replace('-', '_'));
    }

    Service named(String other) {
        return new Service(
                other, role, stack, description, dir, port, env, needs, health, migrate, evidence, command, patient);
    }

    Service with(List<EnvVar> changed) {
        return with(changed, needs);
    }

    Service with(List<EnvVar> changed, List<String> needed) {
        return set(port, changed, needed, health, migrate, patient);
    }

    /** The same with what settings may say of it. */
    Service set(int port, List<EnvVar> env, List<String> needs, Health health, List<String> migrate, boolean patient) {
        return new Service(
                name, role, stack, description, dir, port, env, needs, health, migrate, evidence, command, patient);
    }
}
