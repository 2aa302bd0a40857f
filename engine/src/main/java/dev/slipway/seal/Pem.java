package dev.slipway.seal;

import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual encodings of keys (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    static byte[] read(String text, String label) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----(.*?)-----END " + label + "-----", Pattern.DOTALL)
                .matcher(text);
        if (!block.find()) {
            throw new IOException("the file has no " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(1).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("the " + label + " is not Base64", e);
        }
    }
}
