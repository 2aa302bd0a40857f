package dev.slipway.room;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * A seccomp filter in the kernel's format (seccomp(2), linux/filter.h). It refuses the calls that the default profiles
 * of container runtimes refuse, and new namespaces. It also refuses setuid and setgid files, because what a build
 * writes lies on this machine.
 */
final class SyscallFilter {
    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    private static final int NO_SUCH_CALL = 0x00050000 | 38;
    private static final int NO_SUCH_FAMILY = 0x00050000 | 97;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int X32 = 0x40000000;

    private static final int SET_ID = 06000;
    private static final int CREATES = 0100 | 020000000;
    private static final int NAMESPACES = 0x7e020000;
    private static final int KERNEL_CRYPTO = 38;
    private static final int HYPERVISOR = 40;

    /** The numbers of an architecture's calls, from its asm/unistd.h. */
    private record Calls(
            int architecture,
            List<Integer> refused,
            int fork,
            int socket,
            Map<Integer, Integer> modes,
            Map<Integer, Integer> opens) {}

    /** Calls with the same number on every architecture: the mount calls, io_uring, quotactl_fd. */
    private static final List<Integer> REFUSED = List.of(428, 429, 430, 431, 432, 433, 442, 443, 467);

    /** clone3 and openat2 hide their flags from a filter. Without them the C library calls clone and openat. */
    private static final List<Integer> MISSING = List.of(425, 426, 427, 435, 437);

    private static final Calls AMD64 = new Calls(
            0xc000003e,
            List.of(
                    163, 248, 321, 305, 227, 176, 313, 175, 320, 246, 250, 212, 165, 304, 298, 155, 310, 311, 179, 169,
                    249, 308, 168, 167, 166, 272, 323, 161, 164, 170, 171, 172, 173),
            56,
            41,
            Map.of(90, 1, 91, 1, 268, 2, 452, 2, 85, 1, 133, 1, 259, 2),
            Map.of(2, 1, 257, 2));

    private static final Calls ARM64 = new Calls(
            0xc00000b7,
            List.of(
                    89, 217, 280, 266, 112, 106, 273, 105, 294, 104, 219, 18, 40, 265, 241, 41, 270, 271, 60, 142, 218,
                    268, 225, 224, 39, 97, 282, 51, 170, 161, 162),
            220,
            198,
            Map.of(52, 1, 53, 2, 452, 2, 33, 2),
            Map.of(56, 2));

    private final ByteBuffer program = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

    private SyscallFilter() {}

    /** @param architecture as Debian names it */
    static byte[] of(String architecture) {
        return new SyscallFilter().program(architecture.equals("arm64") ? ARM64 : AMD64);
    }

    private byte[] program(Calls calls) {
        put(LOAD, 0, 0, ARCHITECTURE);
        put(EQUAL, 1, 0, calls.architecture());
        put(RETURN, 0, 0, NO_SUCH_CALL);
        put(LOAD, 0, 0, NUMBER);
        put(AT_LEAST, 0, 1, X32);
        put(RETURN, 0, 0, NO_SUCH_CALL);
        calls.refused().forEach(call -> refuse(call, NOT_PERMITTED));
        REFUSED.forEach(call -> refuse(call, NOT_PERMITTED));
        MISSING.forEach(call -> refuse(call, NO_SUCH_CALL));
        refuseBits(calls.fork(), 0, NAMESPACES);
        calls.modes().forEach((call, mode) -> refuseBits(call, mode, SET_ID));
        calls.opens().forEach(this::refuseSetId);
        put(EQUAL, 0, 5, calls.socket());
        put(LOAD, 0, 0, argument(0));
        put(EQUAL, 1, 0, KERNEL_CRYPTO);
        put(EQUAL, 0, 1, HYPERVISOR);
        put(RETURN, 0, 0, NO_SUCH_FAMILY);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, ALLOW);
        byte[] bytes = new byte[program.position()];
        program.flip().get(bytes);
        return bytes;
    }

    private void refuse(int call, int answer) {
        put(EQUAL, 0, 1, call);
        put(RETURN, 0, 0, answer);
    }

    private void refuseBits(int call, int argument, int bits) {
        put(EQUAL, 0, 4, call);
        put(LOAD, 0, 0, argument(argument));
        put(ANY_BIT, 0, 1, bits);
        put(RETURN, 0, 0, NOT_PERMITTED);
        put(RETURN, 0, 0, ALLOW);
    }

    /** Refuses set-ID modes in an open call. The mode counts only if the flags before it create a file. */
    private void refuseSetId(int open, int flags) {
        put(EQUAL, 0, 6, open);
        put(LOAD, 0, 0, argument(flags));
        put(ANY_BIT, 0, 3, CREATES);
        put(LOAD, 0, 0, argument(flags + 1));
        put(ANY_BIT, 0, 1, SET_ID);
        put(RETURN, 0, 0, NOT_PERMITTED);
        put(RETURN, 0, 0, ALLOW);
    }

    private static int argument(int index) {
        return 16 + 8 * index;
    }

    private void put(int code, int then, int otherwise, int value) {
        program.putShort((short) code).put((byte) then).put((byte) otherwise).putInt(value);
    }
}
