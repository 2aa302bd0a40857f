package dev.slipway.deploy;

/**
 * What the user has allowed beyond the defaults.
 *
 * @param context the context that the user named; empty for none. A cluster that is not known to be local is changed
 * only then.
 * @param adopt whether to take over what another application has under this one's name, with its data
 */
public record Consent(String context, boolean adopt) {
    public static final Consent NONE = new Consent("", false);
}
