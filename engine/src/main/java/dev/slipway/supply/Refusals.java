package dev.slipway.supply;

import dev.slipway.application.RegistryName;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.registry.RegistryException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a registry refused, with what mends it.
 *
 * @param folder where a certificate of its authority belongs
 * @param trouble what kept the login from being read; may be empty
 */
record Refusals(RegistryName name, Path folder, boolean signedIn, String trouble) {
    private static final String UNCHANGED = "nothing was changed on the cluster; what was pushed is not pushed again";

    SlipwayFailure of(String repository, RegistryException e) {
        String host = name.host();
        String command = "docker login " + host;
        return switch (e.reason()) {
            case SIGN_IN ->
                failure(
                        e,
                        "SLIP-431",
                        signedIn
                                ? "The registry " + host + " does not take the login that is kept for it."
                                : "The registry " + host + " wants a login, and none is kept for it.",
                        command + ", then run the command again");
            case FORBIDDEN ->
                failure(
                        e,
                        "SLIP-432",
                        "The registry " + host + " does not let this login push to " + repository + ".",
                        "give the account the right to push there, sign in with another one (" + command
                                + "), or name another path: --registry " + host + "/PATH");
            case UNKNOWN_NAME ->
                failure(
                        e,
                        "SLIP-433",
                        "The registry " + host + " has no repository " + repository + " and makes none.",
                        "make the repository or its project there, or name another path: --registry " + host + "/PATH");
            case TOO_LARGE ->
                failure(
                        e,
                        "SLIP-434",
                        "The registry " + host + " takes no upload of this size.",
                        "let the proxy before it take larger bodies (nginx: client_max_body_size 0)");
            case TOO_MANY ->
                failure(
                        e,
                        "SLIP-435",
                        "The registry " + host + " lets nothing more through for now.",
                        "wait as long as it asks, then run the command again; a login (" + command
                                + ") often has a higher limit");
            case REFUSED_MANIFEST ->
                failure(
                        e,
                        "SLIP-436",
                        "The registry " + host + " does not take the manifest of " + repository + ".",
                        "let it take OCI images (an old one may know Docker's own only), and let tags of " + repository
                                + " be written");
            case CERTIFICATE ->
                failure(
                        e,
                        "SLIP-437",
                        "The certificate of the registry " + host + " is not trusted here.",
                        "put the certificate of its authority into " + folder.resolve("ca.crt")
                                + " (nodes need it, too); one without TLS is named http://" + name);
            case UNREACHABLE ->
                failure(
                        e,
                        "SLIP-438",
                        "The registry " + host + " cannot be reached, or breaks off.",
                        "see that it runs and that the name is right (curl -i " + (name.plain() ? "http" : "https")
                                + "://" + host + "/v2/), then run the command again");
            case OTHER ->
                failure(
                        e,
                        "SLIP-421",
                        "The images could not be pushed to " + name + ".",
                        "see the registry's log, then run the command again");
        };
    }

    private SlipwayFailure failure(RegistryException e, String id, String summary, String fix) {
        return new SlipwayFailure(
                new Failure(
                        id,
                        summary,
                        String.valueOf(e.getMessage()),
                        trouble.isEmpty() ? List.of() : List.of(trouble),
                        fix,
                        UNCHANGED),
                e);
    }

    static SlipwayFailure misnamed(String text, IllegalArgumentException e) {
        return new SlipwayFailure(new Failure(
                "SLIP-439",
                "The registry's name '" + text + "' cannot be used.",
                String.valueOf(e.getMessage()),
                List.of(),
                "--registry HOST/PATH, or registry: HOST/PATH in slipway.yaml, such as ghcr.io/ACCOUNT",
                "nothing was changed"));
    }
}
