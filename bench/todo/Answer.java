import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP/1.1 answer as it comes in, of which only the status and the end are of interest (RFC 9112, 6). */
final class Answer {
    private static final int END_OF_HEADERS = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final long END_OF_CHUNKS = (long) '0' << 32 | END_OF_HEADERS & 0xffffffffL;

    private final byte[] head = new byte[16 * 1024];
    private int headSize;
    private boolean inBody;
    private boolean chunked;
    private boolean closes;
    private long bodyLeft;
    private long last;
    private int status;

    void begin() {
        headSize = 0;
        inBody = false;
        last = 0;
    }

    int status() {
        return status;
    }

    boolean closes() {
        return closes;
    }

    /** Takes what has come; true when the answer is whole. */
    boolean take(ByteBuffer bytes) {
        while (!inBody) {
            if (!bytes.hasRemaining()) {
                return false;
            }
            byte next = bytes.get();
            head[headSize++] = next;
            last = last << 8 | next & 0xff;
            if ((int) last == END_OF_HEADERS) {
                readHead();
                inBody = true;
                last = 0;
            }
        }
        if (!chunked) {
            bodyLeft -= bytes.remaining();
            return bodyLeft <= 0;
        }
        // JSON has no bare line ends in its text: this can only be the last chunk. Only the end of what has come can be its end.
        bytes.position(Math.max(bytes.position(), bytes.limit() - 8));
        while (bytes.hasRemaining()) {
            last = (last << 8 | bytes.get() & 0xff) & 0xff_ffff_ffffL;
        }
        return last == END_OF_CHUNKS;
    }

    private void readHead() {
        String text = new String(head, 0, headSize, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        status = Integer.parseInt(text.substring(9, 12));
        chunked = text.contains("\r\ntransfer-encoding: chunked");
        closes = text.contains("\r\nconnection: close");
        int at = text.indexOf("\r\ncontent-length: ");
        bodyLeft = at < 0 ? 0 : Long.parseLong(text.substring(at + 18, text.indexOf('\r', at + 18)).strip());
    }
}
