package dev.slipway.wiring;

import dev.slipway.application.Application;
import dev.slipway.application.ScanSettings;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.stack.jvm.Jdks;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the services in a source tree. {@link Reading} also plans their images. */
public final class Sources {
    private Sources() {}

    /** The application in the workspace's source folder, or in the one that its {@code slipway.yaml} leads to. */
    public static Application read(Workspace workspace) {
        return read(workspace, Map.of());
    }

    /**
     * The same with settings that win over those of {@code slipway.yaml}.
     *
     * @param set by path: {@code services.backend.env.LOG_LEVEL} to {@code debug}
     * @throws SlipwayFailure SLIP-110 if no service is found, SLIP-111 if settings are wrong, SLIP-112 if there is no
     * such folder
     */
    public static Application read(Workspace workspace, Map<String, String> set) {
        return new Reading(workspace, set).application();
    }

    /**
     * The workspace of the application itself: {@code slipway.yaml} may say {@code source: folder}. What Slipway writes goes
     * to that folder's {@code .slipway}.
     */
    public static Workspace root(Workspace workspace) {
        return Reading.root(workspace);
    }

    /**
     * What {@code slipway.yaml} says of assistance in this folder; empty where there is no such file.
     *
     * @throws SlipwayFailure SLIP-111 where settings are wrong
     */
    public static Map<String, String> assistance(Workspace workspace) {
        return SettingsReader.read(workspace.source(), Map.of()).assistance();
    }

    /**
     * The registry that a person named, {@code HOST/PATH}: by the setting {@code registry}, else in {@code slipway.yaml}.
     *
     * @throws SlipwayFailure SLIP-111, SLIP-112
     */
    public static Optional<String> registry(Workspace workspace, Map<String, String> set) {
        return Optional.of(SettingsReader.read(root(workspace).source(), set).registry())
                .filter(name -> !name.isBlank());
    }

    /**
     * What {@code slipway.yaml} says of known vulnerabilities.
     *
     * @throws SlipwayFailure SLIP-111, SLIP-112
     */
    public static ScanSettings scan(Workspace workspace) {
        return SettingsReader.read(root(workspace).source(), Map.of()).scan();
    }

    /** Home of a JDK of this release or newer, the oldest such JDK, for steps that ask for <code>{jdk:N}</code>. */
    public static Optional<Path> jdk(Workspace workspace, int release) {
        return Jdks.find(workspace.env(), release);
    }
}
