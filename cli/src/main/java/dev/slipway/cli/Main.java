package dev.slipway.cli;

/** The process. */
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.exit(Slipway.run(args, System.out, System.err, System.getenv()));
    }
}
