package dev.slipway.deploy;

/**
 * What the user has allowed beyond the defaults.
 *
 * @param context the context that was named; a cluster not known to be local is touched only then. Empty for none
 * @param adopt whether what another application has under this one's name is taken over, with its data
 */
public record Consent(String context, boolean adopt) {
    public static final Consent NONE = new Consent("", false);
}
