package dev.slipway.assist.second;

/** What a program for people has printed, as plain text. */
final class Words {
    private static final int MOST = 1200;

    private Words() {}

    /** Without colours, cursor movements and other signs to a terminal. */
    static String plain(String text) {
        return text.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")
                .replaceAll("\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)", "")
                .replaceAll("[\\p{Cntrl}&&[^\n]]", "")
                .strip();
    }

    static String brief(String text) {
        String plain = plain(text);
        return plain.length() > MOST ? plain.substring(0, MOST) + "..." : plain;
    }
}
